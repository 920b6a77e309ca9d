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

const LADDER = BANDS.flatMap(([from, to, step]) =>
  Array.from({ length: (to - from) / step }, (_, tick) => from + tick * step),
).concat(100_000);

const ladderAt = (tick: number): number => LADDER[tick] as number;

/** Halfway from each price to the next, as decimals: in binary a hundred times 1.215 is more than 121.5. */
const MIDDLES = LADDER.slice(1).map((above, tick) => (ladderAt(tick) + above) / 200);

const TICKS = new Map(LADDER.map((hundredths, tick) => [hundredths, tick]));

/** The price as a whole number of hundredths if it stands on the ladder, else null. */
export function onLadder(decimal: number): number | null {
  const hundredths = Math.round(decimal * 100);
  return TICKS.has(hundredths) && hundredths / 100 === decimal ? hundredths : null;
}

/** The ladder price nearest to any decimal; the lower one where two are equally near. */
export function nearestOnLadder(decimal: number): Price {
  return price(ladderAt(nearestTick(decimal)) / 100);
}

/** `ticks` steps along the ladder from the price nearest to `from`, held at the ladder's ends. */
export function stepPrice(from: number, ticks: number): Price {
  const to = Math.min(Math.max(nearestTick(from) + ticks, 0), LADDER.length - 1);
  return price(ladderAt(to) / 100);
}

/** Steps of the ladder from one price to the other (negative downwards); null if either is off it. */
export function ticksBetween(from: number, to: number): number | null {
  const start = TICKS.get(onLadder(from) ?? Number.NaN);
  const end = TICKS.get(onLadder(to) ?? Number.NaN);
  return start === undefined || end === undefined ? null : end - start;
}

/** Odds as shown: `3.50`, `12.00`; a matched average to at most four decimals. */
export function formatPrice(odds: number): string {
  const shortest = String(Math.round(odds * 10_000) / 10_000);
  return /\.\d{3}/.test(shortest) ? shortest : odds.toFixed(2);
}

/** The tick above as many middles as lie below the price. */
function nearestTick(decimal: number): number {
  let [from, to] = [0, MIDDLES.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((MIDDLES[middle] as number) < decimal) from = middle + 1;
    else to = middle;
  }
  return from;
}
