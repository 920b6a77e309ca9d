import type { Event } from '../../src/core/events.ts';
import { parseEvent } from '../codec/event-codec.ts';
import { soundEvent } from '../codec/hash-chain.ts';
import type { Head } from '../event-log.ts';
import type { StreamTable } from './stream-table.ts';

const PAGE = 1000;

/** The stream is not what it was, or not what its hashes say: a person has to look. */
class StreamBroken extends Error {
  readonly code = 'STREAM_BROKEN';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'StreamBroken';
  }
}

/** The events with a seq above `after` up to and with `upTo`, ascending. */
export async function* readEvents(table: StreamTable, after: number, upTo: number): AsyncGenerator<Event> {
  for (let first = after + 1; first <= upTo; first += PAGE)
    for (const line of await table.lines(first, Math.min(upTo, first + PAGE - 1)))
      yield parseEvent(JSON.parse(line));
}

/** The events of the append that begins with this seq. */
export async function readAppend(table: StreamTable, first: number): Promise<readonly Event[]> {
  const append: Event[] = [];
  for await (const { last } of readEvents(table, first - 1, first))
    for await (const event of readEvents(table, first - 1, last)) append.push(event);
  return append;
}

/**
 * The appends that come after what is known, each held to the hash chain. Throws StreamBroken where the stream no
 * longer holds what is known, or where a line's hash is wrong.
 */
export async function* readOn(table: StreamTable, known: Head): AsyncGenerator<readonly Event[]> {
  if (known.seq > 0) await expectKnown(table, known);
  let previous = known;
  let append: Event[] = [];
  for (;;) {
    const lines = await table.lines(previous.seq + 1, previous.seq + PAGE);
    for (const line of lines) {
      const event = chained(line, previous);
      previous = event;
      append.push(event);
      if (event.seq < event.last) continue;
      yield append;
      append = [];
    }
    if (lines.length < PAGE) break;
  }
  if (append.length > 0) throw new StreamBroken(`event ${previous.seq} is not the last of its append`);
}

/** A server that came back without what it had acknowledged must not be appended to. */
async function expectKnown(table: StreamTable, { seq, hash }: Head): Promise<void> {
  const [line] = await table.lines(seq, seq);
  if (line === undefined || parseEvent(JSON.parse(line)).hash !== hash)
    throw new StreamBroken(
      `event ${seq}, which the database had acknowledged, is ${line === undefined ? 'no longer there' : 'another one now'}`,
    );
}

function chained(line: string, previous: Head): Event {
  const seq = previous.seq + 1;
  const sound = soundEvent(previous.hash, Buffer.from(line));
  if (sound === null || sound.text !== line) throw new StreamBroken(`event ${seq} has a wrong hash`);
  const event = parseEvent(JSON.parse(line));
  if (event.seq !== seq) throw new StreamBroken(`event ${event.seq} stands in the place of event ${seq}`);
  return event;
}
