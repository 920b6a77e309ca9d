import { NO_MONEY, pennies } from '../../core/money.ts';
import { isCurrent, type Moment } from './clearing.ts';
import { isAmong, refuseTooManyIds } from './id-set.ts';
import type { MarketRecord } from './ledger.ts';
import type { EmulatedMarket } from './market-source.ts';
import { averagePrice, lastMatch, matchedSize, type Order, remainingSize, voidedSize } from './order.ts';
import { pageOf } from './page.ts';
import { listCurrentOrdersRequest, readRequest } from './requests.ts';
import { runnerStatus } from './settlement.ts';
import type { Venue } from './venue.ts';
import { isoSecond, major } from './wire.ts';

type Request = ReturnType<typeof readCurrent>;
interface Row {
  readonly order: Order;
  readonly market: EmulatedMarket;
}

const readCurrent = (params: unknown) => readRequest(listCurrentOrdersRequest, params);

/** A CurrentOrderSummaryReport of the orders in markets that are not settled. */
export function listCurrentOrders(venue: Venue, params: unknown): unknown {
  const request = readCurrent(params);
  refuseTooManyIds(request);
  const moment = { pace: venue.pace, now: venue.clock.now() };
  const rows = [...venue.ledger.records.values()]
    .flatMap((record) => currentRows(record, moment))
    .filter((row) => isAskedFor(row, request))
    .sort((a, b) => compare(a, b, request));
  const page = pageOf(rows, request);
  return {
    currentOrders: page.rows.map(({ order, market }) => orderSummary(order, market)),
    moreAvailable: page.moreAvailable,
  };
}

const currentRows = (record: MarketRecord, moment: Moment): Row[] =>
  record.orders
    .filter((order) => isCurrent(order, record, moment))
    .map((order) => ({ order, market: record.market }));

const isRemoved = ({ order, market }: Row): boolean => runnerStatus(market, order.selectionId) === 'REMOVED';

function isAskedFor(row: Row, request: Request): boolean {
  const { order } = row;
  return (
    isAmong(request.betIds, order.betId) &&
    isAmong(request.marketIds, order.marketId) &&
    isAmong(request.customerOrderRefs, order.customerOrderRef) &&
    isAmong(request.customerStrategyRefs, order.customerStrategyRef) &&
    hasStatus(order, request.orderProjection) &&
    isDated(row, request)
  );
}

function hasStatus(order: Order, projection: Request['orderProjection']): boolean {
  if (projection == null || projection === 'ALL') return true;
  return (projection === 'EXECUTABLE') === remainingSize(order) > 0;
}

/** The order asked for is a filter as well: only orders that have such a date are listed (SportsAPING.xml, OrderBy). */
function isDated(row: Row, { orderBy, dateRange, placedDateRange }: Request): boolean {
  const { placedAt } = row.order;
  const at = dateFor(row, orderBy);
  return (
    at !== null &&
    at >= dateRange.from &&
    at <= dateRange.to &&
    placedAt >= placedDateRange.from &&
    placedAt <= placedDateRange.to
  );
}

function dateFor(row: Row, orderBy: Request['orderBy']): number | null {
  switch (orderBy) {
    case 'BY_MATCH_TIME':
      return lastMatch(row.order);
    case 'BY_VOID_TIME':
      return isRemoved(row) ? lastMatch(row.order) : (row.order.voids.at(-1)?.at ?? null);
    case 'BY_SETTLED_TIME':
      return null;
    case 'BY_BET':
    case 'BY_MARKET':
    case 'BY_PLACE_TIME':
    case null:
    case undefined:
      return row.order.placedAt;
  }
}

function compare(a: Row, b: Row, { orderBy, sortDir }: Request): number {
  const byMarket = orderBy === 'BY_MARKET' ? a.order.marketId.localeCompare(b.order.marketId) : 0;
  const byDate = (dateFor(a, orderBy) ?? 0) - (dateFor(b, orderBy) ?? 0);
  const ascending = byMarket || byDate || Number(a.order.betId) - Number(b.order.betId);
  return sortDir === 'LATEST_TO_EARLIEST' ? -ascending : ascending;
}

/** A CurrentOrderSummary; all that was matched on a removed runner is shown as voided. */
export function orderSummary(order: Order, market: EmulatedMarket): OrderSummary {
  const removed = isRemoved({ order, market });
  const matched = matchedSize(order);
  const voided = voidedSize(order);
  const matchedAt = lastMatch(order);
  return {
    betId: order.betId,
    marketId: order.marketId,
    selectionId: order.selectionId,
    handicap: 0,
    priceSize: { price: order.price, size: major(order.size) },
    bspLiability: 0,
    side: order.side,
    status: remainingSize(order) > 0 ? 'EXECUTABLE' : 'EXECUTION_COMPLETE',
    persistenceType: order.persistence,
    orderType: 'LIMIT',
    placedDate: isoSecond(order.placedAt),
    ...(matchedAt === null ? {} : { matchedDate: isoSecond(matchedAt) }),
    averagePriceMatched: removed ? 0 : averagePrice(order),
    sizeMatched: major(removed ? NO_MONEY : matched),
    sizeRemaining: major(remainingSize(order)),
    sizeLapsed: major(order.lapsed?.size ?? NO_MONEY),
    sizeCancelled: major(order.cancelled?.size ?? NO_MONEY),
    sizeVoided: major(removed ? pennies(voided + matched) : voided),
    regulatorCode: 'GIBRALTAR REGULATOR',
    ...(order.customerOrderRef === null ? {} : { customerOrderRef: order.customerOrderRef }),
    ...(order.customerStrategyRef === null ? {} : { customerStrategyRef: order.customerStrategyRef }),
  };
}

/** An order as listCurrentOrders shows it: major units, decimal odds, ISO-8601 UTC. */
export interface OrderSummary {
  readonly betId: string;
  readonly marketId: string;
  readonly selectionId: number;
  readonly handicap: number;
  readonly priceSize: { readonly price: number; readonly size: number };
  readonly bspLiability: number;
  readonly side: 'BACK' | 'LAY';
  readonly status: 'EXECUTABLE' | 'EXECUTION_COMPLETE';
  readonly persistenceType: string;
  readonly orderType: 'LIMIT';
  readonly placedDate: string;
  readonly matchedDate?: string;
  readonly averagePriceMatched: number;
  readonly sizeMatched: number;
  readonly sizeRemaining: number;
  readonly sizeLapsed: number;
  readonly sizeCancelled: number;
  readonly sizeVoided: number;
  readonly regulatorCode: string;
  readonly customerOrderRef?: string;
  readonly customerStrategyRef?: string;
}
