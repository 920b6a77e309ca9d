import { winChance } from './chance.ts';
import type { Staking, Terms } from './events.ts';
import type { StakeRule } from './intents.ts';
import { type Pennies, pennies } from './money.ts';
import type { Price } from './odds.ts';
import { commissionOn, grossProfit } from './settlement.ts';
import { nextStake, smallestStake } from './staking.ts';

/** What is assumed of every leg to come. */
export interface Assumed {
  readonly staking: Staking;
  readonly price: Price;
  /** Relative: see `winChance`. */
  readonly edge: number;
  /** A fraction. */
  readonly commissionRate: number;
  readonly rule: StakeRule;
  /** Null: none. */
  readonly maxStake: Pennies | null;
  /** Of the cycles to come. */
  readonly terms: Terms;
}

/** Where a walk begins: a pot with no bet open, the target of its cycle, and the legs placed in it so far. */
export interface Start {
  readonly pot: Pennies;
  readonly target: Pennies;
  readonly legs: number;
}

/** One bet of a walk. */
export interface Step {
  /** 0 in the cycle that the walk begins in, 1 in the next that kept money opens. */
  readonly cycle: number;
  readonly leg: number;
  readonly pot: Pennies;
  readonly stake: Pennies;
  /** The expected number of times that it is made: the chance to come to it, unless the walk goes in a circle. */
  readonly times: number;
  /** The pot after a win. */
  readonly won: Pennies;
  readonly atTarget: boolean;
  /** What a loss leaves, and whether that opens the next cycle. */
  readonly kept: Pennies;
  readonly opensNext: boolean;
}

/** A pot that no stake can leave: betting pauses there until a person acts. */
interface Stuck {
  readonly pot: Pennies;
  readonly stake: Pennies;
  readonly by: 'min_stake' | 'max_stake';
  /** The limit that it is below or above. */
  readonly limit: Pennies;
  /** The chance that the walk ends there. */
  readonly chance: number;
}

export interface Walk {
  readonly steps: readonly Step[];
  readonly stuck: Stuck | null;
}

/** What can no more change a digit of a chance in floating point. */
const NOTHING = 2 ** -64;

interface Place extends Start {
  readonly cycle: number;
  readonly chance: number;
}

/**
 * All that can become of a pot, through every cycle that its kept money opens. It is one row of bets and no tree: while
 * the target is out of one win's reach the whole pot is staked, so that only a win goes on; from where it is in reach a
 * win ends at the target, so that only kept money goes on. The row ends at a last bet, at a pot that no stake can leave,
 * where it comes back to a pot (then it is summed as the geometric series that it is), or where it is too unlikely to
 * change a digit. The win chance must be one (`isChance`).
 */
export function walkFrom(start: Start, assumed: Assumed): Walk {
  const steps: Step[] = [];
  const seen = new Map<string, number>();
  const win = winChance(assumed.price, assumed.edge);
  let reached = 0;
  let place: Place | null = { ...start, cycle: 0, chance: 1 };
  while (place !== null && place.chance > reached * NOTHING) {
    const key = `${place.pot}/${place.target}`;
    const before = seen.get(key);
    if (before !== undefined) return { steps: inCircle(steps, before, place.chance), stuck: null };
    seen.set(key, steps.length);
    const step = stepAt(place, assumed);
    const stuck = stuckAt(step, assumed);
    if (stuck !== null) return { steps, stuck };
    steps.push(step);
    if (step.atTarget) reached += win * step.times;
    place = placeAfter(step, place, win, assumed.terms);
  }
  return { steps, stuck: null };
}

function stepAt({ pot, target, legs, cycle, chance }: Place, assumed: Assumed): Step {
  const { price, commissionRate, terms } = assumed;
  const stake = nextStake({ ...assumed, pot, target });
  const gross = grossProfit(stake, price, { outcome: 'won' });
  const won = pennies(pot + gross - commissionOn(gross, commissionRate));
  const kept = pennies(pot - stake);
  return {
    ...{ cycle, leg: legs + 1, pot, stake, times: chance, won, kept },
    atTarget: won >= target,
    opensNext: kept >= terms.initialStake,
  };
}

function stuckAt({ pot, stake, times }: Step, { rule, price, maxStake }: Assumed): Stuck | null {
  const least = smallestStake(rule, price);
  if (stake < least) return { pot, stake, by: 'min_stake', limit: least, chance: times };
  if (maxStake !== null && stake > maxStake)
    return { pot, stake, by: 'max_stake', limit: maxStake, chance: times };
  return null;
}

function placeAfter(step: Step, { target, cycle }: Place, win: number, terms: Terms): Place | null {
  const { leg, won, kept, atTarget, opensNext, times } = step;
  if (!atTarget) return { pot: won, target, legs: leg, cycle, chance: times * win };
  if (!opensNext) return null;
  return { pot: kept, target: terms.target, legs: 0, cycle: cycle + 1, chance: times * (1 - win) };
}

/** The steps from the one that is come back to on are made again and again, each round as much less likely. */
function inCircle(steps: readonly Step[], from: number, chance: number): readonly Step[] {
  const rounds = 1 / (1 - chance / (steps[from] as Step).times);
  return steps.map((step, i) => (i < from ? step : { ...step, times: step.times * rounds }));
}
