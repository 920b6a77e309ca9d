import { lastDue } from '../notify/summaries.ts';

/** At a time of day `HH:MM`, or every so many hours of UTC; null: only when asked for. */
export type BackupSchedule =
  | { readonly kind: 'daily'; readonly at: string }
  | { readonly kind: 'every'; readonly ms: number }
  | null;

export interface BackupTimes {
  readonly schedule: BackupSchedule;
  /** IANA name, for a time of day. */
  readonly timeZone: string;
  /** Wall-clock ms, as all that follow. */
  readonly now: number;
  /** When the backups that are there were made. */
  readonly made: readonly number[];
  /** Nothing was appended since the newest of them. */
  readonly holdsAll: boolean;
}

const HOUR_MS = 3_600_000;

/** Since when a backup is due; null where none is. One from a time to come, made by a wrong clock, is passed over. */
export function dueSince({ schedule, timeZone, now, made, holdsAll }: BackupTimes): number | null {
  if (schedule === null || holdsAll) return null;
  const due =
    schedule.kind === 'daily'
      ? Date.parse(lastDue('day', schedule.at, now, timeZone))
      : now - (now % schedule.ms);
  return made.some((at) => at >= due && at <= now) ? null : due;
}

/** Whether one is to be made now; where the last attempt failed at `failedAt`, not within an hour of it. */
export const isToBeMade = (times: BackupTimes, failedAt: number | null): boolean =>
  dueSince(times) !== null && (failedAt === null || times.now - failedAt >= HOUR_MS);

/** Whether one should have been made an hour ago, in a run that began at `began`. */
export function isOverdue(times: BackupTimes, began: number): boolean {
  const due = dueSince(times);
  return due !== null && times.now - Math.max(due, began) > HOUR_MS;
}
