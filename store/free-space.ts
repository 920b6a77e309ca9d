import { statfs } from 'node:fs/promises';

/** Bytes that this user may still write on the disk of `dir`. Rejects with the disk's error. */
export async function freeSpace(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}
