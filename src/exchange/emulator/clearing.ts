import type { Pennies } from '../../core/money.ts';
import type { MarketRecord } from './ledger.ts';
import type { Fill, Order } from './order.ts';
import { isDecided, settleOrder } from './settlement.ts';
import type { SettlementPace } from './settlement-pace.ts';

/** The pace, and the moment that it is measured at. */
export interface Moment {
  readonly pace: SettlementPace;
  readonly now: number;
}

/** Whether an order is still a current one: until its market is settled, a wholly void one until that shows. */
export function isCurrent(order: Order, { market, settled }: MarketRecord, { pace, now }: Moment): boolean {
  if (settled === null) return !(pace.gap && isDecided(market));
  const awaitsVoid = order.resettledAt === null && now < settled.since + pace.voidLag;
  return awaitsVoid && !pace.gap && isWhollyVoid(order, settled.market);
}

function isWhollyVoid(order: Order, market: MarketRecord['market']): boolean {
  const wasMatched = order.fills.length + order.voids.length > 0;
  return wasMatched && settleOrder(order, market).outcome === 'VOID';
}

/** The void parts of an order that its VOIDED row tells by now. */
export function toldVoid(order: Order, { settled }: MarketRecord, { pace, now }: Moment): readonly Fill[] {
  if (settled === null || now < settled.since + pace.voidLag) return [];
  const single = order.voids.filter(({ at }) => at + pace.voidLag <= now).flatMap(({ fills }) => fills);
  return isWhollyVoid(order, settled.market) ? [...order.fills, ...single] : single;
}

/** The market's commission once its roll-up tells it; null before, and for a while after each void of a settled bet. */
export function toldCommission({ settled, orders }: MarketRecord, { pace, now }: Moment): Pennies | null {
  if (settled === null) return null;
  const since = Math.max(settled.since, ...orders.flatMap(({ voids }) => voids.map(({ at }) => at)));
  return now < since + pace.rollUpLag ? null : settled.commission;
}
