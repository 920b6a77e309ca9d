import type { Price } from './odds.ts';

/**
 * The chance that a bet wins: (1 + edge) / price. The edge is relative to what a fair price says: 0.02 means that
 * selections win 1.02 times as often as 1 / price, and that a stake brings 2 % more than itself on average before
 * commission. Outside 0 to 1 where the edge is beyond what the price allows: see `isChance`.
 */
export const winChance = (price: Price, edge: number): number => (1 + edge) / price;

/** Whether something with this chance may come and may not: neither sure nor impossible. */
export const isChance = (chance: number): boolean => chance > 0 && chance < 1;

/**
 * The chance that what has a chance of `chance` each time comes at least once in so many (a whole number) times. By
 * doubling, so that nothing is taken from 1: of one in a thousand million all digits stay.
 */
export function atLeastOnce(chance: number, times: number): number {
  if (times < 1) return 0;
  const ofHalf = atLeastOnce(chance, (times - (times % 2)) / 2);
  const ofEven = either(ofHalf, ofHalf);
  return times % 2 === 0 ? ofEven : either(ofEven, chance);
}

/** The chance that at least one of two independent things comes. */
export const either = (a: number, b: number): number => a + (1 - a) * b;

/** `1 in 78,816`, `1 in 3.5`: one decimal below ten; `99.7 %` where that would be 1 in 1; `no chance`. */
export function oneIn(chance: number): string {
  if (chance === 0) return 'no chance';
  const n = 1 / chance;
  if (n > 1 && n < 1.05) return `${(chance * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 })} %`;
  return `1 in ${n.toLocaleString('en-GB', { maximumFractionDigits: n < 9.95 ? 1 : 0 })}`;
}
