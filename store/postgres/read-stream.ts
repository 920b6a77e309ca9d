import type { Event } from '../../src/core/events.ts';
import { parseEvent } from '../codec/event-codec.ts';
import { soundEvent } from '../codec/hash-chain.ts';
import type { Head } from '../event-log.ts';
import type { Sealed } from '../take-appends.ts';
import type { StreamTable } from './stream-table.ts';

const PAGE = 1000;

/** The stream is not what it was, or not what its hashes say: a person has to look. */
export class StreamBroken extends Error {
  readonly code = 'STREAM_BROKEN';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'StreamBroken';
  }
}

/**
 * The appends that come after what is known, each held to the hash chain, about a thousand events at a time. Throws
 * StreamBroken where the stream no longer holds what is known, or where a line's hash is wrong.
 */
export async function* readOn(table: StreamTable, known: Head): AsyncGenerator<Sealed> {
  let previous = known;
  let append: Event[] = [];
  let kept: string[] = [];
  for (let from = known.seq; ; from = previous.seq + 1) {
    // With what is known itself, so that it is seen whether it is there.
    const found = await table.lines(from, previous.seq + PAGE);
    const lines = from === known.seq && from > 0 ? expectKnown(found, known) : found;
    const appends: Event[][] = [];
    for (const line of lines) {
      const event = chained(line, previous);
      previous = event;
      append.push(event);
      if (event.seq < event.last) continue;
      appends.push(append);
      append = [];
    }
    const whole = kept.length + lines.length - append.length;
    const all = kept.concat(lines);
    kept = all.slice(whole);
    if (appends.length > 0) yield { appends, lines: all.slice(0, whole) };
    if (lines.length < PAGE) break;
  }
  if (append.length > 0) throw new StreamBroken(`event ${previous.seq} is not the last of its append`);
}

/** A server that came back without what it had acknowledged must not be appended to. */
function expectKnown([line, ...more]: readonly string[], { seq, hash }: Head): readonly string[] {
  if (line !== undefined && hashOf(line) === hash) return more;
  const now = line === undefined ? 'no longer there' : 'another one now';
  throw new StreamBroken(`event ${seq}, which the database had acknowledged, is ${now}`);
}

const hashOf = (line: string): string | null => {
  try {
    return parseEvent(JSON.parse(line)).hash;
  } catch {
    return null;
  }
};

function chained(line: string, previous: Head): Event {
  const seq = previous.seq + 1;
  const sound = soundEvent(previous.hash, Buffer.from(line));
  if (sound === null || sound.text !== line) throw new StreamBroken(`event ${seq} has a wrong hash`);
  const event = parseEvent(JSON.parse(line));
  if (event.seq !== seq) throw new StreamBroken(`event ${event.seq} stands in the place of event ${seq}`);
  return event;
}
