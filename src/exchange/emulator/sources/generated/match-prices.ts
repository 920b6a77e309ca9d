import { stepPrice } from '../../../../core/odds.ts';
import { drawFrom, type Random } from '../../../../random.ts';
import type { PriceSize } from '../../../../recordings/recorded-prices.ts';
import type { Fixture } from './fixture.ts';
import { type Chances, resultChances } from './goal-model.ts';
import type { MatchScript } from './match-script.ts';

const HOUR = 3_600_000;
const ON_SHOW = 24 * HOUR;
const DRIFT = 5;

/** Every price of the exchange's ladder, ascending. */
const LADDER: readonly number[] = wholeLadder();

const LEVELS = 5;
const LEAST_BEST_SIZE = 600;

/** Beyond these, fair odds are of no use to a ladder that ends at 1000. */
const LONGEST = 2_000;

/**
 * The market's opinion of the three results at a moment. Before the match it strays from the truth, the
 * less the nearer kick-off is; from kick-off on it is the truth, given the score and the time left.
 */
export function opinionAt(seed: number, fixture: Fixture, script: MatchScript, at: number): Chances {
  const { rates, kickOff, index } = fixture;
  const played = script.playedAt(at);
  const lead = script.goals.reduce((sum, goal) => {
    if (goal.at > at) return sum;
    return sum + (goal.side === 'home' ? 1 : -1);
  }, 0);
  const astray = Math.sqrt(Math.min(Math.max(kickOff - at, 0) / ON_SHOW, 1));
  const edge = astray === 0 ? 0 : 0.12 * astray * wander(seed, index, 1, at);
  const goals = astray === 0 ? 0 : 0.06 * astray * wander(seed, index, 2, at);
  const left = 1 - played;
  return resultChances(
    { home: rates.home * left * Math.exp(goals + edge), away: rates.away * left * Math.exp(goals - edge) },
    lead,
  );
}

/** Major units on the best price of an even chance: grows towards kick-off, falls off in-play. */
export function liquidityAt({ popularity, kickOff }: Fixture, at: number): number {
  const ahead = Math.max(kickOff - at, 0) / HOUR;
  const share = at > kickOff ? 0.6 : 0.12 + 0.88 * Math.exp(-ahead / 3);
  return LEAST_BEST_SIZE + popularity * share;
}

/** Major units matched up to a moment; never falls. */
export function matchedAt({ popularity, kickOff }: Fixture, script: MatchScript, at: number): number {
  const ahead = Math.max(kickOff - at, 0) / HOUR;
  const matched = popularity * 40 * Math.exp(-ahead / 5) * (1 + 0.9 * script.playedAt(at));
  return Math.round(matched * 100) / 100;
}

/**
 * Both ladders of a runner, best first: back prices below its fair odds, lay prices above them, with a
 * margin that is the smaller the more is bet, sizes growing away from the best.
 */
export function laddersAround(
  chance: number,
  liquidity: number,
  random: Random,
): [back: PriceSize[], lay: PriceSize[]] {
  const fair = Math.min(1 / chance, LONGEST);
  const margin = Math.min(Math.max(0.25 / Math.sqrt(liquidity), 0.0015), 0.02);
  const best = liquidity * Math.sqrt(2 / Math.max(fair, 1.2));
  const below = firstTickFrom(fair * (1 - margin)) - 1;
  const above = firstTickFrom(fair * (1 + margin));
  return [ladder(below, -1, best, random), ladder(above, 1, best, random)];
}

function ladder(from: number, direction: 1 | -1, size: number, random: Random): PriceSize[] {
  const offers: PriceSize[] = [];
  let tick = from;
  let growth = 0.6 + 0.8 * random();
  for (let price = LADDER[tick]; price !== undefined && offers.length < LEVELS; price = LADDER[tick]) {
    offers.push([price, Math.round(size * growth * 100) / 100]);
    tick += random() < 0.75 ? direction : 2 * direction;
    growth *= 1.15 + 0.6 * random();
  }
  return offers;
}

/** Where in the ladder the first price of at least `odds` stands; past its end if there is none. */
function firstTickFrom(odds: number): number {
  let low = 0;
  let high = LADDER.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((LADDER[middle] ?? 0) < odds) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wholeLadder(): number[] {
  const prices: number[] = [1.01];
  for (let next = stepPrice(1.01, 1); next !== prices.at(-1); next = stepPrice(next, 1)) prices.push(next);
  return prices;
}

/** A smooth random path of mean 0 and variance of about 1, hour by hour. */
function wander(seed: number, index: number, path: number, at: number): number {
  const hour = Math.floor(at / HOUR);
  const part = at / HOUR - hour;
  const knot = (number: number) => Math.sqrt(12) * (drawFrom(seed, DRIFT, index, path, number) - 0.5);
  return knot(hour) * (1 - part) + knot(hour + 1) * part;
}
