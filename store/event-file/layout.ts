import { join } from 'node:path';
import type { Event, Mode } from '../../src/core/events.ts';
import { FIRST_HASH } from '../codec/hash-chain.ts';

/** The file's first line; event n stands on line n + 1. */
export const OPENING = '{"events":[';

/** What follows the last event; after it comes nothing but white space. */
export const CLOSING = '\n]}\n';

/** Bytes of white space that an append leaves behind itself: written room for the outcome of a request. */
export const ROOM = 64 * 1024;

/** Where a whole append ended: its last event, and the offset of the byte after that event. */
export interface Position {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly end: number;
}

export const START: Position = { seq: 0, hash: FIRST_HASH, at: '', end: OPENING.length };

export const lineOf = (seq: number): number => seq + 1;

/** What stands between this position's event, or the opening, and the event after it. */
export const separatorAfter = (position: Position): string => (position.seq === 0 ? '\n' : ',\n');

/** The bytes that replace the closing bracket after `position`, where these lines of events follow it. */
export function appendix(position: Position, lines: readonly string[]): Buffer {
  return Buffer.from(`${separatorAfter(position)}${lines.join(',\n')}${CLOSING}`);
}

/** Where each of the appends ends that follow `position`; `lines` are those of all their events. */
export function positionsOf(
  position: Position,
  appends: readonly (readonly Event[])[],
  lines: readonly string[],
): readonly Position[] {
  let { end } = position;
  let separator = separatorAfter(position);
  let next = 0;
  return appends.flatMap((append) => {
    for (const line of lines.slice(next, next + append.length)) {
      end += separator.length + Buffer.byteLength(line);
      separator = ',\n';
    }
    next += append.length;
    return append.slice(-1).map(({ seq, hash, at }) => ({ seq, hash, at, end }));
  });
}

export const spaces = (length: number): Buffer => Buffer.alloc(length, ' ');

export const eventFilePath = (dir: string, mode: Mode): string => join(dir, `betting_events.${mode}.json`);

/** `betting_events.demo.json` has its head in `betting_events.demo.head.json`. */
export const headFilePath = (eventFile: string): string => `${stem(eventFile)}.head.json`;

/** Where bytes cut off after `seq` are kept. */
export const cutTailPath = (eventFile: string, seq: number, now: number): string =>
  `${stem(eventFile)}.cut-after-${seq}.${new Date(now).toISOString().replace(/[-:]/g, '')}.txt`;

const stem = (eventFile: string): string => eventFile.replace(/\.json$/, '');
