import type { Outcome, PlacedBet } from '../../core/events.ts';
import type { Pennies } from '../../core/money.ts';

/** What is known of a bet's result. */
export type Verdict =
  | {
      readonly kind: 'ended';
      readonly outcome: Outcome;
      readonly grossProfit: Pennies;
      readonly commission: Pennies;
      readonly source: 'market_book' | 'cleared_orders';
      /** True where the exchange settled the bet and yet the commission is our own estimate. */
      readonly estimated: boolean;
      /** ISO time at which the exchange settled it; null where it does not say. */
      readonly settledDate: string | null;
    }
  | { readonly kind: 'void'; readonly reason: string; readonly settledDate: string | null }
  /** Not decided yet; what is waited for, in words that a sentence can go on with. */
  | { readonly kind: 'waiting'; readonly why: string }
  /** Decided, but not in a way that can be read: a person must look. */
  | { readonly kind: 'unclear'; readonly why: string };

/** By order reference. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/** A bet, and when it was placed (ISO-8601 UTC). */
export type JudgedBet = PlacedBet & { readonly placedAt: string };

/** Asks the exchange for the verdicts on bets; asks nothing about none. Rejects with an ExchangeError. */
export type ReadVerdicts = (bets: readonly JudgedBet[]) => Promise<Verdicts>;
