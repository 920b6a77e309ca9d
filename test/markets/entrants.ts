import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { MarketBook, MarketSummary, Offer, RunnerBook } from '../../src/exchange/exchange.ts';
import type { Criteria, Entrant } from '../../src/markets/filters.ts';

export const offer = (odds: number, size: number): Offer => ({ price: price(odds), size: pennies(size) });

const runner = (more: Partial<RunnerBook> = {}): RunnerBook => ({
  selectionId: 58805,
  status: 'ACTIVE',
  lastPriceTraded: price(3.5),
  back: [offer(3.5, 50_000), offer(3.45, 90_000)],
  lay: [offer(3.55, 40_000)],
  ...more,
});

export const market = (more: Partial<MarketSummary> = {}): MarketSummary => ({
  marketId: '1.1',
  marketName: 'Match Odds',
  event: 'Ashford v Bexley',
  competition: 'County League',
  startTime: '2026-01-01T15:00:00.000Z',
  baseRate: 0.05,
  discountAllowed: true,
  runners: [{ selectionId: 58805, name: 'The Draw', sortPriority: 3 }],
  ...more,
});

const book = (more: Partial<MarketBook> = {}): MarketBook => ({
  marketId: '1.1',
  status: 'OPEN',
  inPlay: false,
  betDelay: 0,
  version: 7,
  delayed: false,
  numberOfWinners: 1,
  totalMatched: pennies(1_000_000),
  runners: [runner()],
  ...more,
});

export const entrant = (
  more: {
    market?: Partial<MarketSummary>;
    book?: Partial<MarketBook>;
    runner?: Partial<RunnerBook>;
    name?: string;
    overround?: number;
  } = {},
): Entrant => ({
  market: market(more.market),
  book: book({ ...(more.market?.marketId && { marketId: more.market.marketId }), ...more.book }),
  runner: runner(more.runner),
  name: more.name ?? 'The Draw',
  overround: more.overround ?? 0,
  commissionRate: 0.05,
});

export const CRITERIA: Criteria = {
  kind: 'MATCH_ODDS of sport "1"',
  hoursAhead: 24,
  minOdds: price(3),
  maxOdds: price(4),
  liquidityFactor: 1.1,
  includeInPlay: false,
  from: '2026-01-01T12:00:00.000Z',
  to: '2026-01-02T12:00:00.000Z',
  minTotalMatched: pennies(0),
  maxSpreadTicks: null,
  maxOverround: null,
  skips: [],
  stakeAt: () => pennies(10_000),
};
