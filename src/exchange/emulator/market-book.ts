import { bettingException } from './api-exception.ts';
import { levelsFor, shownLevels } from './depth.ts';
import type { EmulatedMarket, EmulatedRunner } from './market-source.ts';
import type { Level } from './matching.ts';
import { type Order, remainingSize } from './order.ts';
import { listMarketBookRequest, readRequest } from './requests.ts';
import { marketNow, type Venue } from './venue.ts';
import { major } from './wire.ts';

type Request = ReturnType<typeof readBooks>;

const readBooks = (params: unknown) => readRequest(listMarketBookRequest, params);

const HEAVIEST = 200;

/**
 * A list of MarketBook. Where open and closed markets are asked for together only the open ones are answered;
 * closed ones can be read for 90 days (API reference guide, listMarketBook). Unknown markets are left out.
 */
export function listMarketBook(venue: Venue, params: unknown): unknown {
  const request = readBooks(params);
  const depth = request.priceProjection?.exBestOffersOverrides?.bestPricesDepth ?? 3;
  if (depth < 1 || depth > 10)
    throw bettingException('INVALID_INPUT_DATA', 'bestPricesDepth must be 1 to 10');
  const asked = [...new Set(request.marketIds)];
  const weight = weightOf(request, depth) * asked.length;
  if (weight > HEAVIEST) {
    throw bettingException('TOO_MUCH_DATA', `the request weighs ${weight}, more than ${HEAVIEST}`);
  }
  const markets = asked.map((id) => marketNow(venue, id)).filter((market) => market !== undefined);
  const open = markets.filter((market) => market.status !== 'CLOSED');
  return (open.length > 0 ? open : markets).map((market) => marketBook(venue, market, request, depth));
}

/** Source: Betfair API reference guide, "Market Data Request Limits". */
const WEIGHTS = {
  nothing: 2,
  starting: { SP_AVAILABLE: 3, SP_TRADED: 7 },
  exchange: { none: 0, best: 5, all: 17 },
  exchangeTraded: { none: 17, best: 20, all: 32 },
};

function weightOf({ priceProjection }: Request, depth: number): number {
  const data = new Set(priceProjection?.priceData ?? []);
  if (data.size === 0) return WEIGHTS.nothing;
  const offers = data.has('EX_ALL_OFFERS') ? 'all' : data.has('EX_BEST_OFFERS') ? 'best' : 'none';
  const exchange = data.has('EX_TRADED') ? WEIGHTS.exchangeTraded : WEIGHTS.exchange;
  const deeper = offers === 'best' ? depth / 3 : 1;
  const available = data.has('SP_AVAILABLE') ? WEIGHTS.starting.SP_AVAILABLE : 0;
  const traded = data.has('SP_TRADED') ? WEIGHTS.starting.SP_TRADED : 0;
  return exchange[offers] * deeper + available + traded;
}

function marketBook(venue: Venue, market: EmulatedMarket, request: Request, depth: number): object {
  const active = market.runners.filter((runner) => runner.status === 'ACTIVE').length;
  return {
    marketId: market.marketId,
    isMarketDataDelayed: venue.delayed,
    status: market.status,
    betDelay: market.betDelay,
    bspReconciled: false,
    complete: true,
    inplay: market.inPlay,
    numberOfWinners: market.numberOfWinners,
    numberOfRunners: market.runners.length,
    numberOfActiveRunners: market.status === 'CLOSED' ? 0 : active,
    totalMatched: market.totalMatched,
    totalAvailable: totalAvailable(market),
    crossMatching: false,
    runnersVoidable: false,
    version: market.version,
    runners: market.runners.map((runner) => runnerBook(venue, market, runner, request, depth)),
  };
}

function totalAvailable(market: EmulatedMarket): number {
  const offers = market.runners.flatMap((runner) => [...runner.back, ...runner.lay]);
  return Math.round(offers.reduce((sum, [, size]) => sum + size, 0) * 100) / 100;
}

function runnerBook(
  venue: Venue,
  market: EmulatedMarket,
  runner: EmulatedRunner,
  request: Request,
  depth: number,
): object {
  return {
    selectionId: runner.selectionId,
    handicap: 0,
    status: runner.status,
    ...(runner.lastPriceTraded === null ? {} : { lastPriceTraded: runner.lastPriceTraded }),
    ...runner.removal,
    ...prices(venue, market, runner, request, depth),
  };
}

function prices(
  venue: Venue,
  market: EmulatedMarket,
  runner: EmulatedRunner,
  { priceProjection }: Request,
  depth: number,
): object {
  const data = new Set(priceProjection?.priceData ?? []);
  const levels = data.has('EX_ALL_OFFERS')
    ? Number.POSITIVE_INFINITY
    : data.has('EX_BEST_OFFERS')
      ? depth
      : 0;
  if (levels === 0 && !data.has('EX_TRADED')) return {};
  const shown = (side: Order['side']): object[] =>
    offersOf(venue, market, runner, side).slice(0, levels).map(wireLevel);
  return { ex: { availableToBack: shown('BACK'), availableToLay: shown('LAY'), tradedVolume: [] } };
}

/** A closed market and a removed runner have no book. */
function offersOf(
  venue: Venue,
  market: EmulatedMarket,
  runner: EmulatedRunner,
  side: Order['side'],
): Level[] {
  if (market.status === 'CLOSED' || runner.status !== 'ACTIVE') return [];
  const record = venue.ledger.records.get(market.marketId);
  const levels = levelsFor(market, record?.taken ?? new Map(), runner.selectionId, side);
  const resting = record?.orders.filter(
    (order) => order.selectionId === runner.selectionId && remainingSize(order) > 0,
  );
  return shownLevels(levels, resting ?? [], side);
}

const wireLevel = ({ price, size }: Level): object => ({ price, size: major(size) });
