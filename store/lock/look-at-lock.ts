import { stat } from 'node:fs/promises';
import { folderOf, lockRoot, newest } from './generations.ts';
import { fateOf, HEARTBEAT_MS, type Holder, readHolder, thisProcess } from './holder.ts';

export type LockSeen =
  /** Nobody holds it: a bot can start at once. */
  | { readonly kind: 'free' }
  | { readonly kind: 'held'; readonly holder: Holder | null }
  /** Its holder is elsewhere, or cannot be told from another process, and is silent: a bot waits for it before it starts. */
  | { readonly kind: 'silent'; readonly holder: Holder | null };

/** Who holds a data folder at `now` (wall-clock ms), without taking or changing anything. */
export async function lookAtLock(dir: string, now: number): Promise<LockSeen> {
  const root = lockRoot(dir);
  const generation = await newest(root).catch(noneIfMissing);
  if (generation === 0) return { kind: 'free' };
  const folder = folderOf(root, generation);
  const holder = readHolder(`${folder}.json`);
  const fate = holder === null ? 'unknown' : fateOf(holder, thisProcess(''));
  if (fate === 'gone') return { kind: 'free' };
  const beat = await stat(folder).catch(() => null);
  if (beat === null) return { kind: 'free' };
  const late = now - beat.mtimeMs > HEARTBEAT_MS;
  return { kind: late && fate === 'unknown' ? 'silent' : 'held', holder };
}

function noneIfMissing(error: NodeJS.ErrnoException): 0 {
  if (error.code === 'ENOENT') return 0;
  throw error;
}
