import { rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolderOf } from '../event-file/sync-folder.ts';
import type { Head } from '../event-log.ts';
import { makeFolder } from '../make-folder.ts';
import {
  checkingFolder,
  type KeptBackup,
  listBackups,
  removeBackup,
  removeLeftovers,
} from './backup-folder.ts';
import { type BackupName, backupFileName, headFileBeside } from './backup-name.ts';
import { BackupRefused } from './backup-refused.ts';
import { type Keep, planPruning } from './plan-pruning.ts';
import { stateDigest } from './state-digest.ts';
import { unpackBackup } from './unpack-backup.ts';
import { writePacked } from './write-packed.ts';

/** What is to be backed up, where to, and what it must come to. */
export interface BackupOrder {
  readonly eventFile: string;
  /** Where its last append ended that is surely on the disk, in bytes. */
  readonly end: number;
  readonly folder: string;
  readonly name: BackupName;
  /** The log there as the bot has it in its memory. */
  readonly head: Head;
  readonly digest: string;
  readonly keep: Keep;
}

export interface BackupDone {
  /** The new one first, then the older ones of the same log. */
  readonly kept: readonly [KeptBackup, ...KeptBackup[]];
  /** Those that had their time. */
  readonly removed: readonly KeptBackup[];
  /** They are on one disk with the event file, and would be lost with it. */
  readonly sameDisk: boolean;
}

/** Left free for the log and for others, in bytes. */
const SPARE_ROOM = 32 * 1024 * 1024;

/** An event file shrinks to a seventh; one of few events to less. */
const PACKED_TO = 1 / 3;

/**
 * Makes a backup, restores it into a folder beside it, checks every line, folds it to the same state, and only then
 * gives it its name; then removes those that had their time. Throws BackupRefused where it cannot be relied on, else
 * the disk's error; nothing that counts as a backup is left behind then.
 */
export async function keepBackup(order: BackupOrder): Promise<BackupDone> {
  const { folder, name, keep } = order;
  await makeFolder(folder);
  await removeLeftovers(folder, name);
  await checkRoom(order);
  try {
    await make(order);
  } catch (error) {
    await removeLeftovers(folder, name).catch(() => undefined);
    throw error;
  }
  const gone = planPruning(await listBackups(folder, name), keep, Date.parse(name.at));
  for (const backup of gone) await removeBackup(folder, backup);
  const [made, ...older] = await madeFirst(order);
  return { kept: [made, ...older], removed: gone, sameDisk: await areOnOneDisk(folder, order.eventFile) };
}

async function checkRoom({ folder, end }: BackupOrder): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const [free, needed] = [bavail * bsize, end + end * PACKED_TO + SPARE_ROOM];
  if (free >= needed) return;
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  throw new BackupRefused(
    `takes ${megabytes(needed)} to be made and checked, and its disk has ${megabytes(free)} free`,
  );
}

async function make(order: BackupOrder): Promise<void> {
  const { eventFile, end, folder, name, head } = order;
  const path = join(folder, backupFileName(name));
  const fresh = `${path}.new`;
  await writePacked(eventFile, end, fresh);
  await writeFile(headFileBeside(path), `${JSON.stringify(head)}\n`, { flush: true });
  await check(fresh, order);
  await rename(fresh, path);
  await syncFolderOf(path);
}

async function check(backup: string, { folder, name, head, digest }: BackupOrder): Promise<void> {
  const place = checkingFolder(folder, name);
  const { state } = await unpackBackup(backup, place);
  const found = stateDigest(state);
  await rm(place, { recursive: true });
  if (state.seq !== head.seq || state.head !== head.hash)
    throw new BackupRefused(
      `ends with seq ${state.seq} and another hash than the log has at seq ${head.seq}`,
    );
  if (found !== digest)
    throw new BackupRefused(`comes to another state at seq ${head.seq} than the bot has in its memory`);
}

const areOnOneDisk = async (...paths: readonly string[]): Promise<boolean> =>
  new Set(await Promise.all(paths.map(async (path) => (await stat(path)).dev))).size === 1;

async function madeFirst({ folder, name }: BackupOrder): Promise<BackupDone['kept']> {
  const all = await listBackups(folder, name);
  const made = all.find(({ at, seq }) => at === name.at && seq === name.seq);
  if (made === undefined) throw new BackupRefused('was removed by another program at once');
  return [made, ...all.filter((each) => each !== made)];
}
