import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compressTime } from '../../../../src/exchange/emulator/sources/compressed-time.ts';

it('shows an event at the first millisecond at which it has happened', () => {
  const began = Date.UTC(2026, 0, 1);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5e10 }), fc.constantFrom(1, 7, 60, 600, 3600), (since, speed) => {
      const origin = Date.UTC(2017, 0, 1);
      const { toSource, toWall } = compressTime(began, origin, speed);
      const wall = toWall(origin + since);
      expect(toSource(wall)).toBeGreaterThanOrEqual(origin + since);
      expect(toSource(wall - 1)).toBeLessThan(origin + since);
    }),
  );
});

it('takes a speed below one', () => {
  expect(compressTime(1_000, 0, 0.5).toWall(100)).toBe(1_200);
});
