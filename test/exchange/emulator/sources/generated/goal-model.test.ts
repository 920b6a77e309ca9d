import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  poissonMoments,
  resultChances,
} from '../../../../../src/exchange/emulator/sources/generated/goal-model.ts';
import { randomFrom } from '../../../../../src/random.ts';

const rate = fc.double({ min: 0, max: 4, noNaN: true });

it('chances add up to one and are those of the other side when sides are swapped', () => {
  fc.assert(
    fc.property(rate, rate, fc.integer({ min: -6, max: 6 }), (home, away, lead) => {
      const chances = resultChances({ home, away }, lead);
      expect(chances.home + chances.draw + chances.away).toBeCloseTo(1, 12);
      const swapped = resultChances({ home: away, away: home }, -lead);
      expect(swapped.away).toBeCloseTo(chances.home, 6);
      expect(swapped.draw).toBeCloseTo(chances.draw, 6);
    }),
  );
});

it('knows the result when nothing is left to play', () => {
  expect(resultChances({ home: 0, away: 0 }, 2)).toEqual({ home: 1, draw: 0, away: 0 });
  expect(resultChances({ home: 0, away: 0 }, 0)).toEqual({ home: 0, draw: 1, away: 0 });
  expect(resultChances({ home: 0, away: 0 }, -1)).toEqual({ home: 0, draw: 0, away: 1 });
});

it('agrees with a hand calculation at a goal expected of each side', () => {
  // The sum over n of (1/e / n!)^2, the modified Bessel function I0(2) / e^2.
  expect(resultChances({ home: 1, away: 1 }, 0).draw).toBeCloseTo(0.30850832, 7);
});

it('goals come at their rate', () => {
  const random = randomFrom(7);
  const counts = Array.from({ length: 20_000 }, () => poissonMoments(1.5, random).length);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  expect(Math.abs(mean - 1.5)).toBeLessThan(4 * Math.sqrt(1.5 / counts.length));
});
