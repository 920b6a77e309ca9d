import type { Clock } from '../clock.ts';

/** A clock that stands where it is put. At most one waits on it at a time, and that is noticed. */
export interface MovedClock extends Clock {
  set(now: number): void;
  /** Resolves as soon as somebody waits. */
  nextWait(): Promise<void>;
  /** When the wait that goes on is over, ms; null where nobody waits. */
  waitsUntil(): number | null;
  /** Ends the wait, whatever the time. */
  release(): void;
}

export function createMovedClock(): MovedClock {
  let now = 0;
  let waiting: { readonly until: number; readonly resolve: () => void } | null = null;
  let notice = (): void => undefined;
  return {
    now: () => now,
    monotonic: () => now,
    wait: (ms) =>
      new Promise((resolve) => {
        waiting = { until: now + ms, resolve };
        notice();
      }),
    set: (to) => {
      now = to;
    },
    nextWait: () =>
      new Promise((resolve) => {
        notice = resolve;
      }),
    waitsUntil: () => waiting?.until ?? null,
    release: () => {
      const ended = waiting;
      waiting = null;
      ended?.resolve();
    },
  };
}
