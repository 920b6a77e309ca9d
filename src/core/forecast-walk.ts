import { winChance } from './chance.ts';
import type { Terms } from './events.ts';
import { type Assumed, type Bet, nextBet, type Stuck, stuckAt } from './forecast-bet.ts';
import type { Pennies } from './money.ts';

/** Where a walk begins: a pot with no bet open, the target of its cycle, and the legs placed in it so far. */
export interface Start {
  readonly pot: Pennies;
  readonly target: Pennies;
  readonly legs: number;
}

/** One bet of a walk. */
export interface Step extends Bet {
  /** 0 in the cycle that the walk begins in, 1 in the next that kept money opens. */
  readonly cycle: number;
  readonly leg: number;
  /** The expected number of times that it is made: the chance to come to it, unless the walk goes in a circle. */
  readonly times: number;
}

export interface Walk {
  readonly steps: readonly Step[];
  /** With the chance that the walk ends there. */
  readonly stuck: (Stuck & { readonly chance: number }) | null;
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
    const { pot, target, legs, cycle, chance } = place;
    const bet = nextBet(pot, target, assumed);
    const stuck = stuckAt(bet, assumed);
    if (stuck !== null) return { steps, stuck: { ...stuck, chance } };
    const step: Step = { ...bet, cycle, leg: legs + 1, times: chance };
    steps.push(step);
    if (step.atTarget) reached += win * step.times;
    place = placeAfter(step, place, win, assumed.terms);
  }
  return { steps, stuck: null };
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
