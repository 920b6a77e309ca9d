import type { Clock } from '../src/clock.ts';
import type { Event } from '../src/core/events.ts';
import type { KeptState } from '../src/core/state-history.ts';
import type { Leadership } from '../src/leadership.ts';
import { appendQueue } from './append-queue.ts';
import type { CheckOrder } from './checkpoint/check-behind.ts';
import { checkInWorker } from './checkpoint/check-in-worker.ts';
import { keepCheckpoint } from './checkpoint/keep-checkpoint.ts';
import { type Commit, type CommitNeeds, commitToFile, failed } from './commit-appends.ts';
import { unusableIfRefused } from './data-dir-unusable.ts';
import type { Opening } from './event-file/open-event-file.ts';
import type { EventLog } from './event-log.ts';
import { type DataDirLock, lockDataDir } from './lock/data-dir-lock.ts';
import { type LogParts, readAppend, readLog } from './log-parts.ts';
import { makeFolder } from './make-folder.ts';
import { type OpenedParts, openParts, type PartsWanted } from './open-parts.ts';
import { tellListeners } from './tell-listeners.ts';
import { type Verdict, verify, withoutFolder } from './verification.ts';

export interface EventLogWanted extends PartsWanted {
  /** DATA_DIR; made where it is missing. */
  readonly dir: string;
  readonly clock: Clock;
  /** Fresh UUIDs of version 7. */
  readonly newId: () => string;
  /** How appends are committed: to the event file alone unless given. */
  readonly committing?: (parts: LogParts, needs: CommitNeeds) => Commit;
  /** What checks behind a start with a checkpoint: a thread of its own unless given. */
  readonly checkBehind?: (order: CheckOrder, signal: AbortSignal) => Promise<string | null>;
  /** A holder of DATA_DIR that has not been heard of for so long is replaced: 10,000 unless given. */
  readonly heartbeatMs?: number;
}

export interface OpenEventLog extends EventLog {
  readonly opened: Opening;
  /**
   * Where the reading began with a checkpoint, all before it is checked behind: what is wrong with it, in words; null
   * where nothing is, or where it was read at once. Rejects with an Error that says in words what could not be checked,
   * and why.
   */
  readonly checked: Promise<string | null>;
  /** Keeps the states that were kept of the fold beside the event file, for the next start. */
  keep(states: readonly KeptState[]): void;
  /** The event file, and where in it its last append ended that is surely on the disk: what lies before never changes. */
  synced(): { readonly eventFile: string; readonly end: number };
  /** Reads the file from its beginning as a start would, handing each append to `see`, and changes nothing. Never rejects. */
  verify(see?: (append: readonly Event[]) => void): Promise<Verdict>;
  /**
   * Of the holder of the DATA_DIR, for whom nobody is in the way. To be asked is to look at the disk whether another
   * process has taken it over: then nothing may be sent any more.
   */
  readonly leadership: Leadership;
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
    const opened = await openParts(wanted, lock);
    for (const note of opened.opening.notes) logger.warn(note);
    return openLog(wanted, opened);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function openLog(
  { clock, newId, logger, committing = commitToFile, checkBehind = checkInWorker }: EventLogWanted,
  { parts, opening, begun }: OpenedParts,
): OpenEventLog {
  const { path, lock, file, keys, positions } = parts;
  const ending = new AbortController();
  const checkpoint = keepCheckpoint({
    ...{ path, positions, begun, checkBehind, logger },
    sync: file.sync,
    ending: ending.signal,
  });
  const listeners = new Set<(events: readonly Event[]) => void>();
  const publish = (events: readonly Event[]): void => tellListeners(listeners, events, logger);
  const queue = appendQueue(committing(parts, { now: clock.now, newId, publish }));
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    ending.abort();
    await queue.idle();
    await checkpoint.idle();
    await file.close();
    await lock.release();
  };
  return {
    opened: opening,
    checked: checkpoint.checked,
    keep: checkpoint.keep,
    synced: () => ({ eventFile: path, end: file.position().end }),
    verify: async (see) => withoutFolder(await verify([path], see), path),
    leadership: leadershipOf(lock),
    head: () => ({ seq: file.position().seq, hash: file.position().hash }),
    read: (after = 0) => readLog(parts, after),
    outcomeOf: async (cause) => {
      const first = keys.find(cause);
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

function leadershipOf({ lost, signal }: DataDirLock): Leadership {
  return {
    left: () => (lost() ? 0 : Number.POSITIVE_INFINITY),
    prolong: async () => !lost(),
    lapsed: () => (lost() ? 'another process has taken over the data folder' : null),
    threat: () => null,
    onLapse: (listener) => signal.addEventListener('abort', listener),
    lost: signal,
  };
}
