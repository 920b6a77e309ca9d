import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * Keeps a file that a person asked for in the data folder's `exports`, in the place of an earlier one of its name.
 * Gives its path; rejects with the disk's error.
 */
export async function keepExport(
  dataDir: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<string> {
  const folder = join(dataDir, 'exports');
  await makeFolder(folder);
  const path = join(folder, basename(name));
  await writeFile(path, bytes);
  return path;
}
