import { fstatSync, readSync, statSync } from 'node:fs';
import type { Event } from '../../src/core/events.ts';
import { eventLine } from '../codec/event-codec.ts';
import { type Disk, writeAll } from './disk.ts';
import type { HeadFile } from './head-file.ts';
import { appendix, CLOSING, type Position, ROOM, spaces } from './layout.ts';
import { rewriteTail } from './rewrite-tail.ts';
import { scanEvents } from './scan.ts';

const BRACKET = Buffer.from(CLOSING.trimEnd());

const EXTENSION = 1024 * 1024;

/** A disk with less room than this gives the file no more than it needs: others have to write there too. */
const SHORT = 16 * EXTENSION;

/** In a burst of appends the file's place is looked at only so often: a look costs a third of a sync. */
const LOOK_MS = 50;

export interface EventFile {
  /** After the last append that is surely on the disk. */
  position(): Position;
  /**
   * Writes over the closing bracket, syncs, writes the head file and moves the position. Where that fails it
   * throws the disk's error, the position stays, and the file is put back as it was, at once or, should
   * the disk refuse that too, before the next append. `lines` are the events' own where those may be of an older version.
   * A file that is a copy is neither synced by it, nor is its head file written: the head file never says more than the
   * disk surely has, so that what a power cut takes from the end is no damage.
   */
  append(events: readonly [Event, ...Event[]], lines?: readonly string[]): Promise<void>;
  /** Syncs what was appended to a copy, and then writes the head file. Rejects with the disk's error. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface SoundFile {
  readonly path: string;
  readonly disk: Disk;
  readonly fd: number;
  readonly headFile: HeadFile;
  readonly position: Position;
  /** What it holds is stored elsewhere, too. */
  readonly isCopy: boolean;
  /** The end of a whole append at or not far before a seq. */
  readonly positionBefore: (seq: number) => Position;
}

type Held = { -readonly [K in keyof SoundFile]: SoundFile[K] } & {
  readonly ino: number;
  size: number;
  lookedAt: number;
  /** Where the head file says that it ends. */
  syncedTo: Position;
  /** After a failed write or sync, until the file has been put back. */
  suspect: boolean;
};

/** An event file that was inspected, and repaired where it had to be. */
export function eventFile(sound: SoundFile): EventFile {
  const { ino, size } = fstatSync(sound.fd);
  const held: Held = { ...sound, ino, size, lookedAt: 0, syncedTo: sound.position, suspect: false };
  return {
    position: () => held.position,
    append: async (events, lines = events.map(eventLine)) => {
      if (held.suspect) await restore(held);
      checkUntouched(held);
      try {
        await write(held, events, lines);
      } catch (error) {
        held.suspect = true;
        await restore(held).catch(() => undefined);
        throw error;
      }
    },
    sync: () => syncTo(held),
    close: async () => {
      if (held.suspect) await restore(held).catch(() => undefined);
      else await syncTo(held).catch(() => undefined);
      // All that was acknowledged is synced: an error of close(2) can tell nothing of worth any more.
      await Promise.allSettled([held.disk.close(held.fd), held.headFile.close()]);
    },
  };
}

async function write(
  held: Held,
  events: readonly [Event, ...Event[]],
  lines: readonly string[],
): Promise<void> {
  const { disk, fd, headFile, position, isCopy } = held;
  const bytes = appendix(position, lines);
  makeRoom(held, bytes.length, events);
  writeAll(disk, fd, bytes, position.end);
  const { seq, hash, at } = events.at(-1) ?? events[0];
  const reached = { seq, hash, at, end: position.end + bytes.length - CLOSING.length };
  if (!isCopy) {
    await disk.sync(fd);
    headFile.write({ seq, hash });
    held.syncedTo = reached;
  }
  held.position = reached;
}

async function syncTo(held: Held): Promise<void> {
  const { disk, fd, headFile, position } = held;
  if (held.syncedTo.seq === position.seq) return;
  try {
    await disk.sync(fd);
  } catch (error) {
    held.suspect = true;
    throw error;
  }
  headFile.write({ seq: position.seq, hash: position.hash });
  held.syncedTo = position;
}

/** A bet is asked for only where its outcome will find written room, even on a disk that is full by then. */
function makeRoom(held: Held, length: number, events: readonly Event[]): void {
  const { disk, fd, position } = held;
  const needed = position.end + length + ROOM;
  if (held.size >= needed) return;
  const spare = disk.free(held.path) < SHORT ? 0 : EXTENSION;
  try {
    writeAll(disk, fd, spaces(needed + spare - held.size), held.size);
    held.size = fstatSync(fd).size;
  } catch (error) {
    held.size = fstatSync(fd).size;
    const mustLeaveRoom = events.some(({ type }) => type === 'BET_REQUESTED');
    if (held.size < (mustLeaveRoom ? needed : position.end + length)) throw error;
  }
}

/** A copy is looked at now and then alone: what is written over there is stored elsewhere. */
function checkUntouched(held: Held): void {
  const isDue = performance.now() - held.lookedAt >= LOOK_MS;
  const isUntouched = (held.isCopy && !isDue) || endsAt(held.fd, held.position.end);
  if (isUntouched && (!isDue || isInPlace(held))) return;
  throw new Error(`${held.path} was replaced or changed by another program: stop the bot and check the file`);
}

/** What another program appended there would be written over. */
function endsAt(fd: number, end: number): boolean {
  const found = Buffer.alloc(BRACKET.length);
  readSync(fd, found, 0, found.length, end);
  return found.equals(BRACKET);
}

function isInPlace(held: Held): boolean {
  const there = statSync(held.path, { throwIfNoEntry: false });
  if (there?.ino !== held.ino || there.size !== held.size) return false;
  held.lookedAt = performance.now();
  return true;
}

/**
 * After a failed write or sync nobody knows what the disk holds, and a second sync would claim success
 * for pages that the kernel gave up (https://wiki.postgresql.org/wiki/Fsync_Errors). So the file is opened
 * anew, what was acknowledged is verified, and its last page and all after it are written again and synced.
 */
async function restore(held: Held): Promise<void> {
  const { path, disk, headFile, position } = held;
  const fd = disk.open(path, 'r+');
  try {
    const { ino, size } = fstatSync(fd);
    if (ino !== held.ino) throw new Error(`${path} was replaced by another program: stop the bot`);
    await checkHolds(held, fd);
    await rewriteTail(disk, fd, position.end, position, size);
    headFile.write({ seq: position.seq, hash: position.hash });
    held.syncedTo = position;
    held.size = fstatSync(fd).size;
  } catch (error) {
    await disk.close(fd);
    throw error;
  }
  await disk.close(held.fd).catch(() => undefined);
  held.fd = fd;
  held.suspect = false;
}

async function checkHolds({ path, position, positionBefore }: Held, fd: number): Promise<void> {
  const { seq, hash } = position;
  const scan = await scanEvents({ path, fd }, positionBefore(seq), { seq, hash }, () => undefined);
  if (scan.position.seq >= seq) return;
  throw new Error(`${path} no longer holds seq ${seq}: stop the bot and check the file`);
}
