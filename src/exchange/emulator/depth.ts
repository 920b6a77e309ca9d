import { type Pennies, pennies } from '../../core/money.ts';
import type { EmulatedMarket } from './market-source.ts';
import type { Level } from './matching.ts';
import { type Order, remainingSize } from './order.ts';
import { minor } from './wire.ts';

type Side = Order['side'];
type Wanted = Pick<Order, 'selectionId' | 'side'>;

/** What our own orders have taken off the source's books, by selection, side and price. */
export type Taken = Map<string, Pennies>;

const keyOf = ({ selectionId, side }: Wanted, price: number): string => `${selectionId} ${side} ${price}`;

/** What a backer (or layer) of a selection can still get, best first. */
export function levelsFor(market: EmulatedMarket, taken: Taken, selectionId: number, side: Side): Level[] {
  const runner = market.runners.find((candidate) => candidate.selectionId === selectionId);
  const offers = (side === 'BACK' ? runner?.back : runner?.lay) ?? [];
  return offers
    .map(([price, size]) => ({
      price,
      size: pennies(minor(size) - (taken.get(keyOf({ selectionId, side }, price)) ?? 0)),
    }))
    .filter((level) => level.size > 0);
}

export function noteTaken(taken: Taken, wanted: Wanted, levels: readonly Level[]): void {
  for (const { price, size } of levels) {
    const key = keyOf(wanted, price);
    taken.set(key, pennies((taken.get(key) ?? 0) + size));
  }
}

/** The levels as shown: what is left of the source's, and our own resting orders of the other side. */
export function shownLevels(levels: readonly Level[], resting: readonly Order[], side: Side): Level[] {
  const sizes = new Map(levels.map((level) => [level.price, level.size]));
  for (const order of resting) {
    if (order.side === side) continue;
    sizes.set(order.price, pennies((sizes.get(order.price) ?? 0) + remainingSize(order)));
  }
  return [...sizes]
    .map(([price, size]) => ({ price, size }))
    .filter((level) => level.size > 0)
    .sort((a, b) => (side === 'BACK' ? b.price - a.price : a.price - b.price));
}
