import type { Clock } from '../../src/clock.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Time as one machine has it, which may be told wrong and may sleep. */
export interface MachineClock extends Clock {
  /** Acts after so many milliseconds of true time, in an instant of this machine's own, unless what it gives is called. */
  after(ms: number, act: () => void): () => void;
  /** Falls asleep for so long: its monotonic clock stands still, and so do its timers. Resolves when it wakes. */
  sleep(ms: number): Promise<void>;
  /** Resolves when it wakes; null where it is awake. */
  wakes(): Promise<void> | null;
  /** Sets the wall clock so far beside the true time, in ms. */
  setBeside(ms: number): void;
}

/**
 * No two machines wake in the same instant, so that nothing depends on whose files are read sooner: `phase` is this
 * one's part of a millisecond.
 */
export function machineClock(base: VirtualClock, phase: number): MachineClock {
  let beside = 0;
  let slept = 0;
  let asleep: { readonly since: number; readonly over: Promise<void> } | null = null;
  const monotonic = (): number => (asleep?.since ?? base.monotonic()) - slept;
  const inPhase = (ms: number): number => {
    const now = base.monotonic();
    return Math.ceil(now + Math.max(0, ms) - phase) + phase - now;
  };
  const after: MachineClock['after'] = (ms, act) => base.after(inPhase(ms), act);
  return {
    now: () => base.now() + beside,
    monotonic,
    after,
    wait: async (ms, signal) => {
      const until = monotonic() + ms;
      do {
        await asleep?.over;
        await base.wait(inPhase(until - monotonic()), signal);
      } while (monotonic() < until);
    },
    sleep(ms) {
      if (asleep !== null) return asleep.over;
      const since = base.monotonic();
      const over = new Promise<void>((wake) => {
        after(ms, () => {
          slept += base.monotonic() - since;
          asleep = null;
          wake();
        });
      });
      asleep = { since, over };
      return over;
    },
    wakes: () => asleep?.over ?? null,
    setBeside(ms) {
      beside = ms;
    },
  };
}
