import { closeSync, openSync, writeSync } from 'node:fs';
import { v7 } from 'uuid';
import type { Event, Fact } from '../src/core/events.ts';
import { eventLine, sealEvent } from '../store/codec/event-codec.ts';
import { CLOSING, OPENING, ROOM, START } from '../store/event-file/layout.ts';

/** Its line has 355 bytes, about the mean of a real log's. */
export const SAMPLE_FACT: Fact = { type: 'BETTING_RESUMED', data: { why: 'a reason, '.repeat(7) } };

const FIRST_AT = Date.parse('2025-01-01T00:00:00.000Z');
const MEAN_GAP_MS = 30_000;

/** `count` events, half a minute apart, one at a time. */
export function* sampleEvents(count: number): Generator<Event> {
  let previous = START.hash;
  for (let seq = 1; seq <= count; seq += 1) {
    const at = new Date(FIRST_AT + seq * MEAN_GAP_MS).toISOString();
    const id = v7({ msecs: Date.parse(at) });
    const event = sealEvent(SAMPLE_FACT, { seq, last: seq, id, at, actor: 'system', cause: id }, previous);
    previous = event.hash;
    yield event;
  }
}

/** Writes an event file as the bot would have left it. */
export function writeEventFile(path: string, count: number): void {
  const last = count === 0 ? '' : '\n';
  writePieces(path, `${OPENING}${last}`, count, ',\n', CLOSING + ' '.repeat(ROOM));
}

/** Writes the same events, one JSON line each. */
export function writeJsonLines(path: string, count: number): void {
  writePieces(path, '', count, '\n', count === 0 ? '' : '\n');
}

function writePieces(path: string, opening: string, count: number, between: string, closing: string): void {
  const fd = openSync(path, 'w');
  let text = opening;
  for (const event of sampleEvents(count)) {
    text += `${event.seq === 1 ? '' : between}${eventLine(event)}`;
    if (text.length > 1_000_000) {
      writeSync(fd, text);
      text = '';
    }
  }
  writeSync(fd, `${text}${closing}`);
  closeSync(fd);
}
