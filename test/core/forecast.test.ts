import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLeastOnce, oneIn, winChance } from '../../src/core/chance.ts';
import type { Staking } from '../../src/core/events.ts';
import {
  type Forecast,
  forecastFrom,
  freshStart,
  type Position,
  positionOf,
  withinBudget,
} from '../../src/core/forecast.ts';
import type { Assumed } from '../../src/core/forecast-bet.ts';
import { prospectOf } from '../../src/core/forecast-prospect.ts';
import { walkFrom } from '../../src/core/forecast-walk.ts';
import { pennies } from '../../src/core/money.ts';
import { nearestOnLadder, price } from '../../src/core/odds.ts';
import { exactChance, oneInOf, relativeError } from './exact-chance.ts';
import { bet, given, started } from './given.ts';
import { end, leg } from './play.ts';

const assumed = (more: Partial<Assumed> = {}): Assumed => ({
  staking: 'roll_all',
  price: price(3.5),
  edge: 0,
  commissionRate: 0.05,
  rule: { minStake: pennies(100), minPayout: pennies(1_000) },
  maxStake: null,
  terms: { initialStake: pennies(100), target: pennies(5_000_000) },
  ...more,
});

function forecast(from: Assumed, position: Position = freshStart(from)): Forecast {
  const found = forecastFrom(position, from);
  if ('refused' in found) throw new Error(found.message);
  return found;
}

const PLANS: readonly Staking[] = ['roll_all', 'to_target'];

describe('the chance of one outlay', () => {
  it.each([
    [2, 17, '131072', '75952'],
    [3.5, 9, '78816', '69801'],
    [4, 9, '262144', '68286'],
    [6, 7, '279936', '66169'],
    [10, 5, '100000', '63489'],
  ])('at fair prices of %d is what DESIGN section 9 says', (odds, wins, rollAll, toTarget) => {
    const oneIn = PLANS.map((staking) => {
      const found = forecast(assumed({ staking, price: price(odds) }));
      return [found.legs.length, (1 / found.outlay.chance).toFixed(0)];
    });
    expect(oneIn).toEqual([
      [wins, rollAll],
      [wins, toTarget],
    ]);
  });

  it.each([2, 3.5, 4, 6, 10])(
    'at %d agrees with whole numbers of any size over every pot in reach',
    (odds) => {
      for (const staking of PLANS) {
        const terms = assumed({ staking, price: price(odds) });
        const { chance } = exactChance(freshStart(terms), terms);
        const found = forecast(terms).outlay.chance;
        expect(relativeError(found, chance)).toBeLessThan(1e-13);
        expect((1 / found).toFixed(0)).toBe(String(oneInOf(chance)));
      }
    },
  );

  it('at 4.00 is 3.84 times as likely with no more than reaches the target', () => {
    const [rollAll, toTarget] = PLANS.map(
      (staking) => forecast(assumed({ staking, price: price(4) })).outlay.chance,
    );
    expect((toTarget! / rollAll!).toFixed(2)).toBe('3.84');
  });

  it('sums a way that comes back to the same pot as the series that it is', () => {
    // At evens without commission a third of the target is doubled, and a loss then leaves a third.
    const terms = assumed({
      staking: 'to_target',
      price: price(2),
      commissionRate: 0,
      terms: { initialStake: pennies(100), target: pennies(300) },
    });
    const found = forecast(terms);
    expect(found.outlay.chance).toBeCloseTo(1 / 3, 15);
    expect(found.outlay).toMatchObject({ bets: 2, back: 100 });
    expect(found.outlay.cycles).toBeCloseTo(1 / 3, 15);
  });

  it('grows with an edge, which multiplies the chance of each leg', () => {
    const fair = forecast(assumed()).outlay.chance;
    const better = forecast(assumed({ edge: 0.02 })).outlay.chance;
    expect(better / fair).toBeCloseTo(1.02 ** 9, 12);
  });
});

/** Terms so small that every pot can be walked, and rounding matters. */
const someTerms = fc
  .record({
    staking: fc.constantFrom(...PLANS),
    odds: fc.integer({ min: 120, max: 2_000 }),
    edge: fc.constantFrom(-0.1, 0, 0.03, 0.1),
    commissionRate: fc.constantFrom(0, 0.02, 0.05, 0.065),
    least: fc.constantFrom(1, 20, 100),
    initialStake: fc.integer({ min: 100, max: 900 }),
    target: fc.integer({ min: 901, max: 40_000 }),
  })
  .map(({ staking, odds, edge, commissionRate, least, initialStake, target }) =>
    assumed({
      ...{ staking, edge, commissionRate, price: nearestOnLadder(odds / 100) },
      rule: { minStake: pennies(least), minPayout: null },
      terms: { initialStake: pennies(initialStake), target: pennies(target) },
    }),
  );

const somePot = fc.integer({ min: 100, max: 60_000 }).map(pennies);

const startAt = (pot: Position['pot'], { terms }: Assumed): Position => ({
  ...{ pot, target: terms.target, legs: 0, openBet: null },
});

describe('whatever the terms', () => {
  it('agrees with whole numbers of any size, a pot leading to one other at most', () => {
    fc.assert(
      fc.property(someTerms, (terms) => {
        const { chance } = exactChance(freshStart(terms), terms);
        expect(relativeError(forecast(terms).outlay.chance, chance)).toBeLessThan(1e-12);
      }),
    );
  });

  it('is a chance, and of all outcomes none is left out', () => {
    fc.assert(
      fc.property(someTerms, somePot, (terms, pot) => {
        const { here } = forecast(terms, startAt(pot, terms));
        expect(here.chance).toBeGreaterThan(0);
        expect(here.chance).toBeLessThanOrEqual(1);
        expect(here.bets).toBeGreaterThanOrEqual(1);
        expect(here.back).toBeGreaterThanOrEqual(here.chance * terms.terms.target * (1 - 1e-12));
      }),
    );
  });

  it('gives a larger pot no smaller a chance', () => {
    fc.assert(
      fc.property(someTerms, somePot, somePot, (terms, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map(
          (pot) => forecast(terms, startAt(pennies(pot), terms)).here.chance,
        );
        expect(more).toBeGreaterThanOrEqual(less! * (1 - 1e-12));
      }),
    );
  });

  it('expects of a fair bet without commission what is in the pot, to the pennies that rounding gives and takes', () => {
    fc.assert(
      fc.property(someTerms, somePot, (any, pot) => {
        const terms = { ...any, edge: 0, commissionRate: 0 };
        const { here } = forecast(terms, startAt(pot, terms));
        expect(Math.abs(here.back - pot)).toBeLessThanOrEqual((0.5 / terms.price) * here.bets + 1e-6);
      }),
    );
  });

  it('expects of each bet its edge less the commission', () => {
    fc.assert(
      fc.property(someTerms, somePot, (terms, pot) => {
        const win = winChance(terms.price, terms.edge);
        const { steps } = walkFrom(startAt(pot, terms), terms);
        const gain = steps.reduce(
          (sum, { times, pot: before, stake, won }) =>
            sum + times * (win * (won - before) - (1 - win) * stake),
          0,
        );
        expect(prospectOf({ steps, stuck: null }, win).back).toBeCloseTo(pot + gain, 5);
      }),
    );
  });

  it('walks as the rules of the log do', () => {
    fc.assert(
      fc.property(someTerms, (terms) => {
        const { initialStake, target } = terms.terms;
        fc.pre(initialStake < target);
        let state = given(
          started({
            ...{ initialStake, target },
            staking: terms.staking,
            odds: { min: price(1.01), max: price(1000) },
          }),
        );
        const { steps } = walkFrom(freshStart(terms), terms);
        for (const { cycle, leg: n, pot, stake, atTarget } of steps.slice(0, 25)) {
          expect(state.ledger).toMatchObject({ cycle: cycle + 1, leg: n - 1, pot });
          state = bet(state, terms.price, terms.commissionRate, { stakeRule: terms.rule });
          expect(state.openBets[0]?.stake).toBe(stake);
          state = end(state, atTarget ? 'lost' : 'won');
        }
      }),
      { numRuns: 40 },
    );
  });
});

const ANY_STAKE = { minStake: pennies(1), minPayout: null };

/** A first bet of 0.35 from a pot of 1.00, which brings it to a target of 2.00. */
const keepsSome = () =>
  bet(given(started({ staking: 'to_target', target: pennies(200) })), 4, 0.05, { stakeRule: ANY_STAKE });

describe('from here', () => {
  it('with no bet open is as far as the wins so far have brought it', () => {
    const state = leg(leg(leg(given(started()))));
    const found = forecast(assumed(), positionOf(state));
    expect(found.here.chance).toBeCloseTo((2 / 7) ** 6, 15);
    expect(found.open).toBeNull();
    expect(found.stop).toBe(3841);
    expect(found.legs.map(({ leg: n }) => n)).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('with a bet open is undecided between its win and its loss, at its own price', () => {
    const state = bet(leg(leg(leg(given(started())))), 4);
    const found = forecast(assumed(), positionOf(state));
    expect(found.open).toMatchObject({ win: 0.25, ifLost: { chance: 0, back: 0 } });
    expect(found.here.chance).toBeCloseTo(0.25 * found.open!.ifWon.chance, 15);
    // Won, the pot is 147.88 after commission.
    expect(found.stop).toBe(0.25 * 14_788);
    expect(found.legs[0]).toMatchObject({
      leg: 4,
      pot: 3841,
      stake: 3841,
      price: 4,
      win: 0.25,
      allWon: 0.25,
    });
    expect(found.legs[1]).toMatchObject({ leg: 5, price: 3.5, target: found.open!.ifWon.chance });
  });

  it('counts what a lost bet keeps: it opens a cycle, or is banked', () => {
    const keeping = keepsSome();
    const terms = assumed({
      staking: 'to_target',
      price: price(4),
      rule: ANY_STAKE,
      terms: { initialStake: pennies(20), target: pennies(300) },
    });
    const stake = keeping.openBets[0]!.stake;
    const opening = forecast(terms, positionOf(keeping));
    expect(stake).toBe(35);
    expect(opening.open!.ifLost.cycles).toBeGreaterThanOrEqual(1);
    expect(opening.open!.ifLost.chance).toBeGreaterThan(0);
    const banking = forecast(
      assumed({ ...terms, terms: { ...terms.terms, initialStake: pennies(100) } }),
      positionOf(keeping),
    );
    expect(banking.open!.ifLost).toEqual({ chance: 0, bets: 0, cycles: 0, back: 100 - stake, stuck: 0 });
  });

  it('with the last leg open ends at the target or not at all', () => {
    const state = bet(given(started({ target: pennies(300) })), 4);
    const found = forecast(
      assumed({ price: price(4), terms: { initialStake: pennies(100), target: pennies(300) } }),
      positionOf(state),
    );
    expect(found.open!.ifWon).toEqual({ chance: 1, bets: 0, cycles: 0, back: 385, stuck: 0 });
    expect(found.here).toMatchObject({ chance: 0.25, bets: 0 });
    expect(found.legs).toHaveLength(1);
  });

  it('leaves the stakes of other bets, found late, out of the pot', () => {
    const state = bet(given(started()), 4);
    const [open] = state.openBets;
    const two = { ...state, openBets: [open!, { ...open!, orderRef: 'other', stake: pennies(30) }] };
    expect(positionOf(two).pot).toBe(70);
  });

  it('goes on under the terms of the cycles to come once a loss has ended this one', () => {
    const terms = assumed({
      staking: 'to_target',
      price: price(2),
      commissionRate: 0,
      terms: { initialStake: pennies(100), target: pennies(1_000) },
    });
    const { steps } = walkFrom({ pot: pennies(400), target: pennies(500), legs: 0 }, terms);
    expect(steps.slice(0, 2)).toMatchObject([
      { cycle: 0, leg: 1, pot: 400, stake: 100, won: 500, atTarget: true, kept: 300, opensNext: true },
      { cycle: 1, leg: 1, pot: 300, stake: 300, won: 600, atTarget: false },
    ]);
  });
});

describe('until the target', () => {
  it('takes as many outlays as one has chances to fail, each with what its kept money opens', () => {
    const { until, outlay } = forecast(assumed());
    expect(until!.outlays).toBeCloseTo(3.5 ** 9 - 1, 6);
    expect(until!.cycles).toBeCloseTo(3.5 ** 9, 6);
    expect(until!.bets).toBeCloseTo(3.5 ** 9 * outlay.bets, 4);
    expect(until!.back).toBeCloseTo(3.5 ** 9 * outlay.back, 3);
  });

  it('is unknown where the target cannot be reached', () => {
    const { until, outlay } = forecast(assumed({ maxStake: pennies(5_000) }));
    expect(until).toBeNull();
    expect(outlay.chance).toBe(0);
  });

  it('within a budget is what the outlays that it pays add to the chance from here', () => {
    const found = forecast(assumed());
    const q = found.outlay.chance;
    expect(withinBudget(found, pennies(50_099), pennies(100))).toEqual({
      outlays: 500,
      chance: expect.closeTo(1 - (1 - q) ** 501, 12),
    });
    expect(withinBudget(found, pennies(99), pennies(100))).toEqual({ outlays: 0, chance: found.here.chance });
  });
});

describe('what is not a forecast', () => {
  it.each([
    [2.5, /At 3\.50 an edge of 250 % would make a win sure; above -100 % and below 250 % it is neither/],
    [-1, /At 3\.50 an edge of -100 % would make a win impossible/],
  ])('is one with an edge of %d', (edge, words) => {
    expect(forecastFrom(freshStart(assumed()), assumed({ edge }))).toMatchObject({
      refused: 'edge_beyond_price',
      message: expect.stringMatching(words),
    });
  });

  it('is one where the open bet could not be lost', () => {
    const state = bet(given(started({ odds: { min: price(1.01), max: price(4) } })), 1.02);
    expect(forecastFrom(positionOf(state), assumed({ edge: 0.05 }))).toMatchObject({
      message: expect.stringMatching(/^At 1\.02 an edge of 5 %/),
    });
  });
});

describe('a pot that no stake can leave', () => {
  it('stands still above max_stake, which ends the way', () => {
    const found = forecast(assumed({ maxStake: pennies(20_000) }));
    expect(found.stuck).toEqual({
      pot: 43_753,
      stake: 43_753,
      by: 'max_stake',
      limit: 20_000,
      chance: (2 / 7) ** 5,
    });
    expect(found.outlay.stuck).toBeCloseTo((2 / 7) ** 5, 15);
    expect(found.outlay.back).toBeCloseTo((2 / 7) ** 5 * 43_753, 8);
    expect(found.legs).toHaveLength(5);
  });

  it('stands still below what the exchange takes', () => {
    const terms = assumed({ rule: { minStake: pennies(200), minPayout: null } });
    expect(forecast(terms)).toMatchObject({
      here: { chance: 0, stuck: 1, back: 100 },
      stuck: { pot: 100, by: 'min_stake', limit: 200 },
    });
  });

  it('is told also where a win of the open bet, or what its loss keeps, leads to one', () => {
    const state = bet(leg(given(started())), 4);
    expect(forecast(assumed({ maxStake: pennies(500) }), positionOf(state)).stuck?.pot).toBe(1297);
    const after = forecast(
      assumed({
        rule: { minStake: pennies(70), minPayout: null },
        terms: { initialStake: pennies(20), target: pennies(300) },
      }),
      positionOf(keepsSome()),
    );
    expect(after.stuck).toMatchObject({ by: 'min_stake' });
  });

  it('is one where nothing is won: the walk ends all the same', () => {
    const terms = assumed({
      price: price(1.01),
      rule: { minStake: pennies(1), minPayout: null },
      terms: { initialStake: pennies(20), target: pennies(300) },
    });
    expect(forecast(terms).outlay).toMatchObject({ chance: 0, back: 0 });
  });
});

describe('at least once', () => {
  it('keeps all digits of what is unlikely', () => {
    expect(atLeastOnce(1e-9, 1)).toBe(1e-9);
    expect(atLeastOnce(1e-9, 1_000)).toBeCloseTo(9.99999500500166e-7, 20);
    expect(atLeastOnce(0.5, 3)).toBe(0.875);
    expect(atLeastOnce(0.5, 0)).toBe(0);
  });
});

describe('1 in so many', () => {
  it.each([
    [0.9971, '99.7 %'],
    [0.9, '1 in 1.1'],
    [0, 'no chance'],
    [1, '1 in 1'],
    [2 / 7, '1 in 3.5'],
    [0.1, '1 in 10'],
    [1 / 9.96, '1 in 10'],
    [(2 / 7) ** 9, '1 in 78,816'],
    [1e-9, '1 in 1,000,000,000'],
  ])('of %d is %s', (chance, words) => {
    expect(oneIn(chance)).toBe(words);
  });
});
