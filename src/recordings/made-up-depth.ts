import { stepPrice } from '../core/odds.ts';
import { drawFrom } from '../random.ts';
import type { PriceSize } from './recorded-prices.ts';

const LEVELS = 6;

/** Major units that the best price would return, at the middle of its range. */
const RETURN_AT_BEST = 60_000;

/**
 * Depth around a last traded price, for recordings that hold nothing else: the best back price is that
 * price, the best lay price a tick or two above, and sizes grow away from the best (at 3.5 the best
 * holds 8,500 to 26,000 in major units). The same selection and price always give the same depth.
 */
export function depthAround(
  selectionId: number,
  lastPriceTraded: number,
): [back: PriceSize[], lay: PriceSize[]] {
  const draw = (use: number) => drawFrom(selectionId, Math.round(lastPriceTraded * 100), use);
  const best = (RETURN_AT_BEST / lastPriceTraded) * (0.5 + draw(1));
  const spread = draw(2) < 0.7 ? 1 : 2;
  const back = ladder((level) => (level === 0 ? lastPriceTraded : stepPrice(lastPriceTraded, -level)));
  const lay = ladder((level) => stepPrice(lastPriceTraded, spread + level));
  const sized = (prices: readonly number[], first: number, use: number) =>
    prices.map((price, level): PriceSize => {
      const growth = 1.5 ** level * (0.8 + 0.4 * draw(use + level));
      return [price, Math.round(first * (level === 0 ? 1 : growth) * 100) / 100];
    });
  return [
    sized(back, best, 10),
    sized(
      lay.filter((price) => price > lastPriceTraded),
      best * (0.6 + 0.8 * draw(3)),
      20,
    ),
  ];
}

/** Prices level by level; where the ladder ends they would repeat, and stop instead. */
function ladder(priceAt: (level: number) => number): number[] {
  return [...new Set(Array.from({ length: LEVELS }, (_, level) => priceAt(level)))];
}
