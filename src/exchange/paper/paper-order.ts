import { type Pennies, pennies } from '../../core/money.ts';
import type { Price } from '../../core/odds.ts';
import type { BackOrder, CurrentOrder, OrderFilter } from '../exchange.ts';

/** A paper bet whose result is awaited, as the log has it. */
export interface PaperOrder {
  readonly betId: string;
  readonly marketId: string;
  readonly selectionId: number;
  readonly orderRef: string;
  readonly priceAsked: Price;
  readonly priceMatched: Price;
  /** What was matched. */
  readonly size: Pennies;
  /** ISO-8601 UTC. */
  readonly placedAt: string;
}

/** No other order has that reference, so that the id needs no counter to be kept. */
export const paperBetId = ({ orderRef }: Pick<BackOrder, 'orderRef'>): string => `paper-${orderRef}`;

/** All that is staked: bets on the same market are not set off against each other. */
export const atStake = (orders: readonly PaperOrder[]): Pennies =>
  pennies(orders.reduce((total, { size }) => total + size, 0));

/** All paper orders are ours; an empty list asks for nothing. */
export function isAskedFor({ orderRefs, marketIds }: OrderFilter, order: PaperOrder): boolean {
  return (
    (orderRefs === undefined || orderRefs.includes(order.orderRef)) &&
    (marketIds === undefined || marketIds.includes(order.marketId))
  );
}

/** The order as an exchange lists it: killed if not filled, so that nothing of it remains. */
export function toCurrent({ size, ...order }: PaperOrder): CurrentOrder {
  const none = pennies(0);
  const gone = { remaining: none, lapsed: none, cancelled: none, voided: none };
  return { ...order, ...gone, side: 'BACK', sizeAsked: size, matched: size };
}
