import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Job, type JobParts, schedule } from './schedule.ts';

export interface WatchProcessParts extends Omit<JobParts, 'name' | 'run' | 'intervalMs'> {
  readonly look: () => Promise<unknown>;
}

const EVERY_MS = 10_000;

/** Looks every ten seconds at what the bot stands on. */
export function watchProcessJob({ look, ...parts }: WatchProcessParts): Job {
  return schedule({ ...parts, name: 'watch', intervalMs: EVERY_MS, run: look });
}

/** A measure of the event loop: the longest that it was held up since it was asked before, in milliseconds. */
export function measureStalls(): () => number {
  const delays = monitorEventLoopDelay({ resolution: 20 });
  delays.enable();
  return () => {
    const longest = delays.max / 1e6;
    delays.reset();
    return longest;
  };
}
