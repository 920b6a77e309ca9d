import type { Clock } from '../../clock.ts';
import type { StakeRule } from '../../core/intents.ts';
import { type Pennies, pennies } from '../../core/money.ts';
import type { Exchange } from '../exchange.ts';
import { atStake, isAskedFor, type PaperOrder, toCurrent } from './paper-order.ts';
import { place } from './place.ts';

export interface PaperParts {
  /** The real one: its markets, books and results, and its account's currency and discount. */
  readonly exchange: Pick<Exchange, 'listMarkets' | 'listBooks' | 'funds'>;
  readonly clock: Pick<Clock, 'wait'>;
  readonly stakeRule: StakeRule;
  /** All the paper money there is by the log, what is at stake included. */
  readonly balance: () => Pennies;
  /** The paper bets that are open by the log. */
  readonly orders: () => readonly PaperOrder[];
}

/**
 * Paper bets on a real exchange. It keeps nothing: a bet is there once it is in the log, and is settled there, so
 * that there are no cleared orders and no roll-ups, and nothing to cancel.
 */
export function createPaperExchange(parts: PaperParts): Exchange {
  const { exchange, balance, orders } = parts;
  const available = (): Pennies => pennies(balance() - atStake(orders()));
  return {
    listMarkets: exchange.listMarkets,
    listBooks: exchange.listBooks,
    async place(order) {
      const isRepeated = orders().some(({ orderRef }) => orderRef === order.orderRef);
      if (isRepeated) return { kind: 'rejected', code: 'DUPLICATE_TRANSACTION' };
      return place({ ...parts, available }, order);
    },
    currentOrders: async (filter) =>
      orders()
        .filter((order) => isAskedFor(filter, order))
        .map(toCurrent),
    clearedOrders: async () => [],
    marketRollUps: async () => [],
    cancel: async ({ betIds }) =>
      betIds.map((betId) => ({ betId, kind: 'refused', code: 'BET_TAKEN_OR_LAPSED' })),
    async funds() {
      const { currency, discountRate } = await exchange.funds();
      return { available: available(), exposure: pennies(-atStake(orders())), currency, discountRate };
    },
  };
}
