import { type Job, type JobParts, schedule } from './schedule.ts';

export interface SelectMarketParts extends Omit<JobParts, 'name' | 'run'> {
  readonly selectMarket: () => Promise<unknown>;
}

/** Looks for a market to bet on, every `polling_interval_seconds`. */
export function selectMarketJob({ selectMarket, ...parts }: SelectMarketParts): Job {
  return schedule({ ...parts, name: 'select-market', run: selectMarket });
}
