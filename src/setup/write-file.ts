import { chownSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Readable and writable by its owner alone. */
export const PRIVATE = 0o600;
const COMMON = 0o644;

/**
 * Replaces a file as a whole, or makes it, with this mode or the old one's; of a link the file that it leads to. Throws
 * the disk's error, with the file as it was.
 */
export function writeFile(path: string, text: string, mode?: number): void {
  const before = statSync(path, { throwIfNoEntry: false });
  const place = before === undefined ? path : realpathSync(path);
  const fresh = `${place}.${process.pid}.new`;
  mkdirSync(dirname(place), { recursive: true });
  try {
    writeFileSync(fresh, text, { mode: mode ?? before?.mode ?? COMMON, flag: 'wx', flush: true });
    // What root writes for another user stays that user's.
    if (before !== undefined && process.getuid?.() === 0) chownSync(fresh, before.uid, before.gid);
    renameSync(fresh, place);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
