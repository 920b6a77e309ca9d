import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the holders of a data folder leave their marks. */
export const lockRoot = (dir: string): string => join(dir, '.lock');

/** The folder of one holder, whose time it keeps fresh; its note stands beside it. */
export const folderOf = (root: string, generation: number): string => join(root, String(generation));

/** The number of the last holder; 0 where there was none. */
export async function newest(root: string): Promise<number> {
  const names = await readdir(root);
  return Math.max(0, ...names.filter((name) => /^\d+$/.test(name)).map(Number));
}
