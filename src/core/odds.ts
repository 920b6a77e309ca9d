/** Decimal odds: what one unit staked returns, the stake included. 3.5 pays 2.5 for 1. */
declare const priceBrand: unique symbol;
export type Price = number & { readonly [priceBrand]: true };

/** Brands decimal odds above 1; throws a RangeError for anything else. */
export function price(decimal: number): Price {
  if (!Number.isFinite(decimal) || decimal <= 1) throw new RangeError(`not decimal odds above 1: ${decimal}`);
  return decimal as Price;
}

/**
 * Betfair's CLASSIC ladder of 350 prices, in hundredths: from, to, step.
 * Source: Betfair API reference guide, "Betfair Price Increments".
 */
const BANDS = [
  [101, 200, 1],
  [200, 300, 2],
  [300, 400, 5],
  [400, 600, 10],
  [600, 1_000, 20],
  [1_000, 2_000, 50],
  [2_000, 3_000, 100],
  [3_000, 5_000, 200],
  [5_000, 10_000, 500],
  [10_000, 100_000, 1_000],
] as const;

const LADDER: readonly number[] = BANDS.flatMap(([from, to, step]) =>
  Array.from({ length: (to - from) / step }, (_, tick) => from + tick * step),
).concat(100_000);

const TICK = new Map(LADDER.map((hundredths, tick) => [hundredths, tick]));

/** The price as a whole number of hundredths if it stands on the ladder, else null. */
export function onLadder(decimal: number): number | null {
  const hundredths = Math.round(decimal * 100);
  return TICK.has(hundredths) && hundredths / 100 === decimal ? hundredths : null;
}

/** The ladder price nearest to any decimal; the lower one where two are equally near. */
export function nearestOnLadder(decimal: number): Price {
  const target = decimal * 100;
  let low = 0;
  let high = LADDER.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((LADDER[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  const above = LADDER[low] ?? 100_000;
  const below = LADDER[low - 1] ?? above;
  return price((target - below <= above - target ? below : above) / 100);
}

/** `ticks` steps along the ladder from the price nearest to `from`, held at the ladder's ends. */
export function stepPrice(from: number, ticks: number): Price {
  const tick = TICK.get(Math.round(nearestOnLadder(from) * 100)) ?? 0;
  const to = Math.min(Math.max(tick + ticks, 0), LADDER.length - 1);
  return price((LADDER[to] ?? 100_000) / 100);
}

/** Steps of the ladder from one price to the other (negative downwards); null if either is off it. */
export function ticksBetween(from: number, to: number): number | null {
  const start = onLadder(from);
  const end = onLadder(to);
  if (start === null || end === null) return null;
  return (TICK.get(end) ?? 0) - (TICK.get(start) ?? 0);
}

/** Odds as shown: `3.50`, `12.00`; a matched average to at most four decimals. */
export function formatPrice(odds: Price): string {
  const shortest = String(Math.round(odds * 10_000) / 10_000);
  const decimals = shortest.split('.')[1]?.length ?? 0;
  return decimals < 2 ? odds.toFixed(2) : shortest;
}
