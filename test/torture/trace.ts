import { existsSync, readFileSync } from 'node:fs';

/** A boundary that a process has come to. */
export interface Crossing {
  /** Wall-clock ms. */
  readonly at: number;
  readonly boundary: string;
}

/** All that a process has come to so far, in order. */
export function readTrace(file: string): readonly Crossing[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const [at = ''] = line.split(' ', 1);
    return { at: Number(at), boundary: line.slice(at.length + 1) };
  });
}

/** What is traced last by one that is put to sleep at a boundary. */
export const ASLEEP = 'asleep';

/** What nobody may do who has lost the data folder: append an event, or ask for a bet. */
export const isDeed = (boundary: string): boolean =>
  /^write [A-Z_]+(\+[A-Z_]+)* before$|^send placeOrders before$/.test(boundary);
