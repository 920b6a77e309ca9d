import { hostname } from 'node:os';
import type { Leased } from './lease-table.ts';

/** Of a lease, for people. */
export const thisProcess = `${hostname()}, process ${process.pid}`;

const COPIES = ', which copies a log there';

/** Who takes a lease to copy a log, and gives it back when that is done. */
export const thisCopier = `${thisProcess}${COPIES}`;

/** Whether a lease that may be taken was never given back by who copied a log there: some of it may be missing. */
export const isHalfCopied = (seen: Leased | null): boolean => seen?.holder?.endsWith(COPIES) ?? false;

export const sayHalfCopied = (stream: string): string =>
  `Not all of the log was copied to the stream "${stream}": npm run store:copy was broken off. The same call again goes on from there.`;
