import type { PriceSize } from '../../recordings/recorded-prices.ts';
import { bettingException } from './api-exception.ts';
import { isAmong } from './id-set.ts';
import type { EmulatedMarket } from './market-source.ts';
import { listMarketCatalogueRequest, type MarketProjection, readRequest } from './requests.ts';
import type { Venue } from './venue.ts';
import { isoTime } from './wire.ts';

type Request = ReturnType<typeof readCatalogue>;

const readCatalogue = (params: unknown) => readRequest(listMarketCatalogueRequest, params);

/** Source: Betfair API reference guide, "Market Data Request Limits"; what is not named weighs nothing. */
const WEIGHTS: Partial<Record<MarketProjection, number>> = { MARKET_DESCRIPTION: 1, RUNNER_METADATA: 1 };
const HEAVIEST = 200;

/** A list of MarketCatalogue: the markets on show that are not closed. */
export function listMarketCatalogue(venue: Venue, params: unknown): unknown {
  const request = readCatalogue(params);
  const projections = new Set(request.marketProjection ?? []);
  const weight = [...projections].reduce((sum, projection) => sum + (WEIGHTS[projection] ?? 0), 0);
  if (request.maxResults < 1) throw bettingException('INVALID_INPUT_DATA', 'MaxResults must be at least 1');
  if (request.maxResults > 1_000) {
    throw bettingException('TOO_MUCH_DATA', 'MaxResults must be less than or equal to 1000');
  }
  if (weight * request.maxResults > HEAVIEST) {
    throw bettingException(
      'TOO_MUCH_DATA',
      `MaxResults x ${weight} must be less than or equal to ${HEAVIEST}`,
    );
  }
  return venue.source
    .list(venue.clock.now())
    .filter((market) => isAskedFor(market, request.filter))
    .sort(orderOf(request.sort))
    .slice(0, request.maxResults)
    .map((market) => catalogueEntry(market, projections));
}

function isAskedFor(market: EmulatedMarket, filter: Request['filter']): boolean {
  const { from, to } = filter.marketStartTime;
  const text = filter.textQuery?.toLowerCase() ?? '';
  return (
    isAmong(filter.eventTypeIds, market.eventTypeId) &&
    isAmong(filter.eventIds, market.eventId) &&
    isAmong(filter.competitionIds, market.competition?.id ?? null) &&
    isAmong(filter.marketIds, market.marketId) &&
    isAmong(filter.marketCountries, market.countryCode) &&
    isAmong(filter.marketTypeCodes, market.marketType) &&
    isAmong(filter.marketBettingTypes, 'ODDS') &&
    (filter.turnInPlayEnabled ?? market.turnInPlay) === market.turnInPlay &&
    (filter.inPlayOnly ?? market.inPlay) === market.inPlay &&
    filter.bspOnly !== true &&
    market.startTime >= from &&
    market.startTime <= to &&
    market.eventName.toLowerCase().includes(text)
  );
}

const available = ({ runners }: EmulatedMarket): number =>
  runners
    .flatMap((runner) => [...runner.back, ...runner.lay])
    .reduce((sum, [, size]: PriceSize) => sum + size, 0);

type Order = (a: EmulatedMarket, b: EmulatedMarket) => number;

const byMarketId: Order = (a, b) => a.marketId.localeCompare(b.marketId);

/** RANK, the default, is Betfair's own secret: here it is the market with the most matched. */
function orderOf(sort: Request['sort']): Order {
  const order = sort == null ? ORDERS.MAXIMUM_TRADED : ORDERS[sort];
  return (a, b) => order(a, b) || byMarketId(a, b);
}

const ORDERS: Readonly<Record<NonNullable<Request['sort']>, Order>> = {
  MINIMUM_TRADED: (a, b) => a.totalMatched - b.totalMatched,
  MAXIMUM_TRADED: (a, b) => b.totalMatched - a.totalMatched,
  MINIMUM_AVAILABLE: (a, b) => available(a) - available(b),
  MAXIMUM_AVAILABLE: (a, b) => available(b) - available(a),
  FIRST_TO_START: (a, b) => a.startTime - b.startTime,
  LAST_TO_START: (a, b) => b.startTime - a.startTime,
};

function catalogueEntry(market: EmulatedMarket, projections: ReadonlySet<MarketProjection>): object {
  const startTime = isoTime(market.startTime);
  const withMetadata = projections.has('RUNNER_METADATA');
  return {
    marketId: market.marketId,
    marketName: market.marketName,
    ...(projections.has('MARKET_START_TIME') && { marketStartTime: startTime }),
    ...(projections.has('MARKET_DESCRIPTION') && { description: description(market, startTime) }),
    totalMatched: market.totalMatched,
    ...((projections.has('RUNNER_DESCRIPTION') || withMetadata) && {
      runners: runners(market, withMetadata),
    }),
    ...(projections.has('EVENT_TYPE') && { eventType: eventType(market.eventTypeId) }),
    ...(projections.has('COMPETITION') && market.competition !== null && { competition: market.competition }),
    ...(projections.has('EVENT') && { event: event(market, startTime) }),
  };
}

function description(market: EmulatedMarket, startTime: string): object {
  return {
    persistenceEnabled: market.turnInPlay,
    bspMarket: false,
    marketTime: startTime,
    suspendTime: startTime,
    bettingType: 'ODDS',
    turnInPlayEnabled: market.turnInPlay,
    marketType: market.marketType,
    regulator: 'GIBRALTAR REGULATOR',
    marketBaseRate: market.baseRate,
    discountAllowed: market.discountAllowed,
    wallet: 'UK wallet',
    rules: 'Emulated market: bets are settled as the recording or the generator ends. Dead heat rules apply.',
    rulesHasDate: false,
    priceLadderDescription: { type: 'CLASSIC' },
  };
}

function runners(market: EmulatedMarket, withMetadata: boolean): object[] {
  return market.runners
    .toSorted((a, b) => a.sortPriority - b.sortPriority)
    .map(({ selectionId, name, sortPriority }) => ({
      selectionId,
      runnerName: name,
      handicap: 0,
      sortPriority,
      ...(withMetadata && { metadata: { runnerId: String(selectionId) } }),
    }));
}

function event(market: EmulatedMarket, openDate: string): object {
  return {
    id: market.eventId,
    name: market.eventName,
    ...(market.countryCode === null ? {} : { countryCode: market.countryCode }),
    timezone: 'GMT',
    openDate,
  };
}

/** Betfair's names of sports (listEventTypes). */
const SPORTS: Readonly<Record<string, string>> = {
  1: 'Soccer',
  2: 'Tennis',
  3: 'Golf',
  4: 'Cricket',
  5: 'Rugby Union',
  6: 'Boxing',
  7: 'Horse Racing',
  1477: 'Rugby League',
  6423: 'American Football',
  7522: 'Basketball',
  61420: 'Australian Rules',
};

const eventType = (id: string): object => ({ id, name: SPORTS[id] ?? `Sport ${id}` });
