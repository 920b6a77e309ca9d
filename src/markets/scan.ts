import type { PickedSelection } from '../core/events.ts';
import type { Pennies } from '../core/money.ts';
import type { Price } from '../core/odds.ts';

/** One filter of the funnel and how many selections it was given and let through in one scan. */
export interface FunnelStep {
  /** Such as `open`, `price in range`. */
  readonly filter: string;
  readonly entered: number;
  readonly left: number;
}

/** A runner that a filter left out, and what would have let it through. */
export interface LeftOut {
  readonly event: string;
  readonly selection: string | null;
  readonly filter: string;
  /** One sentence: what it had and what was asked. */
  readonly why: string;
}

/** A runner that passed every filter, with the market's facts that the bet will record. */
export interface Candidate extends PickedSelection {
  readonly inPlay: boolean;
  readonly status: string;
  readonly delayed: boolean;
  /** Seconds that the market holds an order back. */
  readonly betDelay: number;
  readonly price: Price;
  /** Offered at that price. */
  readonly size: Pennies;
  readonly totalMatched: Pennies;
  /** The market's: a fraction above a full book. */
  readonly overround: number;
  /** A fraction, after the discount. */
  readonly commissionRate: number;
  /** Back to lay, in steps of the ladder; null where nobody lays. */
  readonly spreadTicks: number | null;
}

export interface Scan {
  /** ISO-8601 UTC: when the books were read. */
  readonly at: string;
  readonly markets: number;
  /** True where prices were 1 to 60 s old: the application key is a delayed one. */
  readonly delayed: boolean;
  readonly steps: readonly FunnelStep[];
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** The one that came furthest and failed. */
  readonly nearestMiss: LeftOut | null;
  /** What would be candidates, were they not skipped. */
  readonly skipped: readonly LeftOut[];
  /** One sentence: why the first candidate, or why none. */
  readonly reason: string;
}
