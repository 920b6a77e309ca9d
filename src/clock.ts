import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the program's parts see it; handed in, so that a test or a simulation can own it. */
export interface Clock {
  /** Wall-clock milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never go back, from an arbitrary origin. */
  monotonic(): number;
  /** Resolves after that many milliseconds, or rejects with the signal's reason. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, signal && { signal }),
};
