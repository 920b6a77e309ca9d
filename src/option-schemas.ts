import { z } from 'zod';

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
