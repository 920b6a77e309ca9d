import { constants, existsSync } from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import { MODES } from '../../src/core/events.ts';
import type { DataDirLock } from '../lock/data-dir-lock.ts';
import { eventFilePath, headFilePath } from './layout.ts';
import { syncFolderOf } from './sync-folder.ts';

/** All modes' files in a folder, where a holder before may only sleep. Rejects with the disk's error; nothing is lost then. */
export async function leaveAllToSleeper(dir: string, lock: DataDirLock): Promise<void> {
  if (!lock.fromSleeper) return;
  for (const mode of MODES) await leaveToSleeper(eventFilePath(dir, mode));
  await lock.sleeperLeft();
}

/**
 * Goes on with copies of the event file and its head file. A holder that fell asleep between its look at the lock
 * and its write would finish that write when it wakes, over what was acknowledged since: now it finishes it in a
 * file that has no name any more. Rejects with the disk's error; nothing is lost then.
 */
async function leaveToSleeper(eventFile: string): Promise<void> {
  // The head file first: it may be older than the event file, never newer.
  for (const path of [headFilePath(eventFile), eventFile]) {
    if (!existsSync(path)) continue;
    const copy = `${path}.new`;
    await copyFile(path, copy, constants.COPYFILE_FICLONE);
    await sync(copy);
    await rename(copy, path);
  }
  await syncFolderOf(eventFile);
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
