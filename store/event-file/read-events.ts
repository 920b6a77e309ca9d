import { closeSync, openSync, readSync } from 'node:fs';
import type { Event } from '../../src/core/events.ts';
import { parseEvent } from '../codec/event-codec.ts';
import { soundEvent } from '../codec/hash-chain.ts';
import { EventFileRefused } from './event-file-refused.ts';
import { lineOf, type Position } from './layout.ts';
import { readLines, splitLines } from './line-reader.ts';

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
        yield understand(file, seq, line.toString('utf8', 0, line.length - (line.at(-1) === COMMA ? 1 : 0)));
      }
    }
  } finally {
    closeSync(fd);
  }
}

/**
 * The same events at once, for a short stretch that somebody waits for, and only where they are still those whose
 * hashes lead on from `from`; else it throws EventFileRefused.
 */
export function readEventsSync(file: string, from: Position, to: number): readonly Event[] {
  const bytes = Buffer.allocUnsafe(to - from.end);
  const fd = openSync(file, 'r');
  try {
    readSync(fd, bytes, 0, bytes.length, from.end);
  } finally {
    closeSync(fd);
  }
  const [, ...lines] = splitLines(bytes);
  let { seq, hash } = from;
  return lines.map((line) => {
    seq += 1;
    const sound = soundEvent(hash, line);
    if (sound === null) throw refused(file, seq, 'its bytes do not fit its hash');
    const event = understand(file, seq, sound.text);
    hash = event.hash;
    return event;
  });
}

function understand(file: string, seq: number, text: string): Event {
  try {
    return parseEvent(JSON.parse(text));
  } catch (cause) {
    throw refused(file, seq, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const refused = (file: string, seq: number, why: string, cause?: unknown): EventFileRefused =>
  new EventFileRefused({ file, line: lineOf(seq), seq, what: `it can no longer be read: ${why}` }, { cause });
