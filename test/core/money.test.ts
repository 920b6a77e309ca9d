import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  exact,
  formatMoney,
  fromMajor,
  minus,
  over,
  pennies,
  roundHalfUp,
  roundUp,
  times,
  whole,
} from '../../src/core/money.ts';

test('pennies are whole numbers that a double holds exactly', () => {
  expect(pennies(125)).toBe(125);
  expect(Object.is(pennies(-0), 0)).toBe(true);
  for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => pennies(wrong)).toThrow(new RangeError(`not a whole number of pennies: ${wrong}`));
});

test('a decimal is taken as it prints, not as its binary neighbour', () => {
  expect(exact(3.4400000000000004)).toEqual({ num: 34400000000000004n, den: 10n ** 16n });
  expect(exact(-1.5)).toEqual({ num: -15n, den: 10n });
  expect(exact(1e21)).toEqual({ num: 10n ** 21n, den: 1n });
  expect(exact(1e-7)).toEqual({ num: 1n, den: 10n ** 7n });
  expect(() => exact(Number.NaN)).toThrow(new RangeError('not a finite number: NaN'));
});

test('a half goes towards plus infinity', () => {
  const halves = (n: number) => roundHalfUp({ num: BigInt(n), den: 2n });
  expect([35, -35, 34, -34, 1, -1].map(halves)).toEqual([18, -17, 17, -17, 1, 0]);
  expect(roundUp({ num: 7n, den: 2n })).toBe(4);
  expect(roundUp({ num: -7n, den: 2n })).toBe(-3);
  expect(roundUp(whole(4))).toBe(4);
});

test('fractions add up', () => {
  expect(minus({ num: 1n, den: 2n }, { num: 1n, den: 3n })).toEqual({ num: 1n, den: 6n });
  expect(over(whole(10), exact(2.5))).toEqual({ num: 100n, den: 25n });
});

test('major units become pennies only where they are whole ones', () => {
  expect(fromMajor(12.5)).toBe(1250);
  expect(fromMajor(0.1 + 0.2)).toBeNull();
  expect(fromMajor(1e300)).toBeNull();
});

test('money reads with two decimals and thousands', () => {
  expect([147_667, -17, 5, 0, 100_000_000].map((n) => formatMoney(pennies(n)))).toEqual([
    '1,476.67',
    '-0.17',
    '0.05',
    '0.00',
    '1,000,000.00',
  ]);
});

test('rounding is never further off than half a penny', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.double({ min: 1.01, max: 1000, noNaN: true }),
      (stake, odds) => {
        const value = times(whole(stake), exact(odds));
        const off = minus(whole(roundHalfUp(value)), value);
        expect(2n * off.num <= off.den && -2n * off.num < off.den).toBe(true);
      },
    ),
  );
});
