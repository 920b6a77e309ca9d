import { z } from 'zod';
import { oneLine } from './betting/views/wording.ts';

/** An option that is a whole number from `from` to `to`, however it is typed; `note` follows in its error message. */
export function wholeNumber(from: number, to: number, note = '') {
  const error = `must be a whole number from ${from} to ${to}${note}`;
  return z.coerce.number({ error }).int({ error, abort: true }).min(from, { error }).max(to, { error });
}

/** The number that the exchange gave a bet; paper bets have names. */
export const betId = z
  .string()
  .trim()
  .regex(/^[\w-]{1,64}$/, { error: 'must be the number that the exchange gave the bet' });

/** Why somebody does something. */
export const reason = z
  .string()
  .trim()
  .max(200, { error: 'may have at most 200 characters' })
  .optional()
  .describe('Why, for those who read it later');

/** The reason as the log keeps it. */
export const whyOf = (given: string | undefined): string => (given ? oneLine(given) : 'no reason given');

/** The moment, ISO, that lies so many units (in ms) after `now`; null for no end where no number is given. */
export const endAfter = (now: number, count: number | undefined, unit: number): string | null =>
  count === undefined ? null : new Date(now + count * unit).toISOString();
