import { z } from 'zod';
import { oneLine } from './betting/views/wording.ts';
import { formatPrice, nearestOnLadder, onLadder, stepPrice } from './core/odds.ts';

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

const LOWEST = 1.01;
const HIGHEST = 1000;

const NOT_A_PRICE = { error: 'must be a price from 1.01 to 1000, written like 3 or 3.45', abort: true };

/** A number, or one in plain digits: `1e2` is nobody's price. */
const plainNumber = z.union(
  [
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ],
  NOT_A_PRICE,
);

/** A price of the exchange's ladder, however it is typed; may be left out. */
export const ladderPrice = plainNumber
  .pipe(
    z
      .number()
      .min(LOWEST, NOT_A_PRICE)
      .max(HIGHEST, NOT_A_PRICE)
      .refine((value) => onLadder(value) !== null, { error: ({ input }) => offLadder(Number(input)) }),
  )
  .optional();

function offLadder(value: number): string {
  const nearest = nearestOnLadder(value);
  const other = stepPrice(nearest, nearest < value ? 1 : -1);
  const [below, above] = nearest < value ? [nearest, other] : [other, nearest];
  return `${value} is not a price that the exchange knows; the nearest are ${formatPrice(below)} and ${formatPrice(above)}`;
}
