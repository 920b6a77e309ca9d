import { constants } from 'node:fs';
import { copyFile, link, rename } from 'node:fs/promises';
import { compactTime } from '../backup/backup-name.ts';
import { headFilePath } from '../event-file/layout.ts';
import { syncFolderOf } from '../event-file/sync-folder.ts';

/** `betting_events.live.json` is kept as `betting_events.live.replaced-20261126T043000Z.json`. */
export const keptAs = (eventFile: string, now: number): string =>
  eventFile.replace(/\.json$/, `.replaced-${compactTime(new Date(now).toISOString())}.json`);

/**
 * Lets a restored event file take the place of the one there, and keeps that one beside it. At no moment is there no
 * event file: where this dies in the middle, the next start has the old one, the new one, or refuses a file whose head
 * file is of the other. Rejects with the disk's error.
 */
export async function putInPlace(restored: string, eventFile: string, kept: string): Promise<void> {
  await keep(eventFile, kept);
  await keep(headFilePath(eventFile), headFilePath(kept));
  await syncFolderOf(eventFile);
  await rename(restored, eventFile);
  await rename(headFilePath(restored), headFilePath(eventFile));
  await syncFolderOf(eventFile);
}

/** By a second name, which works where its bytes cannot be read any more; a copy where the file system has no such thing. */
async function keep(file: string, kept: string): Promise<void> {
  try {
    await link(file, kept);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return;
    await copyFile(file, kept, constants.COPYFILE_EXCL);
  }
}
