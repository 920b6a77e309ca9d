import { Low } from 'lowdb';
import type { Clock } from '../src/clock.ts';
import type { Event, Mode } from '../src/core/events.ts';
import type { KeptState, ReadBack } from '../src/core/state-history.ts';
import type { Logger } from '../src/logging/logger.ts';
import { type Checkpoint, keptOf, positionOf } from './checkpoint/checkpoint.ts';
import { findWarmStart, type WarmStart } from './checkpoint/warm-start.ts';
import { type Disk, realDisk } from './event-file/disk.ts';
import { EventFileRefused } from './event-file/event-file-refused.ts';
import { eventFilePath, START } from './event-file/layout.ts';
import { leaveAllToSleeper } from './event-file/leave-to-sleeper.ts';
import { type Opening, openEventFile } from './event-file/open-event-file.ts';
import { idempotencyKeys, rememberedSince } from './idempotency-keys.ts';
import type { DataDirLock } from './lock/data-dir-lock.ts';
import { type LogParts, readBackFrom } from './log-parts.ts';
import { appendingAdapter, KEPT, type Tail } from './lowdb-adapter.ts';
import { positionIndex } from './position-index.ts';

/** What is made of a log while its file is checked, so that it need not be read a second time. */
interface Folding {
  /** Before the first append: what was kept of the fold, or nothing, and the way to read events again. */
  begin(kept: readonly KeptState[], readBack: ReadBack): void;
  /** Each append that follows, in order. */
  take(append: readonly Event[]): void;
}

export interface PartsWanted {
  readonly dir: string;
  readonly mode: Mode;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly folding?: Folding;
  readonly disk?: Disk;
  /** Whether what the file holds is stored elsewhere, too, and so need not be on the disk at once. */
  readonly isCopy?: boolean;
}

export interface OpenedParts {
  readonly parts: LogParts;
  readonly opening: Opening;
  /** What the reading began with; null where it began at the beginning. */
  readonly begun: Checkpoint | null;
}

/** Checks the mode's event file, from its checkpoint on where there is one, and opens it. Throws EventFileRefused. */
export async function openParts(wanted: PartsWanted, lock: DataDirLock): Promise<OpenedParts> {
  const { dir, mode, logger } = wanted;
  const path = eventFilePath(dir, mode);
  await leaveAllToSleeper(dir, lock);
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
  { dir, mode, disk = realDisk(), clock, folding, isCopy = false }: PartsWanted,
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
    isCopy,
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
