/** What is kept: every backup of the last `days`, and of the older ones as many as make `count` with those. */
export interface Keep {
  /** At least 1. */
  readonly count: number;
  readonly days: number;
}

const DAY_MS = 86_400_000;

/**
 * The backups that go: those that are older than `days` and not among the newest `count`, the newest of all never.
 * `now` is wall-clock ms.
 */
export function planPruning<B extends { readonly at: string; readonly seq: number }>(
  backups: readonly B[],
  { count, days }: Keep,
  now: number,
): readonly B[] {
  const oldest = now - days * DAY_MS;
  return backups
    .toSorted(newestFirst)
    .slice(Math.max(count, 1))
    .filter(({ at }) => Date.parse(at) < oldest);
}

/** By the time at which they were made, those of one second by their last event. */
export const newestFirst = (
  a: { readonly at: string; readonly seq: number },
  b: { readonly at: string; readonly seq: number },
): number => Date.parse(b.at) - Date.parse(a.at) || b.seq - a.seq;
