import { normal, randomFrom, shuffled } from '../../../../random.ts';
import { placeOf } from './calendar.ts';
import { CLUBS_PER_DIVISION, type Club, DIVISIONS, type Division } from './clubs.ts';
import type { GoalRates } from './goal-model.ts';

/** A match of the generated season, as it is known before it starts. Times are generated ms since 1970. */
export interface Fixture {
  readonly index: number;
  readonly marketId: string;
  readonly division: Division;
  readonly home: Club;
  readonly away: Club;
  readonly kickOff: number;
  /** Goals expected over the whole match: the truth that prices tend to. */
  readonly rates: GoalRates;
  /** Major units on the best price of an even chance at kick-off. */
  readonly popularity: number;
}

/** What a draw is for; draws for different uses are unrelated. */
const STRENGTH = 1;
const PAIRING = 2;
const FORM = 3;

const HOME_GOALS = 1.5;
const AWAY_GOALS = 1.18;
const STRENGTH_SPREAD = 0.24;
const FORM_SPREAD = 0.08;

/** Keeps the odds of the strongest favourite from running into the ladder's end before the match. */
const WIDEST_EDGE = 0.8;

const BEST_SIZE_BY_TIER = [26_000, 8_000, 3_000, 1_500, 1_000];

const ROUNDS = CLUBS_PER_DIVISION - 1;

/** The match of that index, whole and 0 or more, out of nothing but the seed and the index. */
export function fixtureOf(seed: number, index: number): Fixture {
  const { round, division: number, match, kickOff } = placeOf(index);
  const division = DIVISIONS[number];
  if (division === undefined) throw new RangeError(`there is no division ${number}`);
  const pairs = shuffled(pairings(round), randomFrom(seed, PAIRING, round, number));
  const [home, away] = (pairs[match] ?? []).map((club) => division.clubs[club]);
  if (home === undefined || away === undefined) throw new RangeError(`there is no match ${match} in a round`);
  const random = randomFrom(seed, FORM, index);
  const difference =
    strengthOf(seed, home) - strengthOf(seed, away) + FORM_SPREAD * (normal(random) - normal(random));
  const edge = WIDEST_EDGE * Math.tanh(difference / WIDEST_EDGE);
  return {
    index,
    marketId: marketIdOf(index),
    division,
    home,
    away,
    kickOff,
    rates: { home: HOME_GOALS * Math.exp(edge), away: AWAY_GOALS * Math.exp(-edge) },
    popularity:
      (BEST_SIZE_BY_TIER[division.tier] ?? 0) * division.country.weight * Math.exp(0.4 * normal(random)),
  };
}

export function marketIdOf(index: number): string {
  return `1.2${String(index).padStart(8, '0')}`;
}

/** The index of the match whose market bears that id; null for an id that no match has. */
export function indexOf(marketId: string): number | null {
  const index = Number(/^1\.2(\d{8,12})$/.exec(marketId)?.[1] ?? Number.NaN);
  return marketIdOf(index) === marketId ? index : null;
}

/** A club's strength, as the logarithm of what it multiplies its goal rate by. */
function strengthOf(seed: number, club: Club): number {
  return STRENGTH_SPREAD * normal(randomFrom(seed, STRENGTH, club.selectionId));
}

/**
 * Who meets whom in that round, home side first, as indices into the division: the circle method, so
 * that everyone meets everyone once at home and once away in twice 15 rounds.
 */
function pairings(round: number): [home: number, away: number][] {
  const turn = round % ROUNDS;
  const reversed = Math.floor(round / ROUNDS) % 2 === 1;
  return Array.from({ length: CLUBS_PER_DIVISION / 2 }, (_, place) => {
    const one = place === 0 ? ROUNDS : (turn + place) % ROUNDS;
    const other = (turn - place + ROUNDS) % ROUNDS;
    const swapped = (place === 0 ? turn % 2 === 1 : place % 2 === 1) !== reversed;
    return swapped ? [other, one] : [one, other];
  });
}
