import fs from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock as beginHeartbeat } from 'proper-lockfile';
import type { Logger } from '../../src/logging/logger.ts';
import { makeFolder } from '../make-folder.ts';
import { folderOf, lockRoot, newest } from './generations.ts';
import { HEARTBEAT_MS, type Holder, readHolder, thisProcess } from './holder.ts';
import { waitUntilGone } from './wait-until-gone.ts';

/** Long enough for an append to end that a silent holder may have begun before it lost the lock. */
const SETTLE_MS = 250;

export interface DataDirLock {
  /**
   * True where a holder before was not surely gone, and no other has left its files to it since: should it only
   * sleep, it may wake in the middle of a write.
   */
  readonly fromSleeper: boolean;
  /** To be called when that can do no harm any more, for those who hold it later. Never fails. */
  sleeperLeft(): Promise<void>;
  /** Looks at the disk: true from the moment another process has taken over, and ever after. */
  lost(): boolean;
  /** Aborted when the loss is noticed. */
  readonly signal: AbortSignal;
  /** Never fails. */
  release(): Promise<void>;
}

export interface LockWanted {
  readonly dir: string;
  /** ISO time for the note that says who holds the lock. */
  readonly since: string;
  readonly logger: Logger;
  /** A holder that has not been heard of for so long is replaced; at least 2,000. */
  readonly heartbeatMs?: number;
}

/**
 * Takes the DATA_DIR for this process, or throws DataDirLocked or the disk's error. Each holder makes the next numbered folder in
 * `.lock`, which only one process can make, and keeps its time fresh; the number is never used again, so
 * whoever sees a higher one than its own knows that it has been replaced, however long it slept.
 */
export async function lockDataDir(wanted: LockWanted): Promise<DataDirLock> {
  const { dir, logger, heartbeatMs = HEARTBEAT_MS } = wanted;
  const root = lockRoot(dir);
  const me = thisProcess(wanted.since);
  await makeFolder(root);
  for (;;) {
    const before = await newest(root);
    const folder = folderOf(root, before);
    const end = before === 0 ? 'gone' : await waitUntilGone({ dir, heartbeatMs, logger, me, folder });
    // One that died while it took over from a sleeper hands that on.
    const fromSleeper = end === 'silent' || readHolder(`${folder}.json`)?.fromSleeper === true;
    const lock = await take(root, before + 1, { ...me, fromSleeper }, heartbeatMs);
    if (lock === null) continue;
    if ((await newest(root)) === before + 1) {
      await removeOlder(root, before + 1);
      if (fromSleeper) await sleep(SETTLE_MS);
      return lock;
    }
    await lock.release();
  }
}

/** The library must never remove a folder: a removed number could be made, and held, a second time. */
const FS_WITHOUT_REMOVAL = {
  ...fs,
  rmdir: (_path: string, done: (error: null) => void) => done(null),
  rmdirSync: () => undefined,
};

/** Null where another process was quicker. */
async function take(root: string, generation: number, me: Holder, heartbeatMs: number) {
  const folder = folderOf(root, generation);
  const controller = new AbortController();
  let stopHeartbeat: () => Promise<void>;
  try {
    stopHeartbeat = await beginHeartbeat(folder, {
      lockfilePath: folder,
      realpath: false,
      stale: heartbeatMs,
      fs: FS_WITHOUT_REMOVAL,
      onCompromised: (cause) => controller.abort(takenOver({ cause })),
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOCKED') return null;
    throw error;
  }
  try {
    await writeNote(folder, me);
  } catch (error) {
    await stopHeartbeat();
    throw error;
  }
  return heldLock(root, generation, me, controller, stopHeartbeat);
}

const takenOver = (options?: ErrorOptions) =>
  new Error('another process has taken over the data folder', options);

function heldLock(
  root: string,
  generation: number,
  me: Holder,
  controller: AbortController,
  stopHeartbeat: () => Promise<void>,
): DataDirLock {
  const folder = folderOf(root, generation);
  let note = me;
  const { signal } = controller;
  const lost = (): boolean => {
    const replaced = fs.existsSync(folderOf(root, generation + 1)) || !fs.existsSync(folder);
    if (replaced && !signal.aborted) controller.abort(takenOver());
    return signal.aborted;
  };
  return {
    fromSleeper: me.fromSleeper,
    lost,
    signal,
    sleeperLeft: async () => {
      note = { ...note, fromSleeper: false };
      // Where it cannot be said, the next holder leaves the files once more.
      if (!lost()) await writeNote(folder, note).catch(() => undefined);
    },
    release: async () => {
      const mine = !lost();
      // Rejects where the library knows of the loss already.
      await stopHeartbeat().catch(() => undefined);
      // Without it, on a full disk say, the next holder finds out by itself that this process is gone.
      if (mine) await writeNote(folder, { ...note, released: true }).catch(() => undefined);
    },
  };
}

/** Renamed into place, so that nobody reads half of it. */
async function writeNote(folder: string, holder: Holder): Promise<void> {
  await writeFile(`${folder}.json.new`, `${JSON.stringify(holder)}\n`);
  await rename(`${folder}.json.new`, `${folder}.json`);
}

async function removeOlder(root: string, generation: number): Promise<void> {
  const names = await readdir(root);
  const older = names.filter((name) => Number.parseInt(name, 10) < generation);
  await Promise.all(older.map((name) => rm(join(root, name), { recursive: true, force: true })));
}
