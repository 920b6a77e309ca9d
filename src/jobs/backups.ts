import { type Job, type JobParts, schedule } from './schedule.ts';

export interface BackupsJobParts extends Omit<JobParts, 'name' | 'run' | 'intervalMs'> {
  readonly look: () => Promise<void>;
}

const MINUTE = 60_000;

/** Looks every minute whether a backup has become due. What that leads to is not waited for: it may take minutes. */
export function backupsJob({ look, ...parts }: BackupsJobParts): Job {
  return schedule({ ...parts, name: 'backups', intervalMs: MINUTE, run: async () => void look() });
}
