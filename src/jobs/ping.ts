import { type Job, type JobParts, schedule } from './schedule.ts';

export interface PingJobParts extends Omit<JobParts, 'name' | 'run' | 'intervalMs'> {
  readonly ping: () => Promise<unknown>;
}

const MINUTE = 60_000;

/** Tells the dead-man's switch every minute that the bot lives. */
export function pingJob({ ping, ...parts }: PingJobParts): Job {
  return schedule({ ...parts, name: 'ping', intervalMs: MINUTE, run: ping });
}
