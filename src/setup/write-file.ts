import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Readable and writable by its owner alone. */
export const PRIVATE = 0o600;
const COMMON = 0o644;

/**
 * Replaces a file as a whole, or makes it, with this mode or the old one's. Throws the disk's error, with the file as
 * it was.
 */
export function writeFile(path: string, text: string, mode?: number): void {
  const fresh = `${path}.${process.pid}.new`;
  const before = statSync(path, { throwIfNoEntry: false })?.mode;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(fresh, text, { mode: mode ?? before ?? COMMON, flag: 'wx', flush: true });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
