import type { Clock } from './clock.ts';

/** What the promise resolves with, or null where that takes more than `ms` milliseconds or the signal comes first. */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  clock: Pick<Clock, 'wait'>,
  signal?: AbortSignal,
): Promise<T | null> {
  const done = new AbortController();
  const over = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal]);
  const none = (): null => null;
  try {
    return await Promise.race([promise, clock.wait(ms, over).then(none, none)]);
  } finally {
    done.abort();
  }
}
