import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Resolves when the name of a new or renamed file is on the disk. Rejects with the disk's error. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
