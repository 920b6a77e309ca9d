import { type Pennies, pennies } from '../../core/money.ts';
import type { Order } from './order.ts';

/** What stands in the book at one price. */
export interface Level {
  /** Decimal odds. */
  readonly price: number;
  readonly size: Pennies;
}

type Side = Order['side'];

/** Hundredths by which `price` is better for that side than `limit`; negative when worse. */
const edge = (side: Side, price: number, limit: number): number =>
  Math.round((side === 'BACK' ? price - limit : limit - price) * 100);

/** Best execution: from the best level down to the limit, until the size is had. Levels come best first. */
export function takeToLimit(levels: readonly Level[], side: Side, limit: number, size: Pennies): Level[] {
  const taken: Level[] = [];
  let left: number = size;
  for (const level of levels) {
    if (left === 0 || edge(side, level.price, limit) < 0) break;
    const part = Math.min(level.size, left);
    taken.push({ price: level.price, size: pennies(part) });
    left -= part;
  }
  return taken;
}

/**
 * FILL_OR_KILL: the limit holds for the volume-weighted average of all that is matched, so that a level beyond
 * it may be taken as far as better ones pay for it. Nothing unless at least `minFill` can be had.
 * Source: Betfair API reference guide, placeOrders, "Fill or Kill".
 */
export function fillOrKill(
  levels: readonly Level[],
  side: Side,
  limit: number,
  size: Pennies,
  minFill: Pennies,
): Level[] {
  const taken: Level[] = [];
  let left: number = size;
  let credit = 0;
  for (const level of levels) {
    const gain = edge(side, level.price, limit);
    const affordable = gain >= 0 ? left : Math.floor(credit / -gain);
    const part = Math.min(level.size, left, affordable);
    if (part === 0) break;
    taken.push({ price: level.price, size: pennies(part) });
    left -= part;
    credit += gain * part;
    if (part < level.size) break;
  }
  return size - left >= minFill ? taken : [];
}
