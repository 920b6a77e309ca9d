import type { StakeRule } from '../../core/intents.ts';
import { exact, minus, type Pennies, roundHalfUp, times, whole } from '../../core/money.ts';
import { onLadder } from '../../core/odds.ts';
import { smallestStake } from '../../core/staking.ts';
import type { BackOrder, MarketBook } from '../exchange.ts';

/** Why the exchange would turn the order away, in its own codes (SportsAPING.xml); null where it would take it. */
export function refusalOf(
  order: BackOrder,
  book: MarketBook,
  rule: StakeRule,
  available: Pennies,
): string | null {
  if (book.status === 'SUSPENDED') return 'MARKET_SUSPENDED';
  if (book.status !== 'OPEN') return 'MARKET_NOT_OPEN_FOR_BETTING';
  const runner = book.runners.find(({ selectionId }) => selectionId === order.selectionId);
  if (runner === undefined) return 'INVALID_RUNNER';
  if (runner.status !== 'ACTIVE') return 'RUNNER_REMOVED';
  if (onLadder(order.price) === null) return 'INVALID_ODDS';
  if (order.size < smallestStake(rule, order.price)) return 'INVALID_BET_SIZE';
  if (isDistorted(order)) return 'INVALID_PROFIT_RATIO';
  return order.size > available ? 'INSUFFICIENT_FUNDS' : null;
}

/** The profit in whole pennies is 20 % less or 25 % more than the exact one (support.developer.betfair.com 360010423978). */
function isDistorted({ size, price }: BackOrder): boolean {
  const profit = times(whole(size), minus(exact(price), whole(1)));
  const rounded = whole(roundHalfUp(profit));
  const short = minus(times(profit, { num: 4n, den: 5n }), rounded);
  const long = minus(rounded, times(profit, { num: 5n, den: 4n }));
  return short.num >= 0n || long.num >= 0n;
}
