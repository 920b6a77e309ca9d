import type { Pennies } from '../../core/money.ts';
import type { MarketRecord } from './ledger.ts';
import type { EmulatedMarket } from './market-source.ts';
import { averagePrice, matchedSize, type Order } from './order.ts';
import { settleOrder } from './settlement.ts';
import { isoSecond, isoTime, major } from './wire.ts';

export type BetStatus = 'SETTLED' | 'VOIDED' | 'LAPSED' | 'CANCELLED';

export interface ClearedRow {
  readonly order: Order;
  readonly market: EmulatedMarket;
  readonly settled: MarketRecord['settled'];
  /** Settled, lapsed or cancelled at; wall-clock milliseconds. */
  readonly at: number;
  readonly profit: Pennies | null;
  /** The ClearedOrderSummary of the bet. */
  readonly summary: object;
}

/** The row that an order has under one bet status; none or one. */
export function clearedRow(
  record: MarketRecord,
  order: Order,
  status: BetStatus,
  describe: boolean,
): readonly ClearedRow[] {
  const row = status === 'LAPSED' || status === 'CANCELLED' ? goneRow : settledRow;
  return row(record, order, status, describe);
}

function goneRow(record: MarketRecord, order: Order, status: BetStatus, describe: boolean): ClearedRow[] {
  const gone = status === 'LAPSED' ? order.lapsed : order.cancelled;
  if (gone === null) return [];
  const { market, settled } = record;
  const summary = {
    ...identity(order, market),
    settledDate: isoSecond(gone.at),
    betCount: 1,
    sizeCancelled: major(gone.size),
    ...labels(order, market, describe),
  };
  return [{ order, market, settled, at: gone.at, profit: null, summary }];
}

function settledRow(
  { settled }: MarketRecord,
  order: Order,
  status: BetStatus,
  describe: boolean,
): ClearedRow[] {
  const lastMatch = order.fills.at(-1)?.at;
  if (settled === null || lastMatch === undefined) return [];
  const { market } = settled;
  const result = settleOrder(order, market);
  if ((result.outcome === 'VOID') !== (status === 'VOIDED')) return [];
  const at = market.closedAt ?? lastMatch;
  const summary = {
    ...identity(order, market),
    ...(result.outcome === 'VOID' ? {} : { betOutcome: result.outcome }),
    settledDate: isoSecond(at),
    lastMatchedDate: isoSecond(lastMatch),
    betCount: 1,
    priceMatched: Math.round(averagePrice(order) * 100) / 100,
    priceReduced: false,
    sizeSettled: major(matchedSize(order)),
    profit: major(result.profit),
    ...labels(order, market, describe),
  };
  return [{ order, market, settled, at, profit: result.profit, summary }];
}

function identity(order: Order, market: EmulatedMarket): object {
  return {
    eventTypeId: market.eventTypeId,
    eventId: market.eventId,
    marketId: market.marketId,
    selectionId: order.selectionId,
    handicap: 0,
    betId: order.betId,
    placedDate: isoSecond(order.placedAt),
    persistenceType: order.persistence,
    orderType: 'LIMIT',
    side: order.side,
    priceRequested: order.price,
  };
}

function labels(order: Order, market: EmulatedMarket, describe: boolean): object {
  const runner = market.runners.find(({ selectionId }) => selectionId === order.selectionId);
  const itemDescription = {
    eventDesc: market.eventName,
    marketDesc: market.marketName,
    marketType: market.marketType,
    marketStartTime: isoTime(market.startTime),
    ...(runner && { runnerDesc: runner.name }),
    numberOfWinners: market.numberOfWinners,
  };
  return {
    ...(order.customerOrderRef === null ? {} : { customerOrderRef: order.customerOrderRef }),
    ...(order.customerStrategyRef === null ? {} : { customerStrategyRef: order.customerStrategyRef }),
    ...(describe ? { itemDescription } : {}),
  };
}
