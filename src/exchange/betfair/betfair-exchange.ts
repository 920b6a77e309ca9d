import type { Exchange } from '../exchange.ts';
import { createAsk } from './ask.ts';
import type { Call } from './call.ts';
import { cancel } from './cancel.ts';
import { createFunds } from './funds.ts';
import { listBooks, listMarkets } from './markets.ts';
import { clearedOrders, currentOrders, marketRollUps } from './orders.ts';
import { place } from './place.ts';

/**
 * Betfair behind the exchange port, over anything that takes its calls. `strategyRef` marks every order of the
 * bot: 1 to 15 letters, digits or `-._+*:;~`, else a RangeError.
 */
export function createBetfairExchange(options: {
  readonly call: Call;
  readonly strategyRef: string;
}): Exchange {
  const { call, strategyRef } = options;
  if (!/^[A-Za-z0-9\-._+*:;~]{1,15}$/.test(strategyRef)) {
    throw new RangeError(`a strategy reference has 1 to 15 characters, not "${strategyRef}"`);
  }
  const ask = createAsk(call);
  return {
    listMarkets: (filter) => listMarkets(ask, filter),
    listBooks: (marketIds) => listBooks(ask, marketIds),
    place: (order) => place(call, order, strategyRef),
    currentOrders: (filter) => currentOrders(ask, filter, strategyRef),
    clearedOrders: (status, filter) => clearedOrders(ask, status, filter, strategyRef),
    marketRollUps: (marketIds) => marketRollUps(ask, marketIds),
    cancel: (orders) => cancel(call, orders),
    funds: createFunds(ask),
  };
}
