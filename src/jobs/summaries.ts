import { type Job, type JobParts, schedule } from './schedule.ts';

export interface SummariesParts extends Omit<JobParts, 'name' | 'run' | 'intervalMs'> {
  readonly tellSummaries: () => Promise<unknown>;
}

const MINUTE = 60_000;

/** Looks every minute whether a summary has become due. */
export function summariesJob({ tellSummaries, ...parts }: SummariesParts): Job {
  return schedule({ ...parts, name: 'summaries', intervalMs: MINUTE, run: tellSummaries });
}
