import { expect, it } from 'vitest';
import { judge, type Reading } from '../../src/watchdog/judge.ts';

const WELL: Reading = {
  now: Date.UTC(2026, 0, 1, 12),
  monotonic: 1_000,
  longestStall: 80,
  free: 10 * 2 ** 30,
  certificateEnds: Date.UTC(2027, 0, 1),
};
const later = (change: Partial<Reading>): Reading => ({
  ...WELL,
  now: WELL.now + 10_000,
  monotonic: WELL.monotonic + 10_000,
  ...change,
});
const titles = (before: Reading | null, reading: Reading) =>
  judge(before, reading).map(({ key, title }) => [key, title]);

it('finds nothing wrong where all is well, the first time too', () => {
  expect(titles(WELL, later({}))).toEqual([]);
  expect(titles(null, WELL)).toEqual([]);
  expect(titles(WELL, later({ free: null, certificateEnds: null, longestStall: 4_999 }))).toEqual([]);
});

it.each([
  [{ longestStall: 5_000 }, 'loop', 'The bot stood still for 5 s'],
  [
    { now: WELL.now + 3_610_000 },
    'clock',
    "This machine's clock jumped 3,600 s forward, or the machine slept",
  ],
  [{ now: WELL.now - 20_000 }, 'clock', "This machine's clock jumped 30 s back"],
  [{ free: 100 * 2 ** 20 }, 'disk', 'The disk is nearly full: 100 MB are free'],
  [
    { certificateEnds: Date.UTC(2026, 0, 20) },
    'certificate',
    'The certificate of the login at Betfair ends on 2026-01-20',
  ],
  [
    { certificateEnds: Date.UTC(2025, 11, 20) },
    'certificate',
    'The certificate of the login at Betfair ended on 2025-12-20',
  ],
])('%j', (change, key, title) => {
  expect(titles(WELL, later(change))).toEqual([[key, title]]);
});

it('does not call it a jump where looks are far apart, as after a stall', () => {
  const slow = later({ now: WELL.now + 600_000, monotonic: WELL.monotonic + 600_000 });
  expect(titles(WELL, slow)).toEqual([]);
});
