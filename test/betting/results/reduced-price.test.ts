import { expect, it } from 'vitest';
import { reducedPrice } from '../../../src/betting/results/judge-book.ts';
import { price } from '../../../src/core/odds.ts';
import type { RunnerBook } from '../../../src/exchange/exchange.ts';

const BEFORE = '2026-05-02T11:00:00.000Z';
const PLACED = '2026-05-02T12:00:00.000Z';
const AFTER = '2026-05-02T12:30:00.000Z';

const runner = (status: RunnerBook['status'], removal?: RunnerBook['removal']): RunnerBook => ({
  ...{ selectionId: 1, status, lastPriceTraded: null, back: [], lay: [] },
  ...(removal && { removal }),
});

const removed = (percent: number, at = AFTER) => runner('REMOVED', { at, percent });

const settledAt = (matched: number, runners: readonly RunnerBook[], numberOfWinners: number | null = 1) =>
  reducedPrice({ priceMatched: price(matched), placedAt: PLACED }, { runners, numberOfWinners });

it.each([
  // The exchange's own examples.
  [8, [removed(25)], 6],
  [8.6, [removed(16.2)], 7.21],
  // One after the other, each of what the one before it left.
  [10, [removed(25), removed(45)], 4.13],
  // Less than two and a half per cent, before the bet, or of a runner that ran after all.
  [8, [removed(2.4)], 8],
  [8, [removed(2.5)], 7.8],
  [8, [removed(25, BEFORE)], 8],
  [8, [runner('LOSER', { at: AFTER, percent: 25 }), runner('WINNER')], 8],
  [8, [runner('REMOVED')], 8],
  [8, [], 8],
  // Never to nothing.
  [1.5, [removed(60)], 1.01],
])('a price of %d in a win market is settled as the exchange would', (matched, runners, reduced) => {
  expect(settledAt(matched, runners)).toBe(reduced);
  expect(settledAt(matched, runners, null)).toBe(reduced);
});

it('reduces only what is won above the stake where several runners win', () => {
  expect(settledAt(3, [removed(40)], 3)).toBe(2.2);
  expect(settledAt(3, [removed(2)], 3)).toBe(2.96);
});
