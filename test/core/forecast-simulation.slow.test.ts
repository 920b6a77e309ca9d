import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, it } from 'vitest';
import type { Staking } from '../../src/core/events.ts';
import { forecastFrom, freshStart } from '../../src/core/forecast.ts';
import type { Assumed } from '../../src/core/forecast-bet.ts';
import { type Pennies, pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { commissionOn, grossProfit } from '../../src/core/settlement.ts';
import { nextStake } from '../../src/core/staking.ts';

const OUTLAYS = 10_000_000;

const INITIAL = pennies(100);

/** A number that is drawn again and again: its mean and that mean's standard error. */
function tally() {
  let [sum, squares] = [0, 0];
  return {
    add: (value: number): void => {
      sum += value;
      squares += value * value;
    },
    mean: () => sum / OUTLAYS,
    error: () => Math.sqrt(squares / OUTLAYS - (sum / OUTLAYS) ** 2) / Math.sqrt(OUTLAYS),
  };
}

/** Plays outlay after outlay to its end by the rules of DESIGN section 2, one drawn result after the other. */
function simulate(assumed: Assumed) {
  const { initialStake, target } = assumed.terms;
  const win = (1 + assumed.edge) / assumed.price;
  const generator = xoroshiro128plus(1);
  const known = new Map<Pennies, { won: Pennies; kept: Pennies }>();
  const betFrom = (pot: Pennies) => {
    const before = known.get(pot);
    if (before !== undefined) return before;
    const stake = nextStake({ ...assumed, pot, target });
    const gross = grossProfit(stake, assumed.price, { outcome: 'won' });
    const bet = {
      won: pennies(pot + gross - commissionOn(gross, assumed.commissionRate)),
      kept: pennies(pot - stake),
    };
    known.set(pot, bet);
    return bet;
  };
  const found = { chance: tally(), bets: tally(), cycles: tally(), back: tally() };
  for (let n = 0; n < OUTLAYS; n += 1) {
    let [bets, cycles] = [0, 0];
    let pot = initialStake;
    let open = true;
    while (open) {
      bets += 1;
      const { won, kept } = betFrom(pot);
      const wins = uniformFloat64(generator) < win;
      pot = wins ? won : kept;
      open = wins ? pot < target : pot >= initialStake;
      if (!wins && open) cycles += 1;
    }
    found.chance.add(pot >= target ? 1 : 0);
    found.bets.add(bets);
    found.cycles.add(cycles);
    found.back.add(pot);
  }
  return found;
}

const PLANS: readonly Staking[] = ['roll_all', 'to_target'];

const CASES: readonly (readonly [Staking, number, number, number])[] = [
  // Those of DESIGN section 9.
  ...[2, 3.5, 4, 6, 10].flatMap((odds) => PLANS.map((staking) => [staking, odds, 0, 5_000_000] as const)),
  // Nearer targets, where ten million outlays leave little to chance.
  ['roll_all', 3.5, 0.03, 50_000],
  ['to_target', 3.5, 0.03, 50_000],
  ['to_target', 6, -0.05, 2_500],
];

it.each(CASES)(
  '%s at %d with an edge of %d to %d agrees with ten million simulated outlays',
  (staking, odds, edge, target) => {
    const assumed: Assumed = {
      ...{ staking, edge, price: price(odds), commissionRate: 0.05, maxStake: null },
      rule: { minStake: pennies(100), minPayout: pennies(1_000) },
      terms: { initialStake: INITIAL, target: pennies(target) },
    };
    const exact = forecastFrom(freshStart(assumed), assumed);
    if ('refused' in exact) throw new Error(exact.message);
    const simulated = simulate(assumed);
    for (const name of ['chance', 'bets', 'cycles', 'back'] as const) {
      const [mean, error] = [simulated[name].mean(), simulated[name].error()];
      const away = Math.abs(mean - exact.outlay[name]);
      expect(away, name).toBeLessThanOrEqual(3 * error);
    }
  },
);
