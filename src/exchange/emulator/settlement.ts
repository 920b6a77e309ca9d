import {
  exact,
  minus,
  NO_MONEY,
  type Pennies,
  pennies,
  roundHalfUp,
  times,
  whole,
} from '../../core/money.ts';
import type { EmulatedMarket } from './market-source.ts';
import { averagePrice, matchedSize, type Order } from './order.ts';

export interface OrderResult {
  readonly outcome: 'WON' | 'LOST' | 'VOID';
  /** Before commission. */
  readonly profit: Pennies;
}

/** True once the result of each runner is known. */
export function isDecided(market: EmulatedMarket): boolean {
  return market.status === 'CLOSED' && market.runners.every((runner) => runner.status !== 'ACTIVE');
}

export function runnerStatus(market: EmulatedMarket, selectionId: number): string | undefined {
  return market.runners.find((runner) => runner.selectionId === selectionId)?.status;
}

/**
 * The result of what an order has matched, in a decided market. It is settled on the average price that the
 * customer was told, to the nearest penny, half up, so that his own sum comes to the same. In a dead heat n/k
 * of the stake win and the rest loses; a market with no number of winners knows none.
 */
export function settleOrder(order: Order, market: EmulatedMarket): OrderResult {
  const status = runnerStatus(market, order.selectionId);
  const stake = matchedSize(order);
  if (stake === 0 || status === 'REMOVED' || status === undefined)
    return { outcome: 'VOID', profit: NO_MONEY };
  const backed = status === 'WINNER' ? winnings(stake, averagePrice(order), market) : pennies(-stake);
  const profit = order.side === 'BACK' ? backed : pennies(-backed);
  return { outcome: profit > 0 ? 'WON' : 'LOST', profit };
}

function winnings(stake: Pennies, price: number, market: EmulatedMarket): Pennies {
  const winners = market.runners.filter((runner) => runner.status === 'WINNER').length;
  const places = market.numberOfWinners > 0 ? Math.min(market.numberOfWinners, winners) : winners;
  const won = times(whole(stake * places), minus(exact(price), whole(1)));
  const lost = whole(stake * (winners - places));
  const total = minus(won, lost);
  return roundHalfUp({ num: total.num, den: total.den * BigInt(winners) });
}

export interface MarketResult {
  readonly profit: Pennies;
  readonly commission: Pennies;
}

/**
 * Profit of all orders in a decided market and the commission on it: net winnings x base rate, less the
 * discount where the market allows one, to the nearest penny, half up. `discountRate` is a fraction.
 */
export function settleMarket(
  orders: readonly Order[],
  market: EmulatedMarket,
  discountRate: number,
): MarketResult {
  const profit = pennies(orders.reduce((total, order) => total + settleOrder(order, market).profit, 0));
  if (profit <= 0) return { profit, commission: NO_MONEY };
  const kept = market.discountAllowed ? minus(whole(1), exact(discountRate)) : whole(1);
  const rate = times(times(exact(market.baseRate), { num: 1n, den: 100n }), kept);
  return { profit, commission: roundHalfUp(times(whole(profit), rate)) };
}
