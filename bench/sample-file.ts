import { closeSync, openSync, writeSync } from 'node:fs';
import { v7 } from 'uuid';
import type { Event, Fact } from '../src/core/events.ts';
import { eventLine, sealEvent } from '../store/codec/event-codec.ts';
import { CLOSING, OPENING, ROOM, START } from '../store/event-file/layout.ts';

/** Its line has 355 bytes, about the mean of a real log's. */
export const SAMPLE_FACT: Fact = { type: 'BETTING_RESUMED', data: { why: 'a reason, '.repeat(7) } };

const FIRST_AT = Date.parse('2025-01-01T00:00:00.000Z');
const MEAN_GAP_MS = 30_000;

/** Written all or nothing, in this order. */
export type Append = readonly [Fact, ...Fact[]];

/** The same event so many times. */
export function* sampleFacts(count: number): Generator<Append> {
  for (let seq = 1; seq <= count; seq += 1) yield [SAMPLE_FACT];
}

/** As a log would number and seal them, half a minute apart, one at a time. */
export function* sealEvents(appends: Iterable<Append>): Generator<Event> {
  let previous = START.hash;
  let seq = 0;
  for (const facts of appends) {
    const last = seq + facts.length;
    for (const fact of facts) {
      seq += 1;
      const at = new Date(FIRST_AT + last * MEAN_GAP_MS).toISOString();
      const id = v7({ msecs: Date.parse(at) });
      const event = sealEvent(fact, { seq, last, id, at, actor: 'system', cause: id }, previous);
      previous = event.hash;
      yield event;
    }
  }
}

/** Writes an event file as the bot would have left it. */
export const writeEventFile = (path: string, appends: Iterable<Append>): void =>
  write(path, eventFilePieces(sealEvents(appends)));

function* eventFilePieces(events: Iterable<Event>): Generator<string> {
  yield OPENING;
  for (const event of events) yield `${event.seq === 1 ? '' : ','}\n${eventLine(event)}`;
  yield CLOSING + ' '.repeat(ROOM);
}

/** Writes the same events, one JSON line each. */
export const writeJsonLines = (path: string, appends: Iterable<Append>): void =>
  write(path, linePieces(sealEvents(appends)));

function* linePieces(events: Iterable<Event>): Generator<string> {
  for (const event of events) yield `${eventLine(event)}\n`;
}

function write(path: string, pieces: Iterable<string>): void {
  const fd = openSync(path, 'w');
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length > 1_000_000) {
      writeSync(fd, text);
      text = '';
    }
  }
  writeSync(fd, text);
  closeSync(fd);
}
