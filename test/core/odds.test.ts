import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatPrice,
  nearestOnLadder,
  onLadder,
  type Price,
  price,
  stepPrice,
  ticksBetween,
} from '../../src/core/odds.ts';

test('decimal odds are above one', () => {
  expect(price(1.01)).toBe(1.01);
  for (const wrong of [1, 0, -2, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => price(wrong)).toThrow(new RangeError(`not decimal odds above 1: ${wrong}`));
});

/** Climbed step by step. */
function climb(): Price[] {
  const ladder = [price(1.01)];
  while (ladder.length < 350) ladder.push(stepPrice(ladder.at(-1)!, 1));
  return ladder;
}

test('the ladder has 350 prices from 1.01 to 1000 in the steps that Betfair publishes', () => {
  const ladder = climb();
  expect(ladder).toEqual([...new Set(ladder)]);
  expect(ladder.at(-1)).toBe(1000);
  expect(ladder.every((odds) => onLadder(odds) === Math.round(odds * 100))).toBe(true);
  expect([3.05, 4.1, 6.2, 10.5, 21, 32, 55, 110].map(onLadder)).toEqual([
    305, 410, 620, 1050, 2100, 3200, 5500, 11000,
  ]);
});

test('prices between the steps are not on it', () => {
  expect([1, 2.01, 3.02, 3.501, 4.05, 1010, 11.33, Number.NaN].map(onLadder)).toEqual(Array(8).fill(null));
});

test('the nearest price is found, the lower one where two are as near', () => {
  expect([3.02, 3.03, 2.01, 0.5, 5000, 3.5].map(nearestOnLadder)).toEqual([3, 3.05, 2, 1.01, 1000, 3.5]);
  const ladder = climb();
  const middles = ladder.slice(1).map((upper, tick) => Number(((ladder[tick]! + upper) / 2).toFixed(3)));
  expect(middles.map(nearestOnLadder)).toEqual(ladder.slice(0, -1));
});

test('steps are counted along the ladder and held at its ends', () => {
  expect(stepPrice(3.95, 2)).toBe(4.1);
  expect(stepPrice(1.01, -5)).toBe(1.01);
  expect(stepPrice(1000, 1)).toBe(1000);
  expect(ticksBetween(3.95, 4.1)).toBe(2);
  expect(ticksBetween(4.1, 3.95)).toBe(-2);
  expect(ticksBetween(3.02, 4)).toBeNull();
  expect(ticksBetween(4, 3.02)).toBeNull();
});

test('stepping forth and back is where one was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 330 }), fc.integer({ min: -9, max: 19 }), (start, ticks) => {
      const from = stepPrice(1.01, start);
      expect(ticksBetween(from, stepPrice(from, ticks))).toBe(ticks);
    }),
  );
});

test('odds read with at least two decimals and at most four', () => {
  expect([3.5, 12, 21.32267441860465, 3.125].map(formatPrice)).toEqual(['3.50', '12.00', '21.3227', '3.125']);
});
