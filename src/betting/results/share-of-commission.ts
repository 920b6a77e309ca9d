import { NO_MONEY, type Pennies, pennies, roundHalfUp } from '../../core/money.ts';
import type { ClearedBet } from './cleared-bets.ts';

type Sharing = Pick<ClearedBet, 'betId' | 'profit'>;

/**
 * A bet's part of the commission on a market, which is taken from all its bets as a whole: in proportion to what
 * each has won, in whole pennies that add up.
 */
export function shareOfCommission(commission: Pennies, bet: Sharing, all: readonly Sharing[]): Pennies {
  const winners = all
    .filter(({ profit }) => profit > 0)
    .sort((a, b) => a.betId.localeCompare(b.betId, 'en', { numeric: true }));
  const place = winners.findIndex(({ betId }) => betId === bet.betId);
  if (place === -1) return NO_MONEY;
  const total = winners.reduce((sum, { profit }) => sum + profit, 0);
  const upTo = (count: number): number => {
    const won = winners.slice(0, count).reduce((sum, { profit }) => sum + profit, 0);
    return roundHalfUp({ num: BigInt(commission) * BigInt(won), den: BigInt(total) });
  };
  return pennies(upTo(place + 1) - upTo(place));
}
