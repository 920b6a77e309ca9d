import type { Event } from '../../src/core/events.ts';
import { brokenRule } from '../codec/append-rules.ts';
import { parseEvent } from '../codec/event-codec.ts';
import { soundEvent } from '../codec/hash-chain.ts';
import type { Head } from '../event-log.ts';
import type { Sealed } from '../take-appends.ts';
import { EventFileRefused, type Fault } from './event-file-refused.ts';
import { lineOf, type Position, START, separatorAfter } from './layout.ts';
import { readLines } from './line-reader.ts';
import { findFault } from './tail.ts';

export interface Source {
  readonly path: string;
  readonly fd: number;
}

/** Called for each whole, verified append with the position after it and the lines of its events. */
export type AppendSink = (events: readonly Event[], position: Position, lines: readonly string[]) => void;

export interface Scan {
  /** After the last whole, verified append. */
  readonly position: Position;
  /** Why the bytes after it are not just the closing bracket; null where they are. */
  readonly fault: Fault | null;
}

const COMMA = 0x2c;

/**
 * Checks every line after a position that is known to be good, in constant memory. Unsound bytes end the
 * scan and are its fault. Throws EventFileRefused for what no torn write can explain: sound bytes that break
 * the log's rules or that this program does not understand, or another event where the head file names one.
 */
export async function scanEvents(
  source: Source,
  from: Position,
  head: Head | null,
  sink: AppendSink,
): Promise<Scan> {
  const walk = walkAppends(source.path, from, head, sink);
  reading: for await (const lines of readLines(source.fd, from.end)) {
    for (const line of lines) if (!walk.take(line)) break reading;
  }
  const { reached, position } = walk.state();
  return { position, fault: await findFault(source.fd, reached, position) };
}

/** The same up to the end of an append, whose place is known; the position that was reached by then. */
export async function scanUpTo(source: Source, to: Position, sink: AppendSink): Promise<Position> {
  const walk = walkAppends(source.path, START, to, sink);
  for await (const lines of readLines(source.fd, START.end, to.end))
    for (const line of lines) if (!walk.take(line)) return walk.state().position;
  return walk.state().position;
}

/** The whole, verified appends after an event up to the first fault, a piece of the file at a time. Throws as `scanEvents`. */
export async function* readPages(source: Source, after: number): AsyncGenerator<Sealed> {
  let appends: (readonly Event[])[] = [];
  let lines: string[] = [];
  const walk = walkAppends(source.path, START, null, (append, { seq }, texts) => {
    if (seq <= after) return;
    appends.push(append);
    lines.push(...texts);
  });
  for await (const piece of readLines(source.fd, START.end)) {
    const isSound = piece.every((line) => walk.take(line));
    if (appends.length > 0) yield { appends, lines };
    if (!isSound) return;
    appends = [];
    lines = [];
  }
}

function walkAppends(file: string, from: Position, head: Head | null, sink: AppendSink) {
  let position = from;
  let reached = from;
  let append: Event[] = [];
  let texts: string[] = [];
  let begun = false;
  return {
    state: () => ({ position, reached }),

    /** False where no further event can follow. */
    take(line: Buffer): boolean {
      if (!begun) {
        begun = true;
        return `${line.toString('latin1', 0, 2)}\n` === separatorAfter(from);
      }
      const sound = soundEvent(reached.hash, line);
      if (sound === null) return false;
      const { text, length } = sound;
      const seq = reached.seq + 1;
      const event = understand(file, seq, text);
      const broken = brokenRule(event, reached, append[0]) ?? otherHead(event, head);
      if (broken !== null) throw new EventFileRefused({ file, line: lineOf(seq), seq, what: broken });
      const end = reached.end + separatorAfter(reached).length + length;
      reached = { seq: event.seq, hash: event.hash, at: event.at, end };
      append.push(event);
      texts.push(text);
      if (event.seq === event.last) {
        position = reached;
        sink(append, position, texts);
        append = [];
        texts = [];
      }
      return line.length === length + 1 && line[length] === COMMA;
    },
  };
}

function understand(file: string, seq: number, text: string): Event {
  try {
    return parseEvent(JSON.parse(text));
  } catch (cause) {
    const what = `its bytes are sound but ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new EventFileRefused({ file, line: lineOf(seq), seq, what }, { cause });
  }
}

function otherHead(event: Event, head: Head | null): string | null {
  if (event.seq !== head?.seq || event.hash === head.hash) return null;
  return `its hash is ${event.hash}, but the head file has ${head.hash} for it: one of the two is from elsewhere`;
}
