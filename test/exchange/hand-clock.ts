import type { Clock } from '../../src/clock.ts';

export interface HandClock extends Clock {
  /** Moves time on, and ends the waits that are over by then. */
  advance(ms: number): Promise<void>;
  /** How many are waiting. */
  waiting(): number;
}

/** A clock that stands still unless it is moved. */
export function handClock(start = Date.parse('2026-03-01T12:00:00.000Z')): HandClock {
  let now = start;
  let waits: { readonly until: number; readonly end: () => void }[] = [];
  return {
    now: () => now,
    monotonic: () => now - start,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const abort = (): void => {
          waits = waits.filter((other) => other !== wait);
          reject(signal?.reason);
        };
        const end = (): void => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const wait = { until: now + ms, end };
        waits.push(wait);
        signal?.addEventListener('abort', abort);
      }),
    waiting: () => waits.length,
    async advance(ms) {
      now += ms;
      const over = waits.filter((wait) => wait.until <= now);
      waits = waits.filter((wait) => wait.until > now);
      for (const wait of over) wait.end();
      await new Promise(setImmediate);
    },
  };
}
