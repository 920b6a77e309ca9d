import type { z } from 'zod';
import { NO_MONEY } from '../../core/money.ts';
import type { ClearedOrder, ClearedStatus, CurrentOrder, MarketRollUp, OrderFilter } from '../exchange.ts';
import type { Ask } from './ask.ts';
import { OPERATIONS } from './operations.ts';
import { allPages, PAGE_SIZE } from './pages.ts';

type Current = z.output<typeof OPERATIONS.currentOrders.answer>['currentOrders'][number];
type Cleared = z.output<typeof OPERATIONS.otherClearedOrders.answer>['clearedOrders'][number];

/** Betfair takes so many market and bet ids together in a request (API reference guide, listCurrentOrders). */
const MOST_IDS = 250;

/** Betfair takes an empty list for none at all and would answer with every order there is. */
const asksForNothing = ({ orderRefs, marketIds }: OrderFilter): boolean =>
  [orderRefs, marketIds].some((asked) => asked?.length === 0);

function filterParams(filter: OrderFilter, strategyRef: string): object {
  return {
    ...(filter.orderRefs && { customerOrderRefs: filter.orderRefs }),
    ...(filter.marketIds && { marketIds: filter.marketIds }),
    ...(filter.ours && { customerStrategyRefs: [strategyRef] }),
  };
}

export async function currentOrders(
  ask: Ask,
  filter: OrderFilter,
  strategyRef: string,
): Promise<readonly CurrentOrder[]> {
  if (asksForNothing(filter)) return [];
  const rows = await allPages(OPERATIONS.currentOrders.name, async (fromRecord) => {
    const answer = await ask(OPERATIONS.currentOrders, {
      ...filterParams(filter, strategyRef),
      orderBy: 'BY_PLACE_TIME',
      fromRecord,
      recordCount: PAGE_SIZE,
    });
    return { rows: answer.currentOrders, moreAvailable: answer.moreAvailable };
  });
  return rows.map(toCurrent);
}

function toCurrent(order: Current): CurrentOrder {
  return {
    betId: order.betId,
    side: order.side,
    marketId: order.marketId,
    selectionId: order.selectionId,
    orderRef: order.customerOrderRef ?? null,
    priceAsked: order.priceSize.price,
    sizeAsked: order.priceSize.size,
    placedAt: order.placedDate,
    matched: order.sizeMatched,
    remaining: order.sizeRemaining,
    lapsed: order.sizeLapsed,
    cancelled: order.sizeCancelled,
    voided: order.sizeVoided,
    priceMatched: order.averagePriceMatched,
  };
}

export async function clearedOrders(
  ask: Ask,
  status: ClearedStatus,
  filter: OrderFilter,
  strategyRef: string,
): Promise<readonly ClearedOrder[]> {
  if (asksForNothing(filter)) return [];
  const rows = await allPages<Cleared>(OPERATIONS.settledOrders.name, async (fromRecord) => {
    const params = {
      betStatus: status,
      ...filterParams(filter, strategyRef),
      ...(filter.settledFrom !== undefined && { settledDateRange: { from: filter.settledFrom } }),
      fromRecord,
      recordCount: PAGE_SIZE,
    };
    const answer =
      status === 'SETTLED'
        ? await ask(OPERATIONS.settledOrders, params)
        : await ask(OPERATIONS.otherClearedOrders, params);
    return { rows: answer.clearedOrders, moreAvailable: answer.moreAvailable };
  });
  return rows.map((order) => toCleared(order, status));
}

function toCleared(order: Cleared, status: ClearedStatus): ClearedOrder {
  return {
    betId: order.betId,
    side: order.side,
    marketId: order.marketId,
    selectionId: order.selectionId,
    orderRef: order.customerOrderRef ?? null,
    placedAt: order.placedDate ?? null,
    priceAsked: order.priceRequested,
    status,
    outcome: order.betOutcome ?? null,
    priceMatched: order.priceMatched,
    sizeSettled: order.sizeSettled ?? NO_MONEY,
    sizeCancelled: order.sizeCancelled ?? NO_MONEY,
    profit: order.profit ?? NO_MONEY,
    settledDate: order.settledDate ?? null,
  };
}

/** A market has no row until it is settled, and its row no commission until the exchange has taken it. */
export async function marketRollUps(
  ask: Ask,
  marketIds: readonly string[],
): Promise<readonly MarketRollUp[]> {
  const wanted = [...new Set(marketIds)];
  const rollUps: MarketRollUp[] = [];
  for (let start = 0; start < wanted.length; start += MOST_IDS)
    rollUps.push(...(await readRollUps(ask, wanted.slice(start, start + MOST_IDS))));
  return rollUps;
}

async function readRollUps(ask: Ask, marketIds: readonly string[]): Promise<readonly MarketRollUp[]> {
  const rows = await allPages(OPERATIONS.marketRollUps.name, async (fromRecord) => {
    const answer = await ask(OPERATIONS.marketRollUps, {
      betStatus: 'SETTLED',
      marketIds,
      groupBy: 'MARKET',
      fromRecord,
      recordCount: PAGE_SIZE,
    });
    return { rows: answer.clearedOrders, moreAvailable: answer.moreAvailable };
  });
  return rows.flatMap(({ marketId, profit, commission, betCount }) =>
    commission == null ? [] : [{ marketId, profit, commission, betCount }],
  );
}
