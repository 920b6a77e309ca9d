import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { winChance } from '../../core/chance.ts';
import type { Position } from '../../core/forecast.ts';
import { type Assumed, type Bet, betOf, nextBet, stuckAt } from '../../core/forecast-bet.ts';
import type { Pennies } from '../../core/money.ts';
import type { Price } from '../../core/odds.ts';

/** What many simulated runs of bets come to, from here on. Money in pennies: net of what is in the pot now. */
export interface Paths {
  /** How many were simulated, and how many of them came to the target. */
  readonly paths: number;
  readonly reached: number;
  /** The first one before a bet, the last one after all of them. */
  readonly points: readonly PathPoint[];
  /** A few of them in full, a value for each point. */
  readonly samples: readonly (readonly number[])[];
}

/** After so many bets: what a share of all paths lies below. */
interface PathPoint {
  readonly bets: number;
  readonly quantiles: Readonly<Record<Quantile, number>>;
}

export type Quantile = 0.01 | 0.1 | 0.5 | 0.9 | 0.99;

export interface PathsWanted {
  readonly position: Position;
  readonly assumed: Assumed;
  /** Of the legs to come, one drawn for each; at least one. */
  readonly prices: readonly Price[];
  readonly paths: number;
  readonly bets: number;
  readonly seed: number;
}

/** As many points as a small picture can show. */
const POINTS = 60;
const SAMPLES = 10;

/** One run of bets on its way. Money in pennies. */
interface Runner {
  pot: Pennies;
  /** That of the cycle under way. */
  target: Pennies;
  /** What left the cycles less what was put into them. */
  taken: number;
  reached: boolean;
}

/** The open bet, if there is one, is the first; a pot that no stake can leave stands still. The same seed, the same paths. */
export function simulatePaths(wanted: PathsWanted): Paths {
  const { position, paths, bets, seed } = wanted;
  const { pot, target } = position;
  const runners = Array.from({ length: paths }, (): Runner => ({ pot, target, taken: 0, reached: false }));
  const netOf = (runner: Runner): number => runner.pot + runner.taken - pot;
  const draw = drawing(wanted, seed);
  const every = Math.ceil(bets / POINTS);
  const points = [pointAt(0, runners.map(netOf))];
  const samples = runners.slice(0, SAMPLES).map(() => [0]);
  for (let n = 1; n <= bets; n += 1) {
    for (const runner of runners) draw(runner, n === 1);
    if (n % every !== 0 && n !== bets) continue;
    points.push(pointAt(n, runners.map(netOf)));
    for (const [i, sample] of samples.entries()) sample.push(netOf(runners[i] as Runner));
  }
  return { paths, reached: runners.filter(({ reached }) => reached).length, points, samples };
}

/** Lets a runner make its next bet, at a price and with an end that are drawn. */
function drawing({ position, assumed, prices }: PathsWanted, seed: number) {
  const generator = xoroshiro128plus(seed);
  const random = (): number => uniformFloat64(generator);
  const byPrice = new Map([...new Set(prices)].map((price) => [price, createTable({ ...assumed, price })]));
  const tables = prices.map((price) => byPrice.get(price) as Table);
  const { openBet: open, pot, target } = position;
  const openBet = open && betOf(pot, target, open, assumed.terms);
  return (runner: Runner, first: boolean): void => {
    const table = tables[Math.floor(random() * tables.length)] as Table;
    const bet = first && openBet !== null ? openBet : table(runner);
    if (bet !== null) end(runner, bet, random() < winChance(bet.price, assumed.edge), assumed);
  };
}

/** The bet of a pot; null where no stake can leave it. Cycles begin alike, so that most bets were made before. */
type Table = (runner: Pick<Runner, 'pot' | 'target'>) => Bet | null;

function createTable(assumed: Assumed): Table {
  const byTarget = new Map<Pennies, Map<Pennies, Bet | null>>();
  return ({ pot, target }) => {
    const bets = byTarget.get(target) ?? new Map<Pennies, Bet | null>();
    byTarget.set(target, bets);
    const known = bets.get(pot);
    if (known !== undefined) return known;
    const bet = nextBet(pot, target, assumed);
    const made = stuckAt(bet, assumed) === null ? bet : null;
    bets.set(pot, made);
    return made;
  };
}

function end(
  runner: Runner,
  { won, atTarget, kept, opensNext }: Bet,
  win: boolean,
  { terms }: Assumed,
): void {
  runner.pot = win ? won : kept;
  if (win ? !atTarget : opensNext) {
    if (!win) runner.target = terms.target;
    return;
  }
  runner.reached ||= win;
  runner.taken += runner.pot - terms.initialStake;
  runner.pot = terms.initialStake;
  runner.target = terms.target;
}

function pointAt(bets: number, nets: readonly number[]): PathPoint {
  const sorted = Float64Array.from(nets).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { bets, quantiles: { 0.01: at(0.01), 0.1: at(0.1), 0.5: at(0.5), 0.9: at(0.9), 0.99: at(0.99) } };
}
