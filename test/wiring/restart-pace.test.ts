import { expect, it } from 'vitest';
import { restBeforeStart } from '../../src/wiring/restart-pace.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** So many starts a second apart, the last of them `ago` ms before now. */
const starts = (count: number, ago: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => new Date(NOW - ago - (count - 1 - i) * SECOND).toISOString());

it.each([
  ['the first start', starts(0, 0), 0],
  ['the second', starts(1, 0), 0],
  ['the fifth', starts(4, 0), 0],
  ['the sixth', starts(5, 0), 5 * SECOND],
  ['the seventh', starts(6, 0), 10 * SECOND],
  ['the eighth', starts(7, 0), 20 * SECOND],
  ['the eleventh', starts(10, 0), 160 * SECOND],
  ['the twelfth', starts(11, 0), 5 * MINUTE],
  ['the twenty-first', starts(20, 0), 5 * MINUTE],
  ['one that comes when part of the rest is over', starts(6, 4 * SECOND), 6 * SECOND],
  ['one that comes after it', starts(6, 10 * SECOND), 0],
  ['one with none in the last hour', starts(20, HOUR), 0],
  ['one with four in the last hour', [...starts(16, HOUR), ...starts(4, 0)], 0],
  ['one whose clock was put back a day', starts(6, -24 * HOUR), 10 * SECOND],
] as const)('%s rests as long as it must', (_, before, rest) => {
  expect(restBeforeStart(before, NOW)).toBe(rest);
});

it('no crash loop starts half as often as Discord lets a bot identify in a day', () => {
  const past: number[] = [];
  for (let now = NOW; now < NOW + 24 * HOUR; ) {
    past.push(now);
    const kept = past.slice(-20).map((at) => new Date(at).toISOString());
    now += Math.max(SECOND, restBeforeStart(kept, now));
  }
  expect(past.length).toBeLessThan(500);
});
