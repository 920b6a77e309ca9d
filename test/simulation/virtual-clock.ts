import type { Clock } from '../../src/clock.ts';

export interface VirtualClock extends Clock {
  /** Acts after so many milliseconds, unless the function that it gives is called before. */
  after(ms: number, act: () => void): () => void;
  /** When the next wait is over; null where nobody waits. */
  nextEnd(): number | null;
  /** Moves time on to a moment that is not before now, which may lie between two milliseconds, and ends the waits that are over by then, in their order. */
  moveTo(moment: number): void;
}

interface Wait {
  readonly until: number;
  readonly end: () => void;
}

/** Time that stands still until it is moved from event to event. */
export function virtualClock(start: number): VirtualClock {
  let now = start;
  const waits: Wait[] = [];
  const after = (ms: number, end: () => void): (() => void) => {
    const wait: Wait = { until: now + Math.max(0, ms), end };
    const place = waits.findIndex(({ until }) => until > wait.until);
    waits.splice(place < 0 ? waits.length : place, 0, wait);
    return () => {
      const at = waits.indexOf(wait);
      if (at >= 0) waits.splice(at, 1);
    };
  };
  return {
    now: () => Math.floor(now),
    monotonic: () => now - start,
    after,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const leave = (): void => {
          cancel();
          reject(signal?.reason);
        };
        const cancel = after(ms, () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        });
        signal?.addEventListener('abort', leave, { once: true });
      }),
    nextEnd: () => waits[0]?.until ?? null,
    moveTo(moment) {
      now = moment;
      const left = waits.findIndex(({ until }) => until > now);
      for (const { end } of waits.splice(0, left < 0 ? waits.length : left)) end();
    },
  };
}
