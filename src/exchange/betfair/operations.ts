import { z } from 'zod';
import { id, maybeOdds, money, odds, percent, size, time } from './wire-values.ts';

const named = z.object({ name: z.string() });

const marketCatalogue = z.object({
  marketId: id,
  marketName: z.string(),
  marketStartTime: time,
  description: z
    .object({ marketBaseRate: percent.nullish(), discountAllowed: z.boolean().nullish() })
    .nullish(),
  event: named,
  competition: named.nullish(),
  runners: z.array(z.object({ selectionId: z.int(), runnerName: z.string(), sortPriority: z.int() })),
});

const offers = z.array(z.object({ price: odds, size }));

const runnerBook = z.object({
  selectionId: z.int(),
  status: z
    .enum(['ACTIVE', 'WINNER', 'LOSER', 'PLACED', 'REMOVED', 'REMOVED_VACANT', 'HIDDEN'])
    .or(z.string().transform(() => 'UNKNOWN' as const)),
  lastPriceTraded: maybeOdds,
  adjustmentFactor: z.number().nullish(),
  removalDate: time.nullish(),
  ex: z.object({ availableToBack: offers.nullish(), availableToLay: offers.nullish() }).nullish(),
});

const marketBook = z.object({
  marketId: id,
  isMarketDataDelayed: z.boolean(),
  status: z
    .enum(['INACTIVE', 'OPEN', 'SUSPENDED', 'CLOSED'])
    .or(z.string().transform(() => 'UNKNOWN' as const)),
  betDelay: z.number(),
  inplay: z.boolean(),
  numberOfWinners: z.int().nullish(),
  totalMatched: size.nullish(),
  version: z.int(),
  runners: z.array(runnerBook),
});

const side = z.enum(['BACK', 'LAY']);

const currentOrder = z.object({
  betId: id,
  side,
  marketId: id,
  selectionId: z.int(),
  priceSize: z.object({ price: odds, size }),
  placedDate: time,
  averagePriceMatched: maybeOdds,
  sizeMatched: size,
  sizeRemaining: size,
  sizeLapsed: size,
  sizeCancelled: size,
  sizeVoided: size,
  customerOrderRef: z.string().nullish(),
});

const clearedBet = z.object({
  betId: id,
  side,
  marketId: id,
  selectionId: z.int(),
  placedDate: time.nullish(),
  priceRequested: maybeOdds,
  betOutcome: z.string().nullish(),
  settledDate: time.nullish(),
  priceMatched: maybeOdds,
  sizeSettled: size.nullish(),
  sizeCancelled: size.nullish(),
  profit: money.nullish(),
  customerOrderRef: z.string().nullish(),
});

/** Without these a settled bet has no result. */
const settledBet = clearedBet.extend({ settledDate: time, sizeSettled: size, profit: money });

/** Betfair gives the commission at this level and above only (API reference guide, listClearedOrders, "Roll-up"). */
const marketRollUp = z.object({
  marketId: id,
  betCount: z.int(),
  profit: money,
  commission: money.nullish(),
});

const clearedOrders = <Bet extends z.ZodType>(bet: Bet) =>
  z.object({ clearedOrders: z.array(bet), moreAvailable: z.boolean() });

/**
 * The reads that the bot makes: Betfair's name for each, and what is needed of its answer. Other fields and
 * values that Betfair adds one day are let pass.
 */
export const OPERATIONS = {
  catalogue: { name: 'listMarketCatalogue', answer: z.array(marketCatalogue) },
  books: { name: 'listMarketBook', answer: z.array(marketBook) },
  currentOrders: {
    name: 'listCurrentOrders',
    answer: z.object({ currentOrders: z.array(currentOrder), moreAvailable: z.boolean() }),
  },
  settledOrders: { name: 'listClearedOrders', answer: clearedOrders(settledBet) },
  otherClearedOrders: { name: 'listClearedOrders', answer: clearedOrders(clearedBet) },
  accountFunds: {
    name: 'getAccountFunds',
    answer: z.object({ availableToBetBalance: money, exposure: money, discountRate: z.number().nullish() }),
  },
  marketRollUps: { name: 'listClearedOrders', answer: clearedOrders(marketRollUp) },
  accountDetails: { name: 'getAccountDetails', answer: z.object({ currencyCode: z.string() }) },
} as const;

const READS: ReadonlySet<string> = new Set(Object.values(OPERATIONS).map(({ name }) => name));

/** Whether an operation changes nothing, so that it may be sent again. */
export const isRead = (operation: string): boolean => READS.has(operation);

const ACCOUNT: ReadonlySet<string> = new Set([OPERATIONS.accountFunds.name, OPERATIONS.accountDetails.name]);

/** Which of Betfair's two APIs has the operation. */
export const apiOf = (operation: string): 'betting' | 'account' =>
  ACCOUNT.has(operation) ? 'account' : 'betting';
