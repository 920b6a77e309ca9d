import { Low } from 'lowdb';
import type { Clock } from '../src/clock.ts';
import { type Event, MODES, type Mode } from '../src/core/events.ts';
import type { Logger } from '../src/logging/logger.ts';
import { appendQueue } from './append-queue.ts';
import { type CommitNeeds, commitAppends, failed } from './commit-appends.ts';
import { unusableIfRefused } from './data-dir-unusable.ts';
import { type Disk, realDisk } from './event-file/disk.ts';
import { eventFilePath } from './event-file/layout.ts';
import { leaveToSleeper } from './event-file/leave-to-sleeper.ts';
import { type Opening, openEventFile } from './event-file/open-event-file.ts';
import type { Append, EventLog } from './event-log.ts';
import { idempotencyKeys } from './idempotency-keys.ts';
import { type DataDirLock, lockDataDir } from './lock/data-dir-lock.ts';
import { type LogParts, readAppend, readLog } from './log-parts.ts';
import { appendingAdapter, newestOf, type Tail } from './lowdb-adapter.ts';
import { makeFolder } from './make-folder.ts';
import { positionIndex } from './position-index.ts';
import { type Verdict, verify, withoutFolder } from './verification.ts';

export interface EventLogWanted {
  /** DATA_DIR; made where it is missing. */
  readonly dir: string;
  readonly mode: Mode;
  readonly clock: Clock;
  /** Fresh UUIDs of version 7. */
  readonly newId: () => string;
  readonly logger: Logger;
  /** Given every event while the file is checked, so that a fold need not read the file a second time. */
  readonly replay?: (events: readonly Event[]) => void;
  readonly disk?: Disk;
  /** A holder of DATA_DIR that has not been heard of for so long is replaced: 10,000 unless given. */
  readonly heartbeatMs?: number;
}

export interface OpenEventLog extends EventLog {
  readonly opened: Opening;
  /** The event file, and where in it its last append ended that is surely on the disk: what lies before never changes. */
  synced(): { readonly eventFile: string; readonly end: number };
  /** Reads the file from its beginning as a start would, handing each append to `see`, and changes nothing. Never rejects. */
  verify(see?: (append: readonly Event[]) => void): Promise<Verdict>;
  /** Asks the disk whether another process has taken over the DATA_DIR: then nothing may be sent any more. */
  lockLost(): boolean;
  /** Aborted when that is noticed. */
  readonly lockLostSignal: AbortSignal;
}

/**
 * Takes the DATA_DIR, checks the mode's event file line by line and opens it for appending.
 * Throws DataDirLocked where another process has it, DataDirUnusable where the disk refuses, and
 * EventFileRefused where a person has to look.
 */
export async function openEventLog(wanted: EventLogWanted): Promise<OpenEventLog> {
  try {
    return await takeAndOpen(wanted);
  } catch (error) {
    throw unusableIfRefused(wanted.dir, error);
  }
}

async function takeAndOpen(wanted: EventLogWanted): Promise<OpenEventLog> {
  const { dir, clock, logger, heartbeatMs } = wanted;
  await makeFolder(dir);
  const since = new Date(clock.now()).toISOString();
  const lock = await lockDataDir({ dir, since, logger, ...(heartbeatMs !== undefined && { heartbeatMs }) });
  try {
    const { parts, opening } = await openParts(wanted, lock);
    for (const note of opening.notes) logger.warn(note);
    return openLog(wanted, parts, opening);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openParts({ dir, mode, disk = realDisk(), clock, replay }: EventLogWanted, lock: DataDirLock) {
  const path = eventFilePath(dir, mode);
  if (lock.fromSleeper) {
    for (const any of MODES) await leaveToSleeper(eventFilePath(dir, any));
    await lock.sleeperLeft();
  }
  const keys = idempotencyKeys();
  const positions = positionIndex();
  let newest: Event[] = [];
  const { file, opening } = await openEventFile({
    path,
    disk,
    now: clock.now(),
    positionBefore: positions.before,
    sink: (events, position) => {
      for (const event of events) newest.push(event);
      newest = newestOf(newest);
      if (events[0] !== undefined) keys.note(events[0]);
      positions.note(position);
      replay?.(events);
    },
  });
  const db = new Low<Tail>(appendingAdapter(file, newest), { events: [] });
  await db.read();
  const parts: LogParts = { path, lock, file, db, keys, positions };
  return { parts, opening };
}

function openLog({ clock, newId, logger }: EventLogWanted, parts: LogParts, opened: Opening): OpenEventLog {
  const { lock, file } = parts;
  const listeners = new Set<(events: readonly Event[]) => void>();
  const needs: CommitNeeds = { now: clock.now, newId, publish: (events) => tell(listeners, events, logger) };
  const queue = appendQueue((batch: readonly Append[]) => commitAppends(parts, needs, batch));
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await queue.idle();
    await file.close();
    await lock.release();
  };
  return {
    opened,
    synced: () => ({ eventFile: parts.path, end: file.position().end }),
    verify: async (see) => withoutFolder(await verify([parts.path], see), parts.path),
    lockLost: lock.lost,
    lockLostSignal: lock.signal,
    head: () => ({ seq: file.position().seq, hash: file.position().hash }),
    read: (after = 0) => readLog(parts, after),
    outcomeOf: async (cause) => {
      const first = parts.keys.find(cause);
      return first === null ? null : readAppend(parts, first);
    },
    append: async (append) =>
      closing === null ? queue.add(append) : failed('the event log is closed', null),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function tell(
  listeners: Iterable<(events: readonly Event[]) => void>,
  events: readonly Event[],
  logger: Logger,
) {
  for (const listener of listeners) {
    try {
      listener(events);
    } catch (error) {
      logger.error('A listener to the event log failed; the events are stored', {
        seq: events.at(-1)?.seq,
        error,
      });
    }
  }
}
