import type { Event } from '../../src/core/events.ts';
import { brokenRule } from '../codec/append-rules.ts';
import { parseEvent } from '../codec/event-codec.ts';
import { soundEvent } from '../codec/hash-chain.ts';
import type { Head } from '../event-log.ts';
import type { Sealed } from '../take-appends.ts';
import type { StreamTable } from './stream-table.ts';

const PAGE = 1000;

/** The stream is damaged, not what its hashes and the rules of the log say: a person has to look. */
export class StreamBroken extends Error {
  readonly code: string = 'STREAM_BROKEN';
  /** The first event that cannot be vouched for. */
  readonly seq: number;

  constructor({ seq, what }: { readonly seq: number; readonly what: string }, options?: ErrorOptions) {
    super(what, options);
    this.name = 'StreamBroken';
    this.seq = seq;
  }
}

/** What is known of the stream is no longer there, or another one: it is not what it was, or another log's. */
export class StreamUnlike extends StreamBroken {
  override readonly code = 'STREAM_UNLIKE';
  override readonly name = 'StreamUnlike';
}

/** What a person can do about a stream that is damaged. */
export const MEND_STREAM =
  'Where an event file of the same log is whole, copy it to a new stream with npm run store:copy and set STREAM to its name; else take a backup of the database.';

/** An event that is there, and after which others come. */
export type Known = Head & Pick<Event, 'at'>;

/**
 * The appends that come after what is known, each held to the hash chain and the rules of the log, about a thousand events
 * at a time. Throws StreamUnlike where the stream no longer holds what is known, StreamBroken where a line is not in order.
 */
export async function* readOn(table: StreamTable, known: Known): AsyncGenerator<Sealed> {
  let previous = known;
  let append: Event[] = [];
  let kept: string[] = [];
  for (let from = known.seq; ; from = previous.seq + 1) {
    // With what is known itself, so that it is seen whether it is there.
    const found = await table.lines(from, previous.seq + PAGE);
    const lines = from === known.seq && from > 0 ? expectKnown(found, known) : found;
    const appends: Event[][] = [];
    for (const line of lines) {
      const event = chained(line, previous, append[0]);
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
  if (append.length > 0)
    throw new StreamBroken({
      seq: previous.seq,
      what: `event ${previous.seq} is not the last of its append`,
    });
}

/** A server that came back without what it had acknowledged must not be appended to. */
function expectKnown([line, ...more]: readonly string[], { seq, hash }: Head): readonly string[] {
  if (line !== undefined && hashOf(line) === hash) return more;
  const now = line === undefined ? 'no longer there' : 'another one now';
  throw new StreamUnlike({ seq, what: `event ${seq}, which the database had acknowledged, is ${now}` });
}

const hashOf = (line: string): string | null => {
  try {
    return parseEvent(JSON.parse(line)).hash;
  } catch {
    return null;
  }
};

function chained(line: string, previous: Known, first: Event | undefined): Event {
  const seq = previous.seq + 1;
  const sound = soundEvent(previous.hash, Buffer.from(line));
  if (sound === null || sound.text !== line)
    throw new StreamBroken({ seq, what: `event ${seq} has a wrong hash` });
  const event = understand(seq, line);
  const broken = brokenRule(event, previous, first);
  if (broken !== null)
    throw new StreamBroken({ seq, what: `event ${seq} breaks a rule of the log: ${broken}` });
  return event;
}

function understand(seq: number, line: string): Event {
  try {
    return parseEvent(JSON.parse(line));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StreamBroken(
      { seq, what: `event ${seq} has sound bytes and is not understood: ${why}` },
      { cause },
    );
  }
}
