import type { Clock } from './clock.ts';

/** What the promise resolves with, or null where that takes more than `ms` milliseconds or the signal comes first. */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  clock: Pick<Clock, 'wait'>,
  signal?: AbortSignal,
): Promise<T | null> {
  const over = new AbortController();
  const end = (): void => over.abort();
  const none = (): null => null;
  if (signal?.aborted) end();
  // A signal made of both would stay with one that outlives it.
  signal?.addEventListener('abort', end);
  try {
    return await Promise.race([promise, clock.wait(ms, over.signal).then(none, none)]);
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}
