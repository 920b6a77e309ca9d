import type { Pennies } from '../../core/money.ts';
import { type OrderSummary, orderSummary } from './current-orders.ts';
import type { MarketRecord } from './ledger.ts';
import { lastMatch, type Order, orderOn } from './order.ts';
import { type OrderResult, settleOrder } from './settlement.ts';
import type { Venue } from './venue.ts';
import { major } from './wire.ts';

/** The truth about every order: a current order's fields, and its result once its market is settled. */
export interface Books {
  readonly orders: readonly (OrderSummary & {
    readonly outcome?: 'WON' | 'LOST' | 'VOID';
    /** Major units, before commission. */
    readonly profit?: number;
  })[];
}

export function books(records: Iterable<MarketRecord>): Books {
  const orders = [...records].flatMap((record) =>
    record.orders.map((order) => {
      const summary = orderSummary(order, record.settled?.market ?? record.market);
      const result = resultOf(record, order);
      return result === null
        ? summary
        : { ...summary, outcome: result.outcome, profit: major(result.profit) };
    }),
  );
  return { orders: orders.sort((a, b) => Number(a.betId) - Number(b.betId)) };
}

/** What each settled order came to before commission, in pennies, by bet id. */
export function profits(records: Iterable<MarketRecord>): Map<string, Pennies> {
  const found = new Map<string, Pennies>();
  for (const record of records)
    for (const order of record.orders) {
      const result = resultOf(record, order);
      if (result !== null) found.set(order.betId, result.profit);
    }
  return found;
}

/** Null before its market is settled, and where nothing of it was ever matched. */
const resultOf = ({ settled }: MarketRecord, order: Order): OrderResult | null =>
  settled === null || lastMatch(order) === null ? null : settleOrder(order, settled.market);

/** A back that was matched before this run of the exchange began. Sizes in pennies, times in ms since 1970. */
export interface OpenOrder {
  readonly betId: string;
  readonly marketId: string;
  readonly selectionId: number;
  readonly customerOrderRef: string | null;
  readonly customerStrategyRef: string | null;
  readonly priceAsked: number;
  readonly priceMatched: number;
  /** What was matched. */
  readonly size: Pennies;
  readonly placedAt: number;
}

/** Takes orders of an earlier run back; throws a RangeError for one whose market the source does not have. */
export function restoreOrders(venue: Venue, openOrders: readonly OpenOrder[]): void {
  for (const open of openOrders) {
    const market = venue.source.market(open.marketId, venue.clock.now());
    if (market === undefined) {
      throw new RangeError(
        `bet ${open.betId} is on market ${open.marketId}, which this exchange does not have`,
      );
    }
    const terms = {
      betId: open.betId,
      marketId: open.marketId,
      selectionId: open.selectionId,
      side: 'BACK' as const,
      price: open.priceAsked,
      size: open.size,
      persistence: 'LAPSE' as const,
      customerOrderRef: open.customerOrderRef,
      customerStrategyRef: open.customerStrategyRef,
      placedAt: open.placedAt,
      placedInPlay: false,
    };
    const fill = { price: open.priceMatched, size: open.size, at: open.placedAt };
    venue.ledger.open(market).orders.push(orderOn(terms, [fill]));
  }
}
