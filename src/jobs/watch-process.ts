import { type Job, type JobParts, schedule } from './schedule.ts';

export interface WatchProcessParts extends Omit<JobParts, 'name' | 'run' | 'intervalMs'> {
  readonly look: () => Promise<unknown>;
}

const EVERY_MS = 10_000;

/** Looks every ten seconds at what the bot stands on. */
export function watchProcessJob({ look, ...parts }: WatchProcessParts): Job {
  return schedule({ ...parts, name: 'watch', intervalMs: EVERY_MS, run: look });
}

/** Well below what is a long stall, and hardly ever for a bot that has nothing to do. */
const BEAT_MS = 200;

/**
 * A measure of the event loop: the longest that it was held up since it was asked before, in milliseconds, a beat more at
 * the most. Not by `monitorEventLoopDelay`, which leaves out the first stretch after each reset.
 */
export function measureStalls(monotonic: () => number): () => number {
  let longest = 0;
  let last = monotonic();
  const beat = () => {
    const now = monotonic();
    longest = Math.max(longest, now - last);
    last = now;
  };
  setInterval(beat, BEAT_MS).unref();
  return () => {
    beat();
    const found = longest;
    longest = 0;
    return found;
  };
}
