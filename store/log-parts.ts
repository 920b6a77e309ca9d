import type { Low } from 'lowdb';
import type { Event } from '../src/core/events.ts';
import type { ReadBack } from '../src/core/state-history.ts';
import type { EventFile } from './event-file/event-file.ts';
import { readEvents, readEventsSync } from './event-file/read-events.ts';
import type { IdempotencyKeys } from './idempotency-keys.ts';
import type { DataDirLock } from './lock/data-dir-lock.ts';
import type { Tail } from './lowdb-adapter.ts';
import type { PositionIndex } from './position-index.ts';

/** What an open log is made of. */
export interface LogParts {
  readonly path: string;
  readonly lock: DataDirLock;
  readonly file: EventFile;
  readonly db: Low<Tail>;
  readonly keys: IdempotencyKeys;
  readonly positions: PositionIndex;
}

/** Events with a seq above `after`: from memory where all of them are there, else streamed from the file. */
export async function* readLog(
  { path, file, db, positions }: LogParts,
  after: number,
): AsyncGenerator<Event> {
  const { seq, end } = file.position();
  if (after >= seq) return;
  const [oldest] = db.data.events;
  if (oldest !== undefined && oldest.seq <= after + 1) {
    yield* db.data.events.filter((event) => event.seq > after && event.seq <= seq);
    return;
  }
  for await (const event of readEvents(path, positions.before(after), end)) {
    if (event.seq > after) yield event;
  }
}

/** Whole appends of the file, read again at once. */
export const readBackFrom =
  (path: string, positions: PositionIndex): ReadBack =>
  (after, upTo) =>
    readEventsSync(path, positions.before(after), positions.after(upTo).end).filter(
      ({ seq }) => seq > after && seq <= upTo,
    );

/** The events of the append that begins with this seq. */
export async function readAppend(parts: LogParts, first: number): Promise<readonly Event[]> {
  const events: Event[] = [];
  for await (const event of readLog(parts, first - 1)) {
    events.push(event);
    if (event.seq === event.last) break;
  }
  return events;
}
