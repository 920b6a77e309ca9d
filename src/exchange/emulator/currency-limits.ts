import { type Pennies, pennies } from '../../core/money.ts';

/** The least stake of a currency, and the payout (stake x price) from which a smaller one is taken. */
export interface StakeLimits {
  readonly stake: Pennies;
  readonly payout: Pennies;
}

/** Major units: minimum stake, minimum payout. Source: betfairlightweight metadata.py, currency parameters, 2025. */
const LIMITS: Readonly<Record<string, readonly [stake: number, payout: number]>> = {
  GBP: [1, 10],
  EUR: [1, 20],
  USD: [1, 20],
  HKD: [10, 125],
  AUD: [5, 30],
  CAD: [2, 30],
  DKK: [15, 150],
  NOK: [10, 150],
  SEK: [15, 150],
  SGD: [2, 30],
  RON: [5, 50],
  BRL: [5, 50],
};

/** Throws a RangeError naming the known currencies for any other. */
export function stakeLimits(currency: string): StakeLimits {
  const limits = LIMITS[currency];
  if (limits === undefined) {
    throw new RangeError(
      `the exchange has no accounts in ${currency}, only in ${Object.keys(LIMITS).join(', ')}`,
    );
  }
  const [stake, payout] = limits;
  return { stake: pennies(stake * 100), payout: pennies(payout * 100) };
}
