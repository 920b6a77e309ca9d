import { isChance, winChance } from '../../core/chance.ts';
import type { Price } from '../../core/odds.ts';
import type { State } from '../../core/state.ts';
import { type Paths, simulatePaths } from './forecast-paths.ts';
import type { ForecastView } from './forecast-view.ts';
import { betRecords } from './history.ts';

/** Simulated ways on from here, at the prices of the own bets unless one is told. */
export interface Fan extends Paths {
  /** The bets whose prices were drawn from, the newest ones; 0 where every leg is at the assumed price. */
  readonly drawnFrom: number;
}

const PATHS = 1_000;
const BETS = 250;
const NEWEST = 500;
/** The same picture as long as nothing has happened. */
const SEED = 1;

/**
 * The plan, edge and place are those of the view; a price at which the edge would make a win sure is not drawn. None is
 * where `told` is the price that was wanted of every leg.
 */
export function fanOf(
  state: State,
  { position, assumed }: Pick<ForecastView, 'position' | 'assumed'>,
  told?: Price,
): Fan {
  const drawn = told === undefined ? newestPrices(state) : [];
  const own = drawn.filter((price) => isChance(winChance(price, assumed.edge)));
  const prices = own.length === 0 ? [assumed.price] : own;
  const paths = simulatePaths({ position, assumed, prices, paths: PATHS, bets: BETS, seed: SEED });
  return { ...paths, drawnFrom: own.length };
}

function newestPrices(state: State): readonly Price[] {
  const prices: Price[] = [];
  for (const { bet, settled } of betRecords(state)) {
    if (settled === null || settled.result.outcome === 'void') continue;
    prices.push(bet.priceMatched);
    if (prices.length === NEWEST) break;
  }
  return prices;
}
