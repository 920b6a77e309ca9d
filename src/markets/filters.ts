import { exact, formatMoney, type Pennies, roundUp, times, whole } from '../core/money.ts';
import { formatPrice, type Price, ticksBetween } from '../core/odds.ts';
import { tooMuchOverround } from '../core/overround.ts';
import { type Skip, skipOf } from '../core/skips.ts';
import type { MarketBook, MarketSummary, RunnerBook } from '../exchange/exchange.ts';

/** A runner on its way through the funnel. */
export interface Entrant {
  readonly market: MarketSummary;
  readonly book: MarketBook;
  readonly runner: RunnerBook;
  readonly name: string;
  /** The market's: a fraction above a full book. */
  readonly overround: number;
  /** A fraction, after the discount. */
  readonly commissionRate: number;
}

/** What a market must offer to be bet on. */
export interface Criteria {
  /** Sport and market type, in words. */
  readonly kind: string;
  readonly hoursAhead: number;
  readonly minOdds: Price;
  readonly maxOdds: Price;
  readonly liquidityFactor: number;
  readonly includeInPlay: boolean;
  /** ISO bounds of the start time. */
  readonly from: string;
  readonly to: string;
  readonly minTotalMatched: Pennies;
  readonly maxSpreadTicks: number | null;
  /** A fraction above a full book: 0.05 is 105 %. */
  readonly maxOverround: number | null;
  /** Those in force. */
  readonly skips: readonly Skip[];
  readonly stakeAt: (price: Price, commissionRate: number) => Pennies;
}

/** Why an entrant fails, and how far it is from passing (0 next to it; only compared within one filter). */
export interface Miss {
  readonly why: string;
  readonly distance: number;
}

export interface Filter {
  readonly name: string;
  readonly test: (entrant: Entrant, criteria: Criteria) => Miss | null;
}

/** The last filter: what fails it would have been bet on. */
export const NOT_SKIPPED = 'not skipped';

/** The funnel, in order; what concerns a market concerns each of its selections. */
export const FILTERS: readonly Filter[] = [
  {
    name: 'open',
    test: ({ book }) =>
      book.status === 'OPEN' ? null : miss(`the market is ${book.status.toLowerCase()}, not open`),
  },
  {
    name: 'not in play',
    test: ({ book }, { includeInPlay }) =>
      book.inPlay && !includeInPlay
        ? miss('the market is in play; market_selection.include_inplay would allow it')
        : null,
  },
  {
    name: 'starts in the window',
    test: ({ market: { startTime }, book }, { from, to }) =>
      book.inPlay || (startTime >= from && startTime <= to)
        ? null
        : miss(startTime < from ? 'its start time has passed' : 'it starts after hours_ahead'),
  },
  {
    name: 'matched volume',
    test: ({ book }, { minTotalMatched }) =>
      book.totalMatched >= minTotalMatched
        ? null
        : miss(
            `${formatMoney(book.totalMatched)} is matched; min_total_matched asks for ${formatMoney(minTotalMatched)}`,
            minTotalMatched - book.totalMatched,
          ),
  },
  {
    name: 'overround',
    test: ({ overround }, { maxOverround }) => {
      const why = tooMuchOverround(overround, maxOverround);
      return why === null ? null : miss(why, overround);
    },
  },
  {
    name: 'selection active',
    test: ({ runner }) => (runner.status === 'ACTIVE' ? null : miss(`it is ${runner.status.toLowerCase()}`)),
  },
  { name: 'price in range', test: priceInRange },
  { name: 'enough offered', test: enoughOffered },
  { name: 'spread', test: spread },
  { name: NOT_SKIPPED, test: notSkipped },
];

function priceInRange({ runner }: Entrant, { minOdds, maxOdds }: Criteria): Miss | null {
  const [best] = runner.back;
  if (best === undefined) return miss('nobody offers a price', Number.POSITIVE_INFINITY);
  const { price } = best;
  if (price >= minOdds && price <= maxOdds) return null;
  const [nearest, side] = price < minOdds ? [minOdds, 'below'] : [maxOdds, 'above'];
  return miss(
    `${formatPrice(price)} is offered, ${side} the range ${formatPrice(minOdds)} to ${formatPrice(maxOdds)}`,
    Math.abs(ticksBetween(price, nearest) ?? Number.POSITIVE_INFINITY),
  );
}

function enoughOffered({ runner, commissionRate }: Entrant, criteria: Criteria): Miss | null {
  const [best] = runner.back;
  if (best === undefined) return miss('nobody offers a price', Number.POSITIVE_INFINITY);
  const stake = criteria.stakeAt(best.price, commissionRate);
  const needed = roundUp(times(whole(stake), exact(criteria.liquidityFactor)));
  if (best.size >= needed) return null;
  return miss(
    `${formatMoney(best.size)} is offered at ${formatPrice(best.price)}; the stake of ${formatMoney(stake)} asks for ${formatMoney(needed)}`,
    needed - best.size,
  );
}

function spread({ runner }: Entrant, { maxSpreadTicks }: Criteria): Miss | null {
  if (maxSpreadTicks === null) return null;
  const ticks = spreadTicks(runner);
  if (ticks === null) return miss('nobody lays it', Number.POSITIVE_INFINITY);
  if (ticks <= maxSpreadTicks) return null;
  return miss(
    `back and lay are ${ticks} price steps apart; max_spread_ticks allows ${maxSpreadTicks}`,
    ticks - maxSpreadTicks,
  );
}

function notSkipped({ market, name: selection }: Entrant, { skips }: Criteria): Miss | null {
  if (skips.length === 0) return null;
  const runners = market.runners.map(({ name }) => name);
  const skip = skipOf({ ...market, selection, runners }, skips);
  return skip && miss(`the ${skip.what} ${skip.name} is skipped (${skip.why})`);
}

/** Steps of the ladder from the best back to the best lay; null where one is missing. */
export function spreadTicks({ back, lay }: RunnerBook): number | null {
  const [bestBack] = back;
  const [bestLay] = lay;
  return bestBack && bestLay ? ticksBetween(bestBack.price, bestLay.price) : null;
}

const miss = (why: string, distance = 0): Miss => ({ why, distance });
