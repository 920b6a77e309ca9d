import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { FIRST_HASH } from '../codec/hash-chain.ts';
import type { Head } from '../event-log.ts';
import { type Disk, writeAll } from './disk.ts';

const headSchema = z
  .strictObject({ seq: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
  .refine(({ seq, hash }) => seq > 0 || hash === FIRST_HASH);

/** What was acknowledged last; without it, or unreadable, the event file has to speak for itself. */
export async function readHeadFile(path: string): Promise<Head | 'missing' | 'unreadable'> {
  try {
    return headSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

export interface HeadFile {
  /** Not synced: it may be older than the event file after a power cut, never newer. */
  write(head: Head): void;
  close(): Promise<void>;
}

/**
 * Begins with this head, synced; later ones are written over it in place: a hundred bytes of one sector,
 * which arrive as a whole or not at all. Throws the disk's error.
 */
export async function openHeadFile(disk: Disk, path: string, head: Head): Promise<HeadFile> {
  const fd = disk.open(path, 'a');
  await disk.close(fd);
  const file = disk.open(path, 'r+');
  const write = ({ seq, hash }: Head): number => {
    const bytes = Buffer.from(`${JSON.stringify({ seq, hash })}\n`);
    writeAll(disk, file, bytes, 0);
    return bytes.length;
  };
  try {
    disk.truncate(file, write(head));
    await disk.sync(file);
  } catch (error) {
    await disk.close(file);
    throw error;
  }
  return { write, close: () => disk.close(file) };
}
