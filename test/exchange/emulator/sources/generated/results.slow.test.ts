import { describe, expect, it } from 'vitest';
import type { EmulatedMarket } from '../../../../../src/exchange/emulator/market-source.ts';
import { marketIdOf } from '../../../../../src/exchange/emulator/sources/generated/fixture.ts';
import { createGeneratedSource } from '../../../../../src/exchange/emulator/sources/generated/generated-source.ts';

const BEGAN = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const FIRST = 2_820_000;
const MATCHES = 12_000;

const source = createGeneratedSource({ seed: 20, began: BEGAN, speed: 1 });

const closed = Array.from(
  { length: MATCHES },
  (_, n) => source.market(marketIdOf(FIRST + n), BEGAN + 3_000 * DAY)!,
);
const decided = closed.filter(({ runners }) => runners.some(({ status }) => status === 'WINNER'));

/** Chance that the two sides of the book give each runner, in the middle; null where a side is missing. */
function chances({ runners }: EmulatedMarket): number[] | null {
  const middles = runners.map(({ back, lay }) => (1 / (back[0]?.[0] ?? 0) + 1 / (lay[0]?.[0] ?? 0)) / 2);
  const all = middles.reduce((sum, chance) => sum + chance, 0);
  return Number.isFinite(all) ? middles.map((chance) => chance / all) : null;
}

/** What was said and what came, in ten classes of chance; each class within four standard errors. */
function expectCalibrated(minutesAfterKickOff: number, leastSaid: number): void {
  const classes = Array.from({ length: 10 }, () => ({ count: 0, said: 0, came: 0 }));
  for (const market of decided) {
    const then = source.market(market.marketId, market.startTime + minutesAfterKickOff * MINUTE)!;
    for (const [place, chance] of (chances(then) ?? []).entries()) {
      const group = classes[Math.min(9, Math.floor(chance * 10))]!;
      group.count += 1;
      group.said += chance;
      group.came += market.runners[place]?.status === 'WINNER' ? 1 : 0;
    }
  }
  const enough = classes.filter(({ count }) => count >= 200);
  expect(enough.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(leastSaid);
  for (const { count, said, came } of enough) {
    const chance = said / count;
    expect(Math.abs(came / count - chance)).toBeLessThan(
      4 * Math.sqrt((chance * (1 - chance)) / count) + 0.004,
    );
  }
}

describe('results of generated matches', () => {
  it('come as often as closing prices say', () => {
    expectCalibrated(-0.01, 30_000);
  });

  it('come as often as prices an hour into the match say', () => {
    expectCalibrated(75, 15_000);
  });

  it('are won by home, away and nobody about as often as in football', () => {
    const share = (place: number) =>
      decided.filter(({ runners }) => runners[place]?.status === 'WINNER').length / decided.length;
    expect(share(0)).toBeGreaterThan(0.4);
    expect(share(1)).toBeGreaterThan(0.25);
    expect(share(2)).toBeGreaterThan(0.2);
  });

  it('are void about once in sixty matches, with all runners removed, and otherwise have one winner', () => {
    const voids = closed.filter(({ runners }) => runners.every(({ status }) => status === 'REMOVED'));
    expect(voids.length + decided.length).toBe(MATCHES);
    expect(Math.abs(voids.length / MATCHES - 1 / 60)).toBeLessThan(4 * Math.sqrt(1 / 60 / MATCHES));
    expect(voids.filter(({ inPlay }) => inPlay).length).toBeGreaterThan(voids.length / 4);
    expect(voids.filter(({ inPlay }) => !inPlay).length).toBeGreaterThan(voids.length / 4);
    for (const { runners } of decided) {
      expect(runners.map(({ status }) => status).toSorted()).toEqual(['LOSER', 'LOSER', 'WINNER']);
    }
  });

  it('pay a backer at the closing price a little less than is staked', () => {
    let back = 0;
    let bets = 0;
    for (const market of decided) {
      const then = source.market(market.marketId, market.startTime - 1)!;
      for (const [place, { back: offers }] of then.runners.entries()) {
        const price = offers[0]?.[0] ?? 0;
        if (price < 3 || price > 4) continue;
        bets += 1;
        back += market.runners[place]?.status === 'WINNER' ? price : 0;
      }
    }
    expect(bets).toBeGreaterThan(5_000);
    expect(back / bets).toBeGreaterThan(0.9);
    expect(back / bets).toBeLessThan(1.04);
  });
});
