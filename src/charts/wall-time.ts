import { DateTime } from 'luxon';

/** `2 Mar 14:30`, as clocks in the time zone show it. */
export const wallTime = (at: string, timeZone: string): string =>
  DateTime.fromISO(at, { zone: timeZone }).toFormat('d LLL HH:mm');

/** Milliseconds that read in UTC as the clocks in the time zone did: the library knows no other zone. */
export const asWallClock = (at: string, timeZone: string): number =>
  DateTime.fromISO(at, { zone: timeZone }).setZone('utc', { keepLocalTime: true }).toMillis();
