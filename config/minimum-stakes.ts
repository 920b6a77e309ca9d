/**
 * What Betfair takes at least, in major units: [stake, payout]. A smaller stake is taken where
 * stake x price is at least the payout.
 * Source: betcode-org/betfair `betfairlightweight/metadata.py`, `currency_parameters` (2025).
 */
export const MINIMUM_STAKES = {
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
} as const satisfies Record<string, readonly [stake: number, payout: number]>;

export type Currency = keyof typeof MINIMUM_STAKES;

export const CURRENCIES = Object.keys(MINIMUM_STAKES) as readonly Currency[];
