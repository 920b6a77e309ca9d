/** Times as the reader's clock shows them; `zone` is an IANA name, the reader's own unless told. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes far longer than using it. */
function format(zone: string | undefined, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(parts)}`;
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...parts, ...(zone && { timeZone: zone }) });
  formats.set(key, known);
  return known;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const DATE = { day: 'numeric', month: 'short' } as const;

/** `14:05:12` on the day of `now`, `2 Mar, 14:05` in its year, `2 Mar 2025` before. */
export function timeText(at: string, now: number, zone?: string): string {
  const time = new Date(at);
  const day = format(zone, { ...DATE, year: 'numeric' });
  if (day.format(time) === day.format(now)) return format(zone, CLOCK).format(time);
  const year = format(zone, { year: 'numeric' });
  if (year.format(time) !== year.format(now)) return day.format(time);
  return format(zone, { ...DATE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);
}

/** `Monday, 2 March 2026 at 14:05:12`: to be read out or shown where there is room. */
export const longTimeText = (at: string, zone?: string): string =>
  format(zone, { ...CLOCK, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(at),
  );

/** `2026-03-02 14:05:12 UTC` */
export const utcText = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;

/** `in 5 min`, `3 h ago`, `now` within half a minute. */
export function distanceText(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  const length = lengthText(Math.abs(ms));
  if (Math.abs(ms) < MINUTE / 2) return 'now';
  return ms > 0 ? `in ${length}` : `${length} ago`;
}

/** `40 s`, `5 min`, `3 h 20 min`, `2 days`. */
export function lengthText(ms: number): string {
  if (Math.round(ms / 1_000) < 60) return `${Math.round(ms / 1_000)} s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 2 * 24 * 60) return `${Math.round(ms / DAY)} days`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 10) return `${Math.round(minutes / 60)} h`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
