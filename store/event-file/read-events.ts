import { closeSync, openSync } from 'node:fs';
import type { Event } from '../../src/core/events.ts';
import { parseEvent } from '../codec/event-codec.ts';
import { EventFileRefused } from './event-file-refused.ts';
import { lineOf, type Position } from './layout.ts';
import { readLines } from './line-reader.ts';

const COMMA = 0x2c;

/**
 * The events between two ends of whole, verified appends, streamed. Their hashes are not checked again;
 * throws EventFileRefused for a line that has become unreadable since.
 */
export async function* readEvents(file: string, from: Position, to: number): AsyncGenerator<Event> {
  const fd = openSync(file, 'r');
  let { seq } = from;
  try {
    for await (const lines of readLines(fd, from.end, to)) {
      for (const line of lines) {
        // The first line is what is left of the one that `from` ends on: its comma or nothing.
        if (line.length <= 1) continue;
        seq += 1;
        yield understand(file, seq, line);
      }
    }
  } finally {
    closeSync(fd);
  }
}

function understand(file: string, seq: number, line: Buffer): Event {
  try {
    return parseEvent(JSON.parse(line.toString('utf8', 0, line.length - (line.at(-1) === COMMA ? 1 : 0))));
  } catch (cause) {
    const what = `it can no longer be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new EventFileRefused({ file, line: lineOf(seq), seq, what }, { cause });
  }
}
