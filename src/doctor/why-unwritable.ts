import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { sayFileError } from '../say-file-error.ts';

/** What is there of a folder's path, and why nothing can be written below it; null where it can. */
export interface FolderSeen {
  /** The folder itself, or the nearest one above it that is there. */
  readonly there: string;
  readonly why: string | null;
}

/** Looks at a folder that may be made later. Writes nothing. */
export async function lookAtFolder(dir: string): Promise<FolderSeen> {
  const there = await nearest(resolve(dir));
  try {
    if (!(await stat(there)).isDirectory()) return { there, why: 'it is a file, not a folder' };
  } catch (error) {
    return { there, why: sayFileError(error) };
  }
  return { there, why: await whyUnwritable(there) };
}

/** Why this user cannot write a file, or in a folder, that is there; null where he can. */
export async function whyUnwritable(path: string): Promise<string | null> {
  try {
    const { X_OK, W_OK } = constants;
    await access(path, (await stat(path)).isDirectory() ? W_OK | X_OK : W_OK);
    return null;
  } catch (error) {
    return sayFileError(error);
  }
}

/** The path itself, or what is there of it. */
async function nearest(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found !== null || dirname(path) === path ? path : nearest(dirname(path));
}
