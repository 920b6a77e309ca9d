import type { Clock } from '../../clock.ts';

/** Calls a second about one market (API reference guide, listMarketBook). */
const MOST_A_SECOND = 5;
/** A second, and what calls may be nearer to each other when they arrive than when they left. */
const SECOND = 1_100;

/** Resolves when one more call about all of these markets may leave, and counts it. */
export type Pace = (marketIds: readonly string[]) => Promise<void>;

export function createPace(clock: Pick<Clock, 'monotonic' | 'wait'>): Pace {
  /** When the last calls about each market left, latest last. */
  const left = new Map<string, readonly number[]>();

  function forgetBefore(time: number): void {
    for (const [id, times] of left) if (times.every((at) => at <= time)) left.delete(id);
  }

  /** When the next call about a market may leave. */
  function freeAt(id: string): number {
    const fifthLast = left.get(id)?.at(-MOST_A_SECOND);
    return fifthLast === undefined ? 0 : fifthLast + SECOND;
  }

  return async (marketIds) => {
    for (;;) {
      const now = clock.monotonic();
      forgetBefore(now - SECOND);
      const pause = Math.max(0, ...marketIds.map(freeAt)) - now;
      if (pause <= 0) {
        for (const id of marketIds) left.set(id, [...(left.get(id) ?? []).slice(1 - MOST_A_SECOND), now]);
        return;
      }
      await clock.wait(pause);
    }
  };
}
