import { expect, test } from 'vitest';
import { price } from '../../src/core/odds.ts';
import { overroundOf, tooMuchOverround } from '../../src/core/overround.ts';

test.each([
  ['a full book', [3, 3, 3], 0],
  ['a book of 105 %', [4, 4, 2, 20], 0.05],
  ['a book below one', [3.5, 3.5, 3.5], -0.142857],
  ['a runner that nobody offers, as certain', [2, 2, undefined], 1],
])('the overround of %s', (_, prices, overround) => {
  expect(overroundOf(prices.map((best) => (best === undefined ? undefined : price(best))))).toBe(overround);
});

test('any overround is allowed where no limit is set', () => {
  expect(tooMuchOverround(2, null)).toBeNull();
  expect(tooMuchOverround(0.05, 0.05)).toBeNull();
  expect(tooMuchOverround(0.05, 0.04)).toBe('the back prices add up to 105 %; max_overround allows 104 %');
});
