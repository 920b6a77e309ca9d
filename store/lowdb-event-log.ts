import { Low } from 'lowdb';
import type { Clock } from '../src/clock.ts';
import { type Event, MODES, type Mode } from '../src/core/events.ts';
import type { KeptState, ReadBack } from '../src/core/state-history.ts';
import type { Logger } from '../src/logging/logger.ts';
import { sayFileError } from '../src/say-file-error.ts';
import { appendQueue } from './append-queue.ts';
import type { CheckOrder } from './checkpoint/check-behind.ts';
import { checkInWorker } from './checkpoint/check-in-worker.ts';
import {
  type Checkpoint,
  keptOf,
  positionOf,
  removeCheckpoint,
  writeCheckpoint,
} from './checkpoint/checkpoint.ts';
import { findWarmStart, type WarmStart } from './checkpoint/warm-start.ts';
import { type CommitNeeds, commitAppends, failed } from './commit-appends.ts';
import { unusableIfRefused } from './data-dir-unusable.ts';
import { type Disk, realDisk } from './event-file/disk.ts';
import { EventFileRefused } from './event-file/event-file-refused.ts';
import { eventFilePath, START } from './event-file/layout.ts';
import { leaveToSleeper } from './event-file/leave-to-sleeper.ts';
import { type Opening, openEventFile } from './event-file/open-event-file.ts';
import type { Append, EventLog } from './event-log.ts';
import { idempotencyKeys, rememberedSince } from './idempotency-keys.ts';
import { type DataDirLock, lockDataDir } from './lock/data-dir-lock.ts';
import { type LogParts, readAppend, readBackFrom, readLog } from './log-parts.ts';
import { appendingAdapter, KEPT, type Tail } from './lowdb-adapter.ts';
import { makeFolder } from './make-folder.ts';
import { type PositionIndex, positionIndex } from './position-index.ts';
import { tellListeners } from './tell-listeners.ts';
import { type Verdict, verify, withoutFolder } from './verification.ts';

export interface EventLogWanted {
  /** DATA_DIR; made where it is missing. */
  readonly dir: string;
  readonly mode: Mode;
  readonly clock: Clock;
  /** Fresh UUIDs of version 7. */
  readonly newId: () => string;
  readonly logger: Logger;
  readonly folding?: Folding;
  readonly disk?: Disk;
  /** What checks behind a start with a checkpoint: a thread of its own unless given. */
  readonly checkBehind?: (order: CheckOrder, signal: AbortSignal) => Promise<string | null>;
  /** A holder of DATA_DIR that has not been heard of for so long is replaced: 10,000 unless given. */
  readonly heartbeatMs?: number;
}

/** What is made of a log while its file is checked, so that it need not be read a second time. */
export interface Folding {
  /** Before the first append: what was kept of the fold, or nothing, and the way to read events again. */
  begin(kept: readonly KeptState[], readBack: ReadBack): void;
  /** Each append that follows, in order. */
  take(append: readonly Event[]): void;
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
    const { parts, opening, begun } = await openParts(wanted, lock);
    for (const note of opening.notes) logger.warn(note);
    return openLog(wanted, parts, opening, begun);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface OpenedParts {
  readonly parts: LogParts;
  readonly opening: Opening;
  /** What the reading began with; null where it began at the beginning. */
  readonly begun: Checkpoint | null;
}

async function openParts(wanted: EventLogWanted, lock: DataDirLock): Promise<OpenedParts> {
  const { dir, mode, logger } = wanted;
  const path = eventFilePath(dir, mode);
  if (lock.fromSleeper) {
    for (const any of MODES) await leaveToSleeper(eventFilePath(dir, any));
    await lock.sleeperLeft();
  }
  const warm = await findWarmStart(path, rememberedSince);
  if (typeof warm === 'string') logger.info(`The event file is read from its beginning: ${warm}.`);
  else if (warm !== null) {
    try {
      return await readFrom(warm, wanted, lock);
    } catch (error) {
      if (!(error instanceof EventFileRefused)) throw error;
      // From its beginning it may be refused for something that comes before.
      logger.warn('The event file is read from its beginning: from its checkpoint it cannot be.', { error });
    }
  }
  return readFrom(null, wanted, lock);
}

async function readFrom(
  warm: WarmStart | null,
  { dir, mode, disk = realDisk(), clock, folding }: EventLogWanted,
  lock: DataDirLock,
): Promise<OpenedParts> {
  const path = eventFilePath(dir, mode);
  const begun = warm?.checkpoint ?? null;
  const keys = idempotencyKeys();
  const positions = positionIndex();
  for (const reached of begun ?? []) positions.note(positionOf(reached));
  const folded = positions.last().seq;
  const readBack = readBackFrom(path, positions);
  folding?.begin((begun ?? []).map(keptOf), readBack);
  const { file, opening } = await openEventFile({
    path,
    disk,
    now: clock.now(),
    from: warm?.from ?? START,
    positionBefore: positions.before,
    sink: (events, position) => {
      if (events[0] !== undefined) keys.note(events[0]);
      positions.note(position);
      if (position.seq > folded) folding?.take(events);
    },
  });
  const { seq } = file.position();
  const newest = readBack(Math.max(0, seq - KEPT), seq);
  const db = new Low<Tail>(appendingAdapter(file, newest), { events: [] });
  await db.read();
  return { parts: { path, lock, file, db, keys, positions }, opening, begun };
}

function openLog(
  { clock, newId, logger, checkBehind = checkInWorker }: EventLogWanted,
  parts: LogParts,
  opened: Opening,
  begun: Checkpoint | null,
): OpenEventLog {
  const { path, lock, file } = parts;
  const ending = new AbortController();
  const checked =
    begun === null ? Promise.resolve(null) : checkAndTrust({ eventFile: path, checkpoint: begun });
  let keptUpTo = begun?.at(-1)?.state.seq ?? 0;
  let writing: Promise<void> = Promise.resolve();
  async function checkAndTrust(order: CheckOrder): Promise<string | null> {
    try {
      const damage = await checkBehind(order, ending.signal);
      if (damage !== null) await distrustCheckpoint();
      return damage;
    } catch (cause) {
      await distrustCheckpoint();
      const upTo = order.checkpoint.at(-1)?.state.seq;
      throw new Error(`its events up to seq ${upTo} could not be checked: ${sayFileError(cause)}`, { cause });
    }
  }
  /** The next start has to begin at the beginning, where what is damaged is refused. */
  async function distrustCheckpoint(): Promise<void> {
    keptUpTo = Number.POSITIVE_INFINITY;
    await writing;
    // What is wrong is told whether or not the disk lets it go.
    await removeCheckpoint(path).catch((error: unknown) =>
      logger.error('The checkpoint of a distrusted event file cannot be removed; remove it by hand.', {
        error,
      }),
    );
  }
  // Nobody may have asked yet when it turns out that it cannot be told; who asks later is told so.
  checked.catch(() => undefined);
  const listeners = new Set<(events: readonly Event[]) => void>();
  const needs: CommitNeeds = {
    now: clock.now,
    newId,
    publish: (events) => tellListeners(listeners, events, logger),
  };
  const queue = appendQueue((batch: readonly Append[]) => commitAppends(parts, needs, batch));
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    ending.abort();
    await queue.idle();
    await writing;
    await file.close();
    await lock.release();
  };
  return {
    opened,
    checked,
    keep: (states) => {
      const seq = states.at(-1)?.state.seq ?? 0;
      if (seq <= keptUpTo) return;
      keptUpTo = seq;
      const checkpoint = reachedIn(states, parts.positions);
      if (checkpoint === null) return;
      writing = writing
        .then(() => writeCheckpoint(path, checkpoint))
        .catch((error: unknown) =>
          logger.warn('The checkpoint cannot be written; the next start takes longer.', { error }),
        );
    },
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

/** Null where it is not known of each where it was reached. */
function reachedIn(states: readonly KeptState[], positions: PositionIndex): Checkpoint | null {
  const [first, ...more] = states.flatMap((kept) => {
    const { seq, end } = positions.before(kept.state.seq);
    return seq === kept.state.seq ? [{ ...kept, end }] : [];
  });
  return first === undefined || more.length + 1 < states.length ? null : [first, ...more];
}
