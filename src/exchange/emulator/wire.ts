import { type Pennies, pennies } from '../../core/money.ts';

/** Money as on Betfair's wire: a double of major units. */
export const major = (amount: Pennies): number => amount / 100;

/** A size of the wire or of a market source in pennies, rid of float dust. */
export const minor = (amount: number): Pennies => pennies(Math.round(amount * 100));

export const isoTime = (at: number): string => new Date(at).toISOString();

/** Dates of orders are to the second on Betfair's wire (SportsAPING.xml, CurrentOrderSummary). */
export const isoSecond = (at: number): string => isoTime(Math.floor(at / 1_000) * 1_000);
