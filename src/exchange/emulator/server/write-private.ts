import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a file that its owner alone may read, in the place of one that is there. Resolves to its path. */
export async function writePrivate(dir: string, name: string, content: string): Promise<string> {
  const path = join(dir, name);
  // A file that is there would keep its mode.
  await rm(path, { force: true });
  await writeFile(path, content, { mode: 0o600 });
  return path;
}
