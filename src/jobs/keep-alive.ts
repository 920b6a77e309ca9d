import { type Job, type JobParts, schedule } from './schedule.ts';

export interface KeepAliveParts extends Omit<JobParts, 'name' | 'run' | 'intervalMs'> {
  readonly keepAlive: () => Promise<unknown>;
}

/** A session lives from 20 minutes (Italy) to 24 hours and is not prolonged by use (Betfair, "Keep Alive"). */
const EVERY_MS = 15 * 60_000;

/** Prolongs the session at the exchange. */
export function keepAliveJob({ keepAlive, ...parts }: KeepAliveParts): Job {
  return schedule({ ...parts, name: 'keep-alive', intervalMs: EVERY_MS, run: keepAlive });
}
