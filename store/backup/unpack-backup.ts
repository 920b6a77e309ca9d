import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Event } from '../../src/core/events.ts';
import type { State } from '../../src/core/state.ts';
import { readHeadFile } from '../event-file/head-file.ts';
import { headFilePath } from '../event-file/layout.ts';
import { makeFolder } from '../make-folder.ts';
import { headFileBeside } from './backup-name.ts';
import { BackupRefused } from './backup-refused.ts';
import { replayFile } from './replay-file.ts';

export interface UnpackedBackup {
  /** The event file, synced; its head file is beside it. */
  readonly path: string;
  /** What the log comes to. */
  readonly state: State;
  /** Whether the backup had a head file of its own, which then agrees with it. */
  readonly hadHead: boolean;
}

const GZIP = [0x1f, 0x8b];

/**
 * Restores a backup, packed or plain, into a folder that is emptied for it, checks every line and folds it; `see` is
 * handed each append. Throws BackupRefused where the backup is not whole, else the disk's error.
 */
export async function unpackBackup(
  backup: string,
  folder: string,
  see?: (append: readonly Event[]) => void,
): Promise<UnpackedBackup> {
  await rm(folder, { recursive: true, force: true });
  await makeFolder(folder);
  const path = join(folder, 'betting_events.json');
  await unpack(backup, path);
  const head = await readHeadFile(headFileBeside(backup));
  const hadHead = typeof head === 'object';
  if (hadHead) await writeHead(path, head);
  const state = await replayFile(path, see);
  const { seq, head: hash } = state;
  if (hash === null) throw new BackupRefused('holds no event');
  if (!hadHead) await writeHead(path, { seq, hash });
  return { path, state, hadHead };
}

async function unpack(backup: string, to: string): Promise<void> {
  const out = createWriteStream(to, { flush: true });
  try {
    if (await isPacked(backup)) await pipeline(createReadStream(backup), createGunzip(), out);
    else await pipeline(createReadStream(backup), out);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))) throw cause;
    throw new BackupRefused(`is cut off or damaged: it cannot be unpacked (${cause.message})`, { cause });
  }
}

async function isPacked(backup: string): Promise<boolean> {
  const file = await open(backup);
  try {
    const { buffer } = await file.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
    return buffer.equals(Buffer.from(GZIP));
  } finally {
    await file.close();
  }
}

const writeHead = (eventFile: string, { seq, hash }: { readonly seq: number; readonly hash: string }) =>
  writeFile(headFilePath(eventFile), `${JSON.stringify({ seq, hash })}\n`, { flush: true });
