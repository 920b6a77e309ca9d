import type { Pennies } from './money.ts';

/** Where the log and the exchange do not say the same of a bet; amounts in pennies, null where that side has none. */
export interface BookDifference {
  readonly betId: string;
  /** Null where the log does not know the bet. */
  readonly orderRef: string | null;
  /** `missing` at the exchange; `unknown` to the log. */
  readonly what: 'profit' | 'commission' | 'missing' | 'unknown';
  readonly ours: Pennies | null;
  readonly theirs: Pennies | null;
}
