import { z } from 'zod';

/** An option that is a whole number from `from` to `to`, however it is typed; `note` follows in its error message. */
export function wholeNumber(from: number, to: number, note = '') {
  const error = `must be a whole number from ${from} to ${to}${note}`;
  return z.coerce.number({ error }).int({ error, abort: true }).min(from, { error }).max(to, { error });
}
