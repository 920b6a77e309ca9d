import { z } from 'zod';
import { fromMajor, type Pennies } from '../src/core/money.ts';
import { nearestOnLadder, onLadder, type Price, price, stepPrice } from '../src/core/odds.ts';
import { ALLOWED_INTERVALS, neighbours } from '../src/jobs/intervals.ts';

/** A whole number within bounds; every fault of it says what is allowed. */
export function whole(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A number within bounds, the bounds included. */
export function decimal(min: number, max: number) {
  const error = `a number from ${min} to ${max}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}

/** True or false, not the words in quotes. */
export const yesOrNo = () => z.boolean({ error: 'true or false, without quotes' });

/** Text of one shape, such as `[/^\d+$/, 'digits in quotes, such as "1"']`. */
export const text = (pattern: RegExp, error: string) => z.string({ error }).regex(pattern, { error });

/** One of a few words. */
export function choice<const T extends readonly string[]>(words: T) {
  return z.enum(words, { error: `one of ${words.map((word) => `"${word}"`).join(', ')}` });
}

/** An amount in major units with at most two decimals, read as pennies. */
export function money(min: number) {
  const error = `an amount from ${min.toFixed(2)} to 100,000,000.00 with at most two decimals, such as 12.5`;
  return z
    .number({ error })
    .min(min, { error })
    .max(100_000_000, { error })
    .transform((major, { issues }): Pennies => {
      const amount = fromMajor(major);
      if (amount !== null) return amount;
      issues.push({ code: 'custom', message: error, input: major });
      return z.NEVER;
    });
}

/** Decimal odds on the exchange's ladder. */
export function ladderOdds() {
  const error = 'decimal odds on the ladder, from 1.01 to 1000';
  return z
    .number({ error })
    .min(1.01, { error })
    .max(1000, { error })
    .transform((odds, { issues }): Price => {
      if (onLadder(odds) !== null) return price(odds);
      issues.push({ code: 'custom', message: `${error}; the nearest are ${around(odds)}`, input: odds });
      return z.NEVER;
    });
}

function around(odds: number): string {
  const nearest = nearestOnLadder(odds);
  const other = stepPrice(nearest, nearest < odds ? 1 : -1);
  return [nearest, other].toSorted((a, b) => a - b).join(' and ');
}

/** An interval that cron can keep evenly, in units of `unitMs`; read as milliseconds. */
export function interval(unitMs: number) {
  const show = (ms: number) => String(Math.round((ms / unitMs) * 1e6) / 1e6);
  const error = `one of ${ALLOWED_INTERVALS.map(show).join(', ')}`;
  return z.number({ error }).transform((units, { issues }): number => {
    const ms = Math.round(units * unitMs);
    if (ALLOWED_INTERVALS.includes(ms)) return ms;
    const nearest = neighbours(ms).map(show).join(' and ');
    issues.push({
      code: 'custom',
      message: `an interval that divides evenly; the nearest: ${nearest}`,
      input: units,
    });
    return z.NEVER;
  });
}

/** Hours of the day such as "22:30-07:00", or null. */
export function hours() {
  const error = 'hours such as "22:30-07:00", or null';
  return z
    .string({ error })
    .nullable()
    .transform((value, { issues }) => {
      if (value === null) return null;
      const found = HOURS.exec(value);
      if (found?.[1] !== undefined && found[2] !== undefined && found[1] !== found[2])
        return { from: found[1], to: found[2] };
      issues.push({ code: 'custom', message: error, input: value });
      return z.NEVER;
    });
}

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const HOURS = new RegExp(`^(${TIME})-(${TIME})$`);

/** A time of day such as "08:00", or null. */
export function timeOfDay() {
  const error = 'a time of day such as "08:00", or null';
  return z
    .string({ error })
    .regex(new RegExp(`^${TIME}$`), { error })
    .nullable();
}

/** A time of day such as "04:30", or a number of hours that divides the day, or null. */
export function timeOrHours() {
  const hoursOfDay = ALLOWED_INTERVALS.map((ms) => ms / HOUR_MS).filter(Number.isInteger);
  const error = `a time of day such as "04:30", or every so many hours (${hoursOfDay.join(', ')}), or null`;
  const every = z.literal(hoursOfDay).transform((many) => ({ kind: 'every', ms: many * HOUR_MS }) as const);
  const daily = z
    .string()
    .regex(new RegExp(`^${TIME}$`))
    .transform((at) => ({ kind: 'daily', at }) as const);
  return z.union([daily, every], { error }).nullable();
}

const HOUR_MS = 3_600_000;

/** An IANA time zone that this Node knows. */
export function timeZone() {
  const error = 'a time zone such as "UTC" or "Europe/London"';
  return z.string({ error }).refine(isTimeZone, { error });
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
