import { exact, type Pennies, pennies, type Ratio, times, whole } from '../../core/money.ts';

export interface Fill {
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

/** Matched parts that were made void, and when. */
interface Void {
  readonly fills: readonly Fill[];
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
  /** What is matched and was not made void. */
  readonly fills: Fill[];
  readonly voids: Void[];
  lapsed: Gone | null;
  cancelled: Gone | null;
  /** The settled date of its latest change after its market's settlement. */
  resettledAt: number | null;
  /** The profit that its settled row tells in the place of the true one. */
  toldProfit: Pennies | null;
}

type Terms = Omit<Order, 'fills' | 'voids' | 'lapsed' | 'cancelled' | 'resettledAt' | 'toldProfit'>;

export function orderOn(terms: Terms, fills: readonly Fill[] = []): Order {
  return {
    ...terms,
    fills: [...fills],
    voids: [],
    lapsed: null,
    cancelled: null,
    resettledAt: null,
    toldProfit: null,
  };
}

const sum = (sizes: readonly Pennies[]): Pennies => pennies(sizes.reduce((total, size) => total + size, 0));

interface Matched {
  readonly fills: readonly Fill[];
}

export const matchedSize = ({ fills }: Matched): Pennies => sum(fills.map((fill) => fill.size));

export const voidedSize = (order: Order): Pennies => sum(order.voids.map(matchedSize));

export function remainingSize(order: Order): Pennies {
  const gone = (order.lapsed?.size ?? 0) + (order.cancelled?.size ?? 0) + voidedSize(order);
  return pennies(order.size - matchedSize(order) - gone);
}

/** When the last of it was matched, void parts included; null where nothing ever was. */
export function lastMatch(order: Order): number | null {
  const matches = [order, ...order.voids].flatMap(({ fills }) => fills.map(({ at }) => at));
  return matches.length === 0 ? null : Math.max(...matches);
}

export function lapseRest(order: Order, at: number): void {
  const size = remainingSize(order);
  if (size > 0) order.lapsed = { size: pennies((order.lapsed?.size ?? 0) + size), at };
}

export function cancelPart(order: Order, size: Pennies, at: number): void {
  if (size > 0) order.cancelled = { size: pennies((order.cancelled?.size ?? 0) + size), at };
}

/** Makes so much of what is matched void, what was matched last first. */
export function voidPart(order: Order, size: Pennies, at: number): void {
  const fills: Fill[] = [];
  let left: number = size;
  while (left > 0) {
    const last = order.fills.pop();
    if (last === undefined) throw new RangeError(`bet ${order.betId} has less matched than ${size}`);
    const part = Math.min(last.size, left);
    fills.unshift({ ...last, size: pennies(part) });
    if (part < last.size) order.fills.push({ ...last, size: pennies(last.size - part) });
    left -= part;
  }
  order.voids.push({ fills, at });
}

/** The volume-weighted price as the wire tells it, a double; 0 where nothing is matched. */
export function averagePrice({ fills }: Matched): number {
  const [first] = fills;
  if (first === undefined) return 0;
  if (fills.every((fill) => fill.price === first.price)) return first.price;
  const value = fills.map((fill) => times(exact(fill.price), whole(fill.size))).reduce(plus);
  return Number(value.num) / (Number(value.den) * matchedSize({ fills }));
}

const plus = (a: Ratio, b: Ratio): Ratio => ({ num: a.num * b.den + b.num * a.den, den: a.den * b.den });
