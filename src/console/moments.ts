import type { Moment } from '../reply.ts';
import type { Look } from './look.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `14:05:09 UTC (in 5 min)`, with the day where it is not today. */
export function showMoment({ at }: Moment, { timeZone, now }: Look): string {
  const time = Date.parse(at);
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${clockTime(time, timeZone, now)} ${zone} (${fromNow(time - now)})`;
}

/** `14:05:09`, with the day where it is not today. */
export function clockTime(time: number, timeZone: string, now: number): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(time);
  const date = day.format(time);
  const today = day.format(now);
  if (date === today) return clock;
  const sameYear = date.slice(-4) === today.slice(-4);
  return `${sameYear ? date.slice(0, -5) : date} ${clock}`;
}

function fromNow(ms: number): string {
  const away = Math.abs(ms);
  if (away < 1_000) return 'now';
  const [unit, name] =
    away < MINUTE
      ? [1_000, 's']
      : away < HOUR
        ? [MINUTE, 'min']
        : away < 2 * DAY
          ? [HOUR, 'h']
          : [DAY, 'days'];
  const amount = `${Math.floor(away / unit)} ${name}`;
  return ms > 0 ? `in ${amount}` : `${amount} ago`;
}
