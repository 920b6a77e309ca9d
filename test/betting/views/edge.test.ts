import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { edgeOf, saysLittle } from '../../../src/betting/views/edge.ts';
import { scoreInterval } from '../../../src/betting/views/score-interval.ts';
import { price } from '../../../src/core/odds.ts';
import { given, started } from '../../core/given.ts';
import { leg } from '../../core/play.ts';

const log = () => given(started({ odds: { min: price(1.5), max: price(10) } }));

describe('the edge of the own bets', () => {
  it('is how much more often they won than their prices said', () => {
    const state = leg(leg(leg(log(), 2, 'won'), 4, 'lost'), 4, 'won');
    expect(edgeOf(state)).toMatchObject({ bets: 3, wins: 2, expectedWins: 1, edge: 1 });
  });

  it('leaves void bets out, and is none without a decided one', () => {
    expect(edgeOf(leg(log(), 3, 'void'))).toBeNull();
    expect(edgeOf(leg(leg(log(), 3, 'void'), 2, 'lost'))).toMatchObject({ bets: 1, wins: 0, edge: -1 });
  });

  it('says little of few bets', () => {
    const estimate = edgeOf(leg(log()))!;
    expect(saysLittle(estimate)).toBe(true);
    expect(saysLittle({ ...estimate, bets: 100 })).toBe(false);
  });
});

describe('its interval', () => {
  it('holds the true edge 95 times in a hundred, prices differing', () => {
    const generator = xoroshiro128plus(7);
    const trials = 4_000;
    let held = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      let [wins, expected, squares] = [0, 0, 0];
      for (let n = 0; n < 120; n += 1) {
        const chance = 1 / (1.5 + 6 * uniformFloat64(generator));
        if (uniformFloat64(generator) < 1.08 * chance) wins += 1;
        expected += chance;
        squares += chance ** 2;
      }
      const { low, high } = scoreInterval(wins, { expected, squares });
      if (low <= 1.08 && 1.08 <= high) held += 1;
    }
    // Three standard errors of the share.
    expect(Math.abs(held / trials - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / trials));
  });
});
