import { DateTime } from 'luxon';

const WHOLE = /^\d{4}-\d\d-\d\d(T\S+)?$/;

/**
 * What a flag says as a moment, ms since 1970: a date or a time in ISO-8601, UTC unless it has a zone.
 * Throws a RangeError that says what was expected, for days that do not exist as well.
 */
export function typedMoment(flag: string, text: string): number {
  const moment = DateTime.fromISO(text, { zone: 'utc' });
  if (WHOLE.test(text) && moment.isValid) return moment.toMillis();
  throw new RangeError(`${flag} ${text}: expected a date, such as 2026-05-01 or 2026-05-01T18:00Z.`);
}
