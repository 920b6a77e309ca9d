import type { Outcome, Result } from './events.ts';
import { exact, larger, minus, NO_MONEY, type Pennies, pennies, roundHalfUp, times, whole } from './money.ts';
import type { Price } from './odds.ts';

/** How a selection ended: won, lost, or one of `winners` that shared `places`. */
export type Ending =
  | { readonly outcome: 'won' }
  | { readonly outcome: 'lost' }
  | { readonly outcome: 'dead_heat'; readonly places: number; readonly winners: number };

const ONE = whole(1);

/**
 * Gross profit of a backed stake in pennies, to the nearest penny, half up. In a dead heat places/winners of
 * the stake win at the full price and the rest loses (Betfair, "How is a dead heat settled?").
 */
export function grossProfit(stake: Pennies, priceMatched: Price, ending: Ending): Pennies {
  if (ending.outcome === 'lost') return pennies(-stake);
  const ifWon = times(whole(stake), minus(exact(priceMatched), ONE));
  if (ending.outcome === 'won') return roundHalfUp(ifWon);
  const { places, winners } = ending;
  const share = { num: BigInt(places), den: BigInt(winners) };
  const lost = { num: BigInt(stake) * BigInt(winners - places), den: BigInt(winners) };
  return roundHalfUp(minus(times(ifWon, share), lost));
}

/** Commission on positive net winnings in a market, to the nearest penny, half up; `rate` is a fraction. */
export function commissionOn(gross: Pennies, rate: number): Pennies {
  return roundHalfUp(times(whole(larger(gross, NO_MONEY)), exact(rate)));
}

/** The rate of a market: its base rate, or the fallback where unknown, less the discount where allowed. All fractions. */
export function commissionRate(
  baseRate: number | null,
  fallback: number,
  discount: { readonly allowed: boolean; readonly rate: number },
): number {
  const rate = baseRate ?? fallback;
  if (!discount.allowed) return rate;
  return Number((rate * (1 - discount.rate)).toFixed(8));
}

export function resultOf(outcome: Outcome, gross: Pennies, commission: Pennies): Result {
  return { outcome, grossProfit: gross, commission, netProfit: pennies(gross - commission) };
}

export const VOID_RESULT: Result = {
  outcome: 'void',
  grossProfit: NO_MONEY,
  commission: NO_MONEY,
  netProfit: NO_MONEY,
};

/** The same outcome and money; the net follows from the other two. */
export function sameResult(a: Result, b: Result): boolean {
  return a.outcome === b.outcome && a.grossProfit === b.grossProfit && a.commission === b.commission;
}

/** A dead heat that nets more than nothing is a win; otherwise it ends the cycle like a loss. */
export function isWin({ outcome, netProfit }: Pick<Result, 'outcome' | 'netProfit'>): boolean {
  return outcome === 'won' || (outcome === 'dead_heat' && netProfit > 0);
}
