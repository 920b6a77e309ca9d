import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestFirst } from '../../../src/core/chain.ts';
import { larger, pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import type { SettledLine, State } from '../../../src/core/state.ts';
import { betSums, sumBets } from '../../../src/core/sums/bet-sums.ts';
import { extendCurve, NO_CURVE } from '../../../src/core/sums/equity-curve.ts';
import { given, started } from '../given.ts';
import { stories } from '../histories.ts';
import { leg } from '../play.ts';

const settledOf = ({ journal }: State): readonly SettledLine[] =>
  [...newestFirst(journal)].filter((line) => line.kind === 'settled').reverse();

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('what is summed over all bets', () => {
  it('counts each result once, as corrected', () => {
    fc.assert(
      fc.property(stories, ({ states }) => {
        const state = states.at(-1)!;
        const { figures, squaredChances, groups, equity } = betSums.of(state.journal);
        const settled = settledOf(state);
        const decided = settled.filter(({ result }) => result.outcome !== 'void');
        const chances = decided.map(({ bet }) => 1 / bet.priceMatched);
        const { gross, commission, voids, wins, losses } = state.ledger.allTime;
        expect(figures).toMatchObject({ bets: settled.length, voids, wins, losses, commission });
        expect(figures.net).toBe(gross - commission);
        expect(figures.staked).toBe(sum(decided.map(({ bet }) => bet.stake)));
        expect(figures.expectedWins).toBeCloseTo(sum(chances));
        expect(squaredChances).toBeCloseTo(sum(chances.map((chance) => chance ** 2)));
        for (const group of Object.values(groups))
          expect(sum(Object.values(group).map(({ net }) => net))).toBe(figures.net);
        expect(equity.bets).toBe(settled.length);
        expect(equity.last?.net).toBe(settled.at(-1)?.runningTotal);
      }),
      { numRuns: 200 },
    );
  });

  it('knows the longest rows of won and of lost bets, which a void one neither ends nor lengthens', () => {
    const results = ['won', 'won', 'void', 'won', 'lost', 'won', 'lost', 'lost', 'void'] as const;
    const state = results.reduce((before, result) => leg(before, 3, result), given(started()));
    expect(betSums.of(state.journal)).toMatchObject({
      wonInARow: { now: 0, longest: 3 },
      lostInARow: { now: 2, longest: 2 },
    });
  });

  it('is the same over a part of the results', () => {
    const state = leg(leg(given(started()), 3), 3, 'lost');
    expect(sumBets(settledOf(state))).toEqual(betSums.of(state.journal));
  });

  it('groups prices between two bounds, and the last one of the ladder by itself', () => {
    const wide = started({ odds: { min: price(1.01), max: price(1_000) } });
    const state = [3.2, 1_000].reduce((before, odds) => leg(before, odds), given(wide));
    const { groups } = betSums.of(state.journal);
    expect(Object.keys(groups.odds)).toEqual(['3.00 to below 3.50', '1000.00']);
    expect(Object.keys(groups.chance)).toEqual(['0', '31']);
  });
});

describe('the equity curve', () => {
  const lines = (nets: readonly number[], targets: readonly number[] = []): readonly SettledLine[] =>
    nets.map(
      (net, i) =>
        ({
          at: new Date(i * 1_000).toISOString(),
          runningTotal: pennies(net),
          targetReached: targets.includes(i),
        }) as SettledLine,
    );
  const nets = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 3_000 });

  it('is every bet where they are few', () => {
    const curve = extendCurve(NO_CURVE, lines([100, -50, 20]));
    expect(curve.points.map(({ net, drawdown }) => [net, drawdown])).toEqual([
      [100, 0],
      [-50, 150],
      [20, 80],
    ]);
    expect(curve).toMatchObject({ bets: 3, highest: 100, deepest: { amount: 150 }, first: { net: 100 } });
  });

  it('keeps when thinned what stands out, each at its own bet, and few points', () => {
    fc.assert(
      fc.property(nets, (all) => {
        const curve = extendCurve(NO_CURVE, lines(all));
        const { points } = curve;
        expect(points.length).toBeLessThanOrEqual(3 * 512);
        for (const { bet, net } of points) expect(net).toBe(all[bet]);
        expect(points.map(({ bet }) => bet)).toEqual(
          [...new Set(points.map(({ bet }) => bet))].sort((a, b) => a - b),
        );
        if (all.length === 0) return;
        expect(Math.max(...points.map(({ net }) => net))).toBe(Math.max(...all));
        expect(Math.min(...points.map(({ net }) => net))).toBe(Math.min(...all));
        expect(curve.highest).toBe(all.reduce((a, b) => larger(pennies(a), pennies(b)), pennies(0)));
        expect(curve.last?.net).toBe(all.at(-1));
      }),
      { numRuns: 50 },
    );
  });

  it('is the same whether the bets come at once or one after the other', () => {
    fc.assert(
      fc.property(nets, fc.nat(), (all, n) => {
        const cut = n % (all.length + 1);
        const whole = lines(all);
        expect(extendCurve(extendCurve(NO_CURVE, whole.slice(0, cut)), whole.slice(cut))).toEqual(
          extendCurve(NO_CURVE, whole),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('counts every target and shows the first of each stretch', () => {
    const curve = extendCurve(
      NO_CURVE,
      lines(
        Array.from({ length: 10_000 }, (_, i) => i % 7),
        [4_004, 4_005],
      ),
    );
    expect(curve.targets).toBe(2);
    expect(curve.points.filter(({ targetReached }) => targetReached).map(({ bet }) => bet)).toContain(4_004);
  });
});
