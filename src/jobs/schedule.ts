import { schedule as cron } from 'node-cron';
import type { Logger } from '../logging/logger.ts';
import { intervalToCron } from './intervals.ts';

export interface JobParts {
  /** In logs. */
  readonly name: string;
  /** An allowed interval. */
  readonly intervalMs: number;
  readonly run: () => Promise<unknown>;
  readonly logger: Logger;
  /** Wall-clock milliseconds. */
  readonly now: () => number;
}

export interface Job {
  readonly name: string;
  readonly intervalMs: number;
  /** Wall-clock milliseconds at which a run last ended, well or not; null before the first. */
  lastEnded(): number | null;
  /** Lets no further run begin; resolves when the one that is underway has ended. */
  stop(): Promise<void>;
}

/**
 * Runs a job on the even beat of its interval, never twice at a time: a beat that comes while a run is
 * underway is left out. What a run throws is logged and does not touch the next one.
 */
export function schedule({ name, intervalMs, run, logger, now }: JobParts): Job {
  let underway: Promise<void> | null = null;
  let ended: number | null = null;
  const once = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      logger.error(`The job "${name}" failed; it runs again at its next beat`, { error });
    }
    ended = now();
    underway = null;
  };
  const beat = () => {
    underway ??= once();
    return underway;
  };
  const quiet = quietLogger(logger);
  const task = cron(intervalToCron(intervalMs), beat, {
    name,
    noOverlap: true,
    timezone: 'UTC',
    logger: quiet,
  });
  return {
    name,
    intervalMs,
    lastEnded: () => ended,
    stop: async () => {
      await task.destroy();
      await underway;
    },
  };
}

/** What node-cron says of missed and overlapping beats: of use to nobody but a developer. */
function quietLogger({ debug }: Logger) {
  const say = (message: string | Error) => debug(`node-cron: ${message}`);
  return { debug: say, info: say, warn: say, error: say };
}
