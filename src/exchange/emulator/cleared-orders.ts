import { bettingException } from './api-exception.ts';
import { clearedRow } from './cleared-rows.ts';
import { isAmong, refuseTooManyIds } from './id-set.ts';
import type { MarketRecord } from './ledger.ts';
import type { EmulatedMarket } from './market-source.ts';
import type { Order } from './order.ts';
import { pageOf } from './page.ts';
import { listClearedOrdersRequest, readRequest } from './requests.ts';
import { rollUp } from './roll-up.ts';
import type { Venue } from './venue.ts';

type Request = ReturnType<typeof readCleared>;

const readCleared = (params: unknown) => readRequest(listClearedOrdersRequest, params);

const KEPT_FOR = 90 * 86_400_000;

/**
 * A ClearedOrderSummaryReport, earliest settled first: what is matched in settled markets (SETTLED), what of it
 * is void (VOIDED), and the lapsed and cancelled parts of any order. `groupBy` is for SETTLED alone.
 */
export function listClearedOrders(venue: Venue, params: unknown): unknown {
  const request = readCleared(params);
  const level = request.groupBy ?? 'BET';
  refuseTooManyIds(request);
  if (level !== 'BET' && request.betStatus !== 'SETTLED') {
    throw bettingException('INVALID_INPUT_DATA', 'groupBy is for SETTLED only');
  }
  const { from, to } = request.settledDateRange;
  const now = venue.clock.now();
  const describe = request.includeItemDescription === true;
  const period = { from: Math.max(from, now - KEPT_FOR), to };
  const asked = { betStatus: request.betStatus, describe, pace: venue.pace, now, ...period };
  const rows = recordsOf(venue, request)
    .filter(({ market }) => isMarketAskedFor(market, request))
    .flatMap((record) =>
      record.orders
        .filter((order) => isOrderAskedFor(order, request))
        .flatMap((order) => clearedRow(record, order, asked)),
    )
    .sort((a, b) => a.at - b.at || Number(a.order.betId) - Number(b.order.betId));
  const told =
    level === 'BET' ? rows.map(({ summary }) => summary) : rollUp(rows, level).map((row) => () => row);
  const page = pageOf(told, request);
  return { clearedOrders: page.rows.map((row) => row()), moreAvailable: page.moreAvailable };
}

/** Those of the markets asked for, without looking through all that ever were. */
function recordsOf({ ledger: { records } }: Venue, { marketIds }: Request): MarketRecord[] {
  if (marketIds === null) return [...records.values()];
  return [...marketIds].flatMap((marketId) => records.get(marketId) ?? []);
}

function isMarketAskedFor(market: EmulatedMarket, request: Request): boolean {
  return isAmong(request.eventTypeIds, market.eventTypeId) && isAmong(request.eventIds, market.eventId);
}

function isOrderAskedFor(order: Order, request: Request): boolean {
  return (
    isAmong(request.betIds, order.betId) &&
    isAmong(request.customerOrderRefs, order.customerOrderRef) &&
    isAmong(request.customerStrategyRefs, order.customerStrategyRef) &&
    (request.side == null || request.side === order.side)
  );
}
