import type { Random } from '../../../../random.ts';

/** Chances of the three results; they add up to 1. */
export interface Chances {
  readonly home: number;
  readonly away: number;
  readonly draw: number;
}

/** Goals expected of each side. */
export interface GoalRates {
  readonly home: number;
  readonly away: number;
}

/** More goals than this by one side are left out: at a rate of 4 they come once in ten million matches. */
const MOST_GOALS = 18;

/**
 * Chances of the final result when the home side leads by `lead` goals (negative: is behind) and each
 * side's further goals are Poisson distributed with these rates, independently.
 */
export function resultChances(rates: GoalRates, lead: number): Chances {
  const awayGoals = poisson(rates.away);
  let home = 0;
  let draw = 0;
  let all = 0;
  let fewer = 0;
  let counted = 0;
  for (const [scored, chance] of poisson(rates.home).entries()) {
    for (; counted < lead + scored; counted++) fewer += awayGoals[counted] ?? 0;
    home += chance * fewer;
    draw += chance * (awayGoals[lead + scored] ?? 0);
    all += chance;
  }
  return { home: home / all, draw: draw / all, away: Math.max(0, 1 - (home + draw) / all) };
}

/** Moments of a Poisson process of that rate, as fractions of the time it runs, ascending. */
export function poissonMoments(rate: number, random: Random): number[] {
  const moments: number[] = [];
  let moment = -Math.log(1 - random()) / rate;
  while (moment < 1) {
    moments.push(moment);
    moment -= Math.log(1 - random()) / rate;
  }
  return moments;
}

/** Chances of 0, 1, 2, ... goals. */
function poisson(rate: number): number[] {
  let chance = Math.exp(-rate);
  const chances = [chance];
  for (let goals = 1; goals <= MOST_GOALS; goals++) {
    chance *= rate / goals;
    chances.push(chance);
  }
  return chances;
}
