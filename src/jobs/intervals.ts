const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const DIVISORS_OF_SIXTY = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];
const DIVISORS_OF_A_DAY = [1, 2, 3, 4, 6, 8, 12, 24];

/**
 * The intervals, in milliseconds and ascending, that a cron expression can keep evenly. Others are not
 * to be had: "every 45 seconds" is an expression that node-cron takes, and fires at 0 and at 45.
 */
export const ALLOWED_INTERVALS: readonly number[] = [
  ...DIVISORS_OF_SIXTY.map((seconds) => seconds * SECOND),
  ...DIVISORS_OF_SIXTY.map((minutes) => minutes * MINUTE),
  ...DIVISORS_OF_A_DAY.map((hours) => hours * HOUR),
];

const LONGEST = 24 * HOUR;

/** The allowed intervals next to any number of milliseconds: one where it is allowed itself or beyond an end. */
export function neighbours(ms: number): readonly number[] {
  if (ALLOWED_INTERVALS.includes(ms)) return [ms];
  const below = ALLOWED_INTERVALS.findLast((allowed) => allowed < ms);
  const above = ALLOWED_INTERVALS.find((allowed) => allowed > ms);
  return [below, above].filter((allowed) => allowed !== undefined);
}

/** The interval at which a job runs when time is compressed: rounded up to the next allowed one, at least a second. */
export function compress(intervalMs: number, speed: number): number {
  return ALLOWED_INTERVALS.find((allowed) => allowed >= intervalMs / speed) ?? LONGEST;
}

/** The cron expression, seconds first, of an allowed interval; throws a RangeError for any other. */
export function intervalToCron(ms: number): string {
  if (!ALLOWED_INTERVALS.includes(ms)) throw new RangeError(`no cron expression keeps ${ms} ms evenly`);
  if (ms < MINUTE) return `*/${ms / SECOND} * * * * *`;
  if (ms < HOUR) return `0 */${ms / MINUTE} * * * *`;
  if (ms < LONGEST) return `0 0 */${ms / HOUR} * * *`;
  return '0 0 0 * * *';
}
