import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolderOf } from '../event-file/sync-folder.ts';
import { type BackupName, headFileBeside, readBackupName } from './backup-name.ts';
import { newestFirst } from './plan-pruning.ts';

/** A backup that passed its check: none other has such a name. */
export interface KeptBackup extends BackupName {
  /** Its name in the folder. */
  readonly file: string;
  readonly bytes: number;
}

/** Which log's: those of others in the same folder are left alone. */
export type BackedUpLog = Pick<BackupName, 'mode' | 'log'>;

/** A log's backups, the newest first; none where there is no such folder. Rejects with the disk's error. */
export async function listBackups(
  folder: string,
  { mode, log }: BackedUpLog,
): Promise<readonly KeptBackup[]> {
  const files = await filesIn(folder);
  const named = files.flatMap((file) => {
    const name = readBackupName(file);
    return name?.mode === mode && name.log === log ? [{ ...name, file }] : [];
  });
  const found = await Promise.all(
    named.map(async (each) => {
      const there = await stat(join(folder, each.file)).catch(() => null);
      return there === null ? [] : [{ ...each, bytes: there.size }];
    }),
  );
  return found.flat().sort(newestFirst);
}

/** Where a backup of that log is unpacked to be checked. */
export const checkingFolder = (folder: string, { mode, log }: BackedUpLog): string =>
  join(folder, `.checking.${mode}.log-${log}`);

/** What one that was killed in the middle left behind: files that have not got their name, and heads without a body. */
export async function removeLeftovers(folder: string, of: BackedUpLog): Promise<void> {
  await rm(checkingFolder(folder, of), { recursive: true, force: true });
  for (const file of await filesIn(folder)) {
    const backup = file.replace(/\.(json\.gz\.new|head\.json)$/, '.json.gz');
    const name = backup === file ? null : readBackupName(backup);
    if (name?.mode !== of.mode || name.log !== of.log) continue;
    if (file.endsWith('.new') || !existsSync(join(folder, backup))) await rm(join(folder, file));
  }
}

/** The backup first, so that none is ever there without its head file. */
export async function removeBackup(folder: string, { file }: Pick<KeptBackup, 'file'>): Promise<void> {
  const path = join(folder, file);
  await rm(path, { force: true });
  await rm(headFileBeside(path), { force: true });
  await syncFolderOf(path);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
