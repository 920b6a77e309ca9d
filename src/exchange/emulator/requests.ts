import { z } from 'zod';
import { ProtocolFault } from './api-exception.ts';
import type { IdSet } from './id-set.ts';

/** Betfair takes numbers as strings and the other way round (API reference guide, JSON-RPC examples). */
const id = z.union([z.string(), z.number()]).transform(String);
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
const count = number.pipe(z.int());
const flag = z.boolean().nullish();

const idSet = z
  .array(id)
  .nullish()
  .transform((list): IdSet => (list == null || list.length === 0 ? null : new Set(list)));

const timeRange = z
  .object({
    from: z.iso.datetime({ offset: true }).nullish(),
    to: z.iso.datetime({ offset: true }).nullish(),
  })
  .nullish()
  .transform((range) => ({
    from: range?.from == null ? Number.NEGATIVE_INFINITY : Date.parse(range.from),
    to: range?.to == null ? Number.POSITIVE_INFINITY : Date.parse(range.to),
  }));

const marketFilter = z.object({
  textQuery: z.string().nullish(),
  eventTypeIds: idSet,
  eventIds: idSet,
  competitionIds: idSet,
  marketIds: idSet,
  marketCountries: idSet,
  marketTypeCodes: idSet,
  marketBettingTypes: idSet,
  turnInPlayEnabled: flag,
  inPlayOnly: flag,
  bspOnly: flag,
  marketStartTime: timeRange,
});

const marketProjection = z.enum([
  'COMPETITION',
  'EVENT',
  'EVENT_TYPE',
  'MARKET_START_TIME',
  'MARKET_DESCRIPTION',
  'RUNNER_DESCRIPTION',
  'RUNNER_METADATA',
]);

export type MarketProjection = z.output<typeof marketProjection>;

export const listMarketCatalogueRequest = z.object({
  filter: marketFilter,
  marketProjection: z.array(marketProjection).nullish(),
  sort: z
    .enum([
      'MINIMUM_TRADED',
      'MAXIMUM_TRADED',
      'MINIMUM_AVAILABLE',
      'MAXIMUM_AVAILABLE',
      'FIRST_TO_START',
      'LAST_TO_START',
    ])
    .nullish(),
  maxResults: count,
});

export const listMarketBookRequest = z.object({
  marketIds: z.array(id),
  priceProjection: z
    .object({
      priceData: z
        .array(z.enum(['SP_AVAILABLE', 'SP_TRADED', 'EX_BEST_OFFERS', 'EX_ALL_OFFERS', 'EX_TRADED']))
        .nullish(),
      exBestOffersOverrides: z.object({ bestPricesDepth: count.nullish() }).nullish(),
    })
    .nullish(),
});

const placeInstruction = z.object({
  orderType: z.enum(['LIMIT', 'LIMIT_ON_CLOSE', 'MARKET_ON_CLOSE']),
  selectionId: count,
  side: z.enum(['BACK', 'LAY']),
  limitOrder: z
    .object({
      size: number.nullish(),
      price: number,
      persistenceType: z.enum(['LAPSE', 'PERSIST', 'MARKET_ON_CLOSE']).nullish(),
      timeInForce: z.enum(['FILL_OR_KILL']).nullish(),
      minFillSize: number.nullish(),
      betTargetType: z.enum(['PAYOUT', 'BACKERS_PROFIT']).nullish(),
    })
    .nullish(),
  customerOrderRef: z.string().nullish(),
});

export type PlaceInstruction = z.output<typeof placeInstruction>;

export const placeOrdersRequest = z.object({
  marketId: id,
  instructions: z.array(placeInstruction),
  customerRef: z.string().nullish(),
  marketVersion: z.object({ version: count }).nullish(),
  customerStrategyRef: z.string().nullish(),
  async: flag,
});

export type PlaceRequest = z.output<typeof placeOrdersRequest>;

export const cancelOrdersRequest = z.object({
  marketId: id.nullish(),
  instructions: z.array(z.object({ betId: id, sizeReduction: number.nullish() })).nullish(),
  customerRef: z.string().nullish(),
});

const page = { fromRecord: count.nullish(), recordCount: count.nullish() };

export const listCurrentOrdersRequest = z.object({
  betIds: idSet,
  marketIds: idSet,
  orderProjection: z.enum(['ALL', 'EXECUTABLE', 'EXECUTION_COMPLETE']).nullish(),
  customerOrderRefs: idSet,
  customerStrategyRefs: idSet,
  placedDateRange: timeRange,
  dateRange: timeRange,
  orderBy: z
    .enum(['BY_BET', 'BY_MARKET', 'BY_PLACE_TIME', 'BY_MATCH_TIME', 'BY_VOID_TIME', 'BY_SETTLED_TIME'])
    .nullish(),
  sortDir: z.enum(['EARLIEST_TO_LATEST', 'LATEST_TO_EARLIEST']).nullish(),
  ...page,
});

const groupBy = z.enum(['EVENT_TYPE', 'EVENT', 'MARKET', 'RUNNER', 'SIDE', 'BET', 'STRATEGY']);

export type GroupBy = z.output<typeof groupBy>;

export const listClearedOrdersRequest = z.object({
  betStatus: z.enum(['SETTLED', 'VOIDED', 'LAPSED', 'CANCELLED']),
  eventTypeIds: idSet,
  eventIds: idSet,
  marketIds: idSet,
  betIds: idSet,
  customerOrderRefs: idSet,
  customerStrategyRefs: idSet,
  side: z.enum(['BACK', 'LAY']).nullish(),
  settledDateRange: timeRange,
  groupBy: groupBy.nullish(),
  includeItemDescription: flag,
  ...page,
});

/**
 * The parameters as Betfair's front door takes them. Throws a ProtocolFault: DSC-0018 where a mandatory one is
 * missing, DSC-0009 where one is of the wrong type or not among the known values.
 */
export function readRequest<Schema extends z.ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const read = schema.safeParse(params, { reportInput: true });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const missing = issue?.input === undefined || issue.input === null;
  throw new ProtocolFault(missing ? 'DSC-0018' : 'DSC-0009', issue?.path.join('.') || 'parameters');
}
