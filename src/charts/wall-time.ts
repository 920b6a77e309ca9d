import { DateTime, IANAZone } from 'luxon';

/** `2 Mar 14:30`, as clocks in the time zone show it. */
export const wallTime = (at: string, timeZone: string): string =>
  DateTime.fromISO(at, { zone: timeZone }).toFormat('d LLL HH:mm');

/** Milliseconds that read in UTC as the clocks in the time zone did: the library knows no other zone. */
export function asWallClock(at: string, timeZone: string): number {
  const time = Date.parse(at);
  return time + IANAZone.create(timeZone).offset(time) * 60_000;
}
