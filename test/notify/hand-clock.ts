import type { Clock } from '../../src/clock.ts';

/** A clock that moves only when told to. */
export interface HandClock extends Clock {
  advance(ms: number): void;
  /** How long those who wait have still to wait, in ms. */
  waits(): number[];
}

export function createHandClock(start: number): HandClock {
  let now = start;
  let waiting: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    monotonic: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const abort = (): void => {
          waiting = waiting.filter((other) => other !== entry);
          reject(signal?.reason);
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const entry = { until: now + ms, wake };
        waiting.push(entry);
        signal?.addEventListener('abort', abort, { once: true });
      }),
    advance: (ms) => {
      now += ms;
      const due = waiting.filter(({ until }) => until <= now);
      waiting = waiting.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
    },
    waits: () => waiting.map(({ until }) => until - now),
  };
}
