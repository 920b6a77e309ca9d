import { NO_MONEY, type Pennies } from '../../core/money.ts';
import { type Moment, toldCommission, toldVoid } from './clearing.ts';
import type { MarketRecord } from './ledger.ts';
import type { EmulatedMarket } from './market-source.ts';
import { averagePrice, type Fill, lastMatch, matchedSize, type Order } from './order.ts';
import { settleOrder } from './settlement.ts';
import { isoSecond, isoTime, major } from './wire.ts';

export interface ClearedRow {
  readonly order: Order;
  readonly market: EmulatedMarket;
  /** Settled, lapsed or cancelled at; wall-clock milliseconds. */
  readonly at: number;
  readonly size: Pennies;
  readonly profit: Pennies;
  /** The whole market's; null where it is not told. */
  readonly commission: Pennies | null;
  /** The ClearedOrderSummary of the bet: of many rows few are shown. */
  readonly summary: () => object;
}

/** What is asked: the status, from when to when, at which moment, and whether with names. */
interface Asked extends Moment {
  /** Wall-clock milliseconds, both included. */
  readonly from: number;
  readonly to: number;
  readonly betStatus: 'SETTLED' | 'VOIDED' | 'LAPSED' | 'CANCELLED';
  readonly describe: boolean;
}

/** The row that an order has under one bet status; none or one. */
export function clearedRow(record: MarketRecord, order: Order, asked: Asked): readonly ClearedRow[] {
  switch (asked.betStatus) {
    case 'SETTLED':
      return settledRow(record, order, asked);
    case 'VOIDED':
      return voidedRow(record, order, asked);
    case 'LAPSED':
      return goneRow(record, order, order.lapsed, asked);
    case 'CANCELLED':
      return goneRow(record, order, order.cancelled, asked);
  }
}

function goneRow(
  { market }: MarketRecord,
  order: Order,
  gone: Order['lapsed'],
  { describe, from, to }: Asked,
): ClearedRow[] {
  if (gone === null || gone.at < from || gone.at > to) return [];
  const { at, size } = gone;
  const summary = () => ({
    ...identity(order, market),
    settledDate: isoSecond(at),
    betCount: 1,
    sizeCancelled: major(size),
    ...labels(order, market, describe),
  });
  return [{ order, market, at, size, profit: NO_MONEY, commission: null, summary }];
}

function settledRow(record: MarketRecord, order: Order, asked: Asked): ClearedRow[] {
  if (record.settled === null || !isWithin(record.settled, order, asked)) return [];
  const { outcome, profit } = settleOrder(order, record.settled.market);
  if (outcome === 'VOID') return [];
  const told = { betOutcome: outcome, profit: major(order.toldProfit ?? profit) };
  const row = rowOf(record.settled, order, order.fills, told, asked.describe);
  return [{ ...row, profit, commission: toldCommission(record, asked) }];
}

function voidedRow(record: MarketRecord, order: Order, asked: Asked): ClearedRow[] {
  if (record.settled === null || !isWithin(record.settled, order, asked)) return [];
  const fills = toldVoid(order, record, asked);
  return fills.length === 0 ? [] : [rowOf(record.settled, order, fills, { profit: 0 }, asked.describe)];
}

type Settled = NonNullable<MarketRecord['settled']>;

const settledAt = ({ date }: Settled, { resettledAt }: Order): number => Math.max(date, resettledAt ?? date);

function isWithin(settled: Settled, order: Order, { from, to }: Asked): boolean {
  const at = settledAt(settled, order);
  return at >= from && at <= to;
}

/** A row about some of what was matched, with what is told of its result. */
function rowOf(
  settled: Settled,
  order: Order,
  fills: readonly Fill[],
  told: { readonly profit: number },
  describe: boolean,
): ClearedRow {
  const { market } = settled;
  const at = settledAt(settled, order);
  const size = matchedSize({ fills });
  const summary = () => ({
    ...identity(order, market),
    settledDate: isoSecond(at),
    lastMatchedDate: isoSecond(lastMatch(order) ?? order.placedAt),
    betCount: 1,
    priceMatched: Math.round(averagePrice({ fills }) * 100) / 100,
    priceReduced: false,
    sizeSettled: major(size),
    ...told,
    ...labels(order, market, describe),
  });
  return { order, market, at, size, profit: NO_MONEY, commission: null, summary };
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
