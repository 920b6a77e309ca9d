import { NO_MONEY, type Pennies, pennies } from '../../core/money.ts';
import type { Price } from '../../core/odds.ts';
import type { ClearedOrder, ClearedStatus, Exchange, OrderFilter, Side } from '../../exchange/exchange.ts';

/** What the exchange's cleared orders say of one bet, taken together. */
export interface ClearedBet {
  readonly betId: string;
  readonly side: Side;
  readonly marketId: string;
  readonly selectionId: number;
  readonly orderRef: string | null;
  readonly placedAt: string | null;
  readonly priceAsked: Price | null;
  readonly priceMatched: Price | null;
  /** Won or lost. */
  readonly settled: Pennies;
  readonly voided: Pennies;
  /** Lapsed or cancelled: never matched. */
  readonly unmatched: Pennies;
  /** Before commission. */
  readonly profit: Pennies;
  /** The latest. */
  readonly settledDate: string | null;
}

/** Under which matched orders are cleared. */
export const MATCHED: readonly ClearedStatus[] = ['SETTLED', 'VOIDED'];

/** Under which any order is cleared; each is a list of its own (Betfair API reference guide, listClearedOrders). */
export const CLEARED: readonly ClearedStatus[] = [...MATCHED, 'LAPSED', 'CANCELLED'];

/** Cleared orders are told for 90 days (Betfair API reference guide, listClearedOrders). */
const TOLD_FOR_MS = 90 * 86_400_000;

/** From when on the exchange can tell of a log's bets: since it was begun, or as long ago as the exchange tells. ISO. */
export function clearedSince(began: string | null, now: number): string {
  const oldest = new Date(now - TOLD_FOR_MS).toISOString();
  return began !== null && began > oldest ? began : oldest;
}

/** Reads the lists and joins their rows, by bet id. Rejects with an ExchangeError. */
export async function readClearedBets(
  exchange: Pick<Exchange, 'clearedOrders'>,
  statuses: readonly ClearedStatus[],
  filter: OrderFilter,
): Promise<ReadonlyMap<string, ClearedBet>> {
  const bets = new Map<string, ClearedBet>();
  for (const status of statuses)
    for (const order of await exchange.clearedOrders(status, filter))
      bets.set(order.betId, withOrder(bets.get(order.betId), order));
  return bets;
}

function withOrder(bet: ClearedBet | undefined, order: ClearedOrder): ClearedBet {
  const { betId, marketId, selectionId, status, sizeSettled, sizeCancelled, settledDate } = order;
  const add = (counts: boolean, before: Pennies | undefined, size: Pennies): Pennies =>
    pennies((before ?? NO_MONEY) + (counts ? size : 0));
  return {
    betId,
    side: order.side,
    marketId,
    selectionId,
    orderRef: bet?.orderRef ?? order.orderRef,
    placedAt: bet?.placedAt ?? order.placedAt,
    priceAsked: bet?.priceAsked ?? order.priceAsked,
    priceMatched: bet?.priceMatched ?? order.priceMatched,
    settled: add(status === 'SETTLED', bet?.settled, sizeSettled),
    voided: add(status === 'VOIDED', bet?.voided, sizeSettled),
    unmatched: add(!MATCHED.includes(status), bet?.unmatched, sizeCancelled),
    profit: add(status === 'SETTLED', bet?.profit, order.profit),
    settledDate: later(bet?.settledDate ?? null, settledDate),
  };
}

const later = (a: string | null, b: string | null): string | null => {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
};
