import { fstatSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { sayFileError } from '../../src/say-file-error.ts';
import { type Disk, writeAll } from './disk.ts';
import { type EventFile, eventFile } from './event-file.ts';
import { EventFileRefused } from './event-file-refused.ts';
import { openHeadFile, readHeadFile } from './head-file.ts';
import { type Inspection, inspectEventFile } from './inspection.ts';
import { CLOSING, cutTailPath, headFilePath, OPENING, type Position, ROOM, START, spaces } from './layout.ts';
import { readAt } from './line-reader.ts';
import { rewriteTail, writeAnew } from './rewrite-tail.ts';
import type { AppendSink } from './scan.ts';
import { syncFolderOf } from './sync-folder.ts';

/** What a person should know about the opening of the log. */
export interface Opening {
  /** True for a new log. */
  readonly created: boolean;
  /** One sentence each, for the log and the operator. */
  readonly notes: readonly string[];
  /** Where the bytes after the last whole append were put, had any to be cut off. */
  readonly keptTail: string | null;
}

export interface Opened {
  readonly file: EventFile;
  readonly opening: Opening;
}

interface Wanted {
  readonly path: string;
  readonly disk: Disk;
  /** Milliseconds since 1970, for the name of a tail that is kept. */
  readonly now: number;
  readonly sink: AppendSink;
  readonly positionBefore: (seq: number) => Position;
  /** What lies before it is taken for checked. */
  readonly from: Position;
  /** See EventFile. */
  readonly isCopy: boolean;
}

/**
 * Opens the event file of the holder of the lock: checks every line, cuts off and keeps what a torn write
 * left behind, and makes a new file only where there was none. Throws EventFileRefused.
 */
export async function openEventFile(wanted: Wanted): Promise<Opened> {
  const { path, disk, sink, positionBefore, from, isCopy } = wanted;
  const created = await createIfNew(disk, path);
  const fd = openForWriting(disk, path);
  try {
    const inspection = await inspectEventFile({ path, fd }, sink, undefined, from);
    const { position } = inspection;
    const keptTail = await repair(wanted, fd, inspection);
    const headFile = await openHeadFile(disk, headFilePath(path), position);
    const file = eventFile({ path, fd, disk, headFile, position, positionBefore, isCopy });
    const notes = created ? [] : sayOpening(path, inspection, keptTail);
    return { file, opening: { created, notes, keptTail } };
  } catch (error) {
    await disk.close(fd);
    throw error;
  }
}

/** A file that is there is always whole: it gets its name only once it is on the disk. */
async function createIfNew(disk: Disk, path: string): Promise<boolean> {
  if (await exists(path)) return false;
  if ((await readHeadFile(headFilePath(path))) !== 'missing') {
    const what = `the event file is missing, but its head file ${headFilePath(path)} is there`;
    throw new EventFileRefused({ file: path, line: 1, seq: 1, what });
  }
  const fd = disk.open(`${path}.new`, 'w');
  try {
    writeAll(disk, fd, Buffer.concat([Buffer.from(OPENING + CLOSING), spaces(2 * ROOM)]), 0);
    await disk.sync(fd);
  } finally {
    await disk.close(fd);
  }
  await rename(`${path}.new`, path);
  await syncFolderOf(path);
  return true;
}

/**
 * Cuts the torn tail off, if there is one, after keeping it beside the file. What is sound beyond the head file may
 * have been written by a process that died before its sync, or of it: it is written anew and synced before anybody
 * relies on it.
 */
async function repair(wanted: Wanted, fd: number, inspection: Inspection): Promise<string | null> {
  const { path, disk, now, positionBefore } = wanted;
  const { position, headFile, tail } = inspection;
  const from = typeof headFile === 'string' ? START.end : positionBefore(headFile.seq).end;
  const { size } = fstatSync(fd);
  if (tail === null) {
    await writeAnew(disk, fd, from, size);
    await disk.sync(fd);
    return null;
  }
  const bytes = Buffer.alloc(size - position.end);
  await readAt(fd, bytes, 0, bytes.length, position.end);
  const keptTail = bytes.toString('latin1').trim() === '' ? null : cutTailPath(path, position.seq, now);
  if (keptTail !== null) await keep(disk, keptTail, bytes);
  await rewriteTail(disk, fd, from, position, size);
  return keptTail;
}

async function keep(disk: Disk, path: string, bytes: Buffer): Promise<void> {
  const fd = disk.open(path, 'wx');
  try {
    writeAll(disk, fd, bytes, 0);
    await disk.sync(fd);
  } finally {
    await disk.close(fd);
  }
  await syncFolderOf(path);
}

function sayOpening(
  path: string,
  { position, headFile, tail }: Inspection,
  keptTail: string | null,
): string[] {
  const notes: string[] = [];
  if (typeof headFile === 'string') {
    notes.push(
      `The head file of ${path} is ${headFile}: the last whole append that verifies, up to seq ${position.seq}, is taken as the head.`,
    );
  }
  if (tail !== null) {
    const kept = keptTail === null ? 'Nothing was lost.' : `The bytes cut off are kept in ${keptTail}.`;
    notes.push(
      `${path} had an unfinished end, beyond everything acknowledged, after seq ${position.seq} (line ${tail.line}: ${tail.what}). ${kept}`,
    );
  }
  return notes;
}

function openForWriting(disk: Disk, path: string): number {
  try {
    return disk.open(path, 'r+');
  } catch (cause) {
    const what = `it cannot be opened for writing: ${sayFileError(cause)}`;
    throw new EventFileRefused({ file: path, line: 1, seq: 1, what }, { cause });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
