import { exact, type Pennies, pennies, type Ratio, times, whole } from '../../core/money.ts';

interface Fill {
  /** Decimal odds. */
  readonly price: number;
  readonly size: Pennies;
  /** Wall-clock milliseconds. */
  readonly at: number;
}

/** What went out of an order without being matched, and when. */
interface Gone {
  readonly size: Pennies;
  readonly at: number;
}

/** An order that the exchange took; times are wall-clock milliseconds. */
export interface Order {
  readonly betId: string;
  readonly marketId: string;
  readonly selectionId: number;
  readonly side: 'BACK' | 'LAY';
  readonly price: number;
  readonly size: Pennies;
  readonly persistence: 'LAPSE' | 'PERSIST';
  readonly customerOrderRef: string | null;
  readonly customerStrategyRef: string | null;
  readonly placedAt: number;
  readonly placedInPlay: boolean;
  readonly fills: Fill[];
  lapsed: Gone | null;
  cancelled: Gone | null;
}

const sum = (sizes: readonly Pennies[]): Pennies => pennies(sizes.reduce((total, size) => total + size, 0));

export const matchedSize = (order: Order): Pennies => sum(order.fills.map((fill) => fill.size));

export function remainingSize(order: Order): Pennies {
  return pennies(order.size - matchedSize(order) - (order.lapsed?.size ?? 0) - (order.cancelled?.size ?? 0));
}

export function lapseRest(order: Order, at: number): void {
  const size = remainingSize(order);
  if (size > 0) order.lapsed = { size: pennies((order.lapsed?.size ?? 0) + size), at };
}

export function cancelPart(order: Order, size: Pennies, at: number): void {
  if (size > 0) order.cancelled = { size: pennies((order.cancelled?.size ?? 0) + size), at };
}

/** The volume-weighted price as the wire tells it, a double; 0 where nothing is matched. */
export function averagePrice(order: Order): number {
  const [first] = order.fills;
  if (first === undefined) return 0;
  if (order.fills.every((fill) => fill.price === first.price)) return first.price;
  const value = order.fills.map((fill) => times(exact(fill.price), whole(fill.size))).reduce(plus);
  return Number(value.num) / (Number(value.den) * matchedSize(order));
}

const plus = (a: Ratio, b: Ratio): Ratio => ({ num: a.num * b.den + b.num * a.den, den: a.den * b.den });
