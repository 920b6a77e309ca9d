import type { Clock } from '../clock.ts';

/** What the promise resolves with, or null where that takes more than `ms` milliseconds. */
export async function within<T>(promise: Promise<T>, ms: number, clock: Clock): Promise<T | null> {
  const done = new AbortController();
  try {
    return await Promise.race([promise, clock.wait(ms, done.signal).then(() => null)]);
  } finally {
    done.abort();
  }
}
