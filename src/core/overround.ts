import type { Price } from './odds.ts';

/**
 * By how much the chances that the best back prices stand for add up to more than one: a fraction, 0.05 for
 * 105 %, to six decimals, so that binary noise decides nothing. A runner that nobody offers counts as certain.
 */
export function overroundOf(bestBacks: readonly (Price | undefined)[]): number {
  const total = bestBacks.reduce<number>((sum, best) => sum + (best === undefined ? 1 : 1 / best), 0);
  return Number((total - 1).toFixed(6));
}

/** Why an overround is more than is allowed (null: any is), without its capital and full stop; null if it is not. */
export function tooMuchOverround(overround: number, most: number | null): string | null {
  if (most === null || overround <= most) return null;
  return `the back prices add up to ${percent(1 + overround)}; max_overround allows ${percent(1 + most)}`;
}

const percent = (fraction: number): string => `${Number((fraction * 100).toFixed(4))} %`;
