import type { z } from 'zod';
import { NO_MONEY } from '../../core/money.ts';
import {
  type MarketBook,
  type MarketFilter,
  type MarketSummary,
  MOST_WITH_RATES,
  type NamedMarkets,
  type Offer,
  type RunnerBook,
} from '../exchange.ts';
import type { Ask } from './ask.ts';
import { OPERATIONS } from './operations.ts';

/** What a call may ask for weighs 200 at the most: MARKET_DESCRIPTION 1 a market, EX_BEST_OFFERS 5. */
const MOST_MARKETS = 1_000;
const MOST_BOOKS = 40;

type CatalogueEntry = z.output<typeof OPERATIONS.catalogue.answer>[number];
type BookEntry = z.output<typeof OPERATIONS.books.answer>[number];

export async function listMarkets(
  ask: Ask,
  filter: MarketFilter | NamedMarkets,
): Promise<readonly MarketSummary[]> {
  const maxResults = Math.min('marketIds' in filter ? filter.marketIds.length : filter.max, MOST_MARKETS);
  const rates = maxResults <= MOST_WITH_RATES ? ['MARKET_DESCRIPTION'] : [];
  const entries = await ask(OPERATIONS.catalogue, {
    filter: wireFilter(filter),
    marketProjection: ['COMPETITION', 'EVENT', 'MARKET_START_TIME', ...rates, 'RUNNER_DESCRIPTION'],
    sort: 'FIRST_TO_START',
    maxResults,
  });
  return entries.map(toSummary);
}

const wireFilter = (filter: MarketFilter | NamedMarkets): object =>
  'marketIds' in filter
    ? { marketIds: filter.marketIds }
    : {
        eventTypeIds: [filter.sportId],
        marketTypeCodes: [filter.marketType],
        marketStartTime: { from: filter.from, to: filter.to },
      };

function toSummary(entry: CatalogueEntry): MarketSummary {
  return {
    marketId: entry.marketId,
    marketName: entry.marketName,
    event: entry.event.name,
    competition: entry.competition?.name ?? null,
    startTime: entry.marketStartTime,
    baseRate: entry.description?.marketBaseRate ?? null,
    discountAllowed: entry.description?.discountAllowed ?? false,
    runners: entry.runners.map(({ selectionId, runnerName, sortPriority }) => ({
      selectionId,
      name: runnerName,
      sortPriority,
    })),
  };
}

/** Betfair answers a call for open and closed markets with the open ones alone, so the others are asked again. */
export async function listBooks(ask: Ask, marketIds: readonly string[]): Promise<readonly MarketBook[]> {
  const wanted = [...new Set(marketIds)];
  const first = await readBooks(ask, wanted);
  const found = new Set(first.map((book) => book.marketId));
  const missing = wanted.filter((id) => !found.has(id));
  const second = first.length === 0 ? [] : await readBooks(ask, missing);
  const books = new Map([...first, ...second].map((book) => [book.marketId, book]));
  return wanted.flatMap((id) => books.get(id) ?? []);
}

/** All calls at once: those about different markets, without orders, have no limit but their weight. */
async function readBooks(ask: Ask, marketIds: readonly string[]): Promise<MarketBook[]> {
  const calls: ReturnType<typeof askBooks>[] = [];
  for (let start = 0; start < marketIds.length; start += MOST_BOOKS)
    calls.push(askBooks(ask, marketIds.slice(start, start + MOST_BOOKS)));
  return (await Promise.all(calls)).flat().map(toBook);
}

const askBooks = (ask: Ask, marketIds: readonly string[]) =>
  ask(OPERATIONS.books, {
    marketIds,
    priceProjection: { priceData: ['EX_BEST_OFFERS'], virtualise: true },
  });

function toBook(entry: BookEntry): MarketBook {
  return {
    marketId: entry.marketId,
    status: entry.status,
    inPlay: entry.inplay,
    betDelay: entry.betDelay,
    version: entry.version,
    delayed: entry.isMarketDataDelayed,
    numberOfWinners: entry.numberOfWinners ?? null,
    totalMatched: entry.totalMatched ?? NO_MONEY,
    runners: entry.runners.map(toRunner),
  };
}

function toRunner({ ex, ...runner }: BookEntry['runners'][number]): RunnerBook {
  return {
    selectionId: runner.selectionId,
    status: runner.status,
    lastPriceTraded: runner.lastPriceTraded,
    back: sorted(ex?.availableToBack, -1),
    lay: sorted(ex?.availableToLay, 1),
    ...(runner.adjustmentFactor != null &&
      runner.removalDate != null && {
        removal: { at: runner.removalDate, percent: runner.adjustmentFactor },
      }),
  };
}

function sorted(offers: readonly Offer[] | null | undefined, direction: 1 | -1): readonly Offer[] {
  return (offers ?? []).filter((offer) => offer.size > 0).sort((a, b) => direction * (a.price - b.price));
}
