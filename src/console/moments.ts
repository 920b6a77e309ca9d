import type { Moment } from '../reply.ts';
import type { Look } from './look.ts';

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
  const seconds = Math.round(Math.abs(ms) / 1_000);
  if (seconds === 0) return 'now';
  const amount = inWords(seconds);
  return ms > 0 ? `in ${amount}` : `${amount} ago`;
}

/** Each unit is judged as rounded, so that 59.6 minutes are an hour and not 60 minutes. */
function inWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(seconds / 3_600);
  return hours < 48 ? `${hours} h` : `${Math.round(seconds / 86_400)} days`;
}
