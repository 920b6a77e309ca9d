import { type Job, type JobParts, schedule } from './schedule.ts';

export interface CheckResultsParts extends Omit<JobParts, 'name' | 'run'> {
  readonly checkResults: () => Promise<unknown>;
}

/** Looks for the result of the open bet, every `check_interval_minutes`. */
export function checkResultsJob({ checkResults, ...parts }: CheckResultsParts): Job {
  return schedule({ ...parts, name: 'check-results', run: checkResults });
}
