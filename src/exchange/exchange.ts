import type { Pennies } from '../core/money.ts';
import type { Price } from '../core/odds.ts';

/** A market as the catalogue lists it. */
export interface MarketSummary {
  readonly marketId: string;
  readonly marketName: string;
  readonly event: string;
  readonly competition: string | null;
  /** ISO-8601 UTC. */
  readonly startTime: string;
  /** The market's base rate as a fraction; null where the catalogue does not say, or was not asked. */
  readonly baseRate: number | null;
  readonly discountAllowed: boolean;
  readonly runners: readonly {
    readonly selectionId: number;
    readonly name: string;
    readonly sortPriority: number;
  }[];
}

type MarketStatus = 'INACTIVE' | 'OPEN' | 'SUSPENDED' | 'CLOSED' | 'UNKNOWN';

export type RunnerStatus =
  | 'ACTIVE'
  | 'WINNER'
  | 'LOSER'
  | 'PLACED'
  | 'REMOVED'
  | 'REMOVED_VACANT'
  | 'HIDDEN'
  | 'UNKNOWN';

export interface Offer {
  readonly price: Price;
  readonly size: Pennies;
}

export interface RunnerBook {
  readonly selectionId: number;
  readonly status: RunnerStatus;
  readonly lastPriceTraded: Price | null;
  /** What a backer is offered, best (highest) first. */
  readonly back: readonly Offer[];
  /** What a layer is offered, best (lowest) first. */
  readonly lay: readonly Offer[];
  /** Of a removed runner of a race: what that takes off the prices of bets on the others that were matched before. */
  readonly removal?: Removal;
}

interface Removal {
  /** ISO-8601 UTC. */
  readonly at: string;
  /** The reduction factor, in percent. */
  readonly percent: number;
}

export interface MarketBook {
  readonly marketId: string;
  readonly status: MarketStatus;
  readonly inPlay: boolean;
  /** Seconds that the exchange holds an order before it is matched. */
  readonly betDelay: number;
  readonly version: number;
  /** True where prices are 1 to 60 s old (a delayed application key). */
  readonly delayed: boolean;
  readonly numberOfWinners: number | null;
  readonly totalMatched: Pennies;
  readonly runners: readonly RunnerBook[];
}

export interface MarketFilter {
  readonly sportId: string;
  readonly marketType: string;
  /** ISO-8601 UTC bounds of the start time. */
  readonly from: string;
  readonly to: string;
  /** 1..1,000; the first to start come first. Above MOST_WITH_RATES, nothing is said of rates and discounts. */
  readonly max: number;
}

/** So many markets can be listed with their rates and discounts in one call. */
export const MOST_WITH_RATES = 200;

/** Markets whose ids are known, MOST_WITH_RATES at the most; always with their rates. */
export interface NamedMarkets {
  readonly marketIds: readonly string[];
}

export interface BackOrder {
  readonly marketId: string;
  readonly marketVersion: number;
  readonly selectionId: number;
  readonly price: Price;
  readonly size: Pennies;
  readonly orderRef: string;
  /** Milliseconds after which nothing of it is under way any more, whatever came of it. */
  readonly withinMs: number;
}

export type PlaceOutcome =
  | {
      readonly kind: 'placed';
      readonly betId: string;
      readonly matched: Pennies;
      readonly priceMatched: Price;
    }
  /** Surely not placed. */
  | { readonly kind: 'rejected'; readonly code: string }
  /** May or may not be placed: look it up, never send it again. */
  | { readonly kind: 'unknown'; readonly why: string };

export type Side = 'BACK' | 'LAY';

/** An order of ours in an unsettled market. Sizes add up to what was asked. */
export interface CurrentOrder {
  readonly betId: string;
  /** The bot only backs; another's order may be a lay. */
  readonly side: Side;
  readonly marketId: string;
  readonly selectionId: number;
  readonly orderRef: string | null;
  readonly priceAsked: Price;
  readonly sizeAsked: Pennies;
  readonly placedAt: string;
  readonly matched: Pennies;
  readonly remaining: Pennies;
  readonly lapsed: Pennies;
  readonly cancelled: Pennies;
  readonly voided: Pennies;
  /** Null where nothing is matched. */
  readonly priceMatched: Price | null;
}

export type ClearedStatus = 'SETTLED' | 'VOIDED' | 'LAPSED' | 'CANCELLED';

export interface ClearedOrder {
  readonly betId: string;
  readonly side: Side;
  readonly marketId: string;
  readonly selectionId: number;
  readonly orderRef: string | null;
  readonly placedAt: string | null;
  readonly priceAsked: Price | null;
  readonly status: ClearedStatus;
  readonly outcome: string | null;
  readonly priceMatched: Price | null;
  readonly sizeSettled: Pennies;
  readonly sizeCancelled: Pennies;
  /** Before commission. */
  readonly profit: Pennies;
  readonly settledDate: string | null;
}

/** All settled bets of the account in a market together, those that are not the bot's included. */
export interface MarketRollUp {
  readonly marketId: string;
  /** Before commission. */
  readonly profit: Pennies;
  readonly commission: Pennies;
  readonly betCount: number;
}

/** At least one bet, by type: a request that names none would cancel all orders of the account. */
export interface CancelOrders {
  readonly marketId: string;
  readonly betIds: readonly [string, ...string[]];
}

export type CancelOutcome =
  | { readonly betId: string; readonly kind: 'cancelled'; readonly size: Pennies }
  /** BET_TAKEN_OR_LAPSED: nothing of it was left to cancel. */
  | { readonly betId: string; readonly kind: 'refused'; readonly code: string };

export interface OrderFilter {
  readonly orderRefs?: readonly string[];
  /** Only orders that bear the bot's strategy reference. */
  readonly ours?: true;
  readonly marketIds?: readonly string[];
  /** Of cleared orders, only those settled at that moment or later; ISO-8601 UTC. It means nothing for current ones. */
  readonly settledFrom?: string;
}

export interface AccountFunds {
  readonly available: Pennies;
  /** At stake now; zero or below. */
  readonly exposure: Pennies;
  readonly currency: string;
  /** A fraction. */
  readonly discountRate: number;
}

/**
 * The exchange that the bot talks to. Every call but `place` rejects with an ExchangeError when it
 * cannot be answered; `place` always resolves, and says `unknown` where it cannot know.
 */
export interface Exchange {
  /** Closed markets are not listed. */
  listMarkets(filter: MarketFilter | NamedMarkets): Promise<readonly MarketSummary[]>;
  /** Books of the markets that the exchange still knows, open and closed alike; others are missing. */
  listBooks(marketIds: readonly string[]): Promise<readonly MarketBook[]>;
  /** A LIMIT back, FILL_OR_KILL, one instruction, sent once. */
  place(order: BackOrder): Promise<PlaceOutcome>;
  currentOrders(filter: OrderFilter): Promise<readonly CurrentOrder[]>;
  clearedOrders(status: ClearedStatus, filter: OrderFilter): Promise<readonly ClearedOrder[]>;
  /** Of these markets, those that are settled and whose commission is known; others are missing. */
  marketRollUps(marketIds: readonly string[]): Promise<readonly MarketRollUp[]>;
  /**
   * Cancels what is unmatched of these orders, sent once. Rejects also where the outcome is unknown: the current
   * orders tell it then.
   */
  cancel(orders: CancelOrders): Promise<readonly CancelOutcome[]>;
  funds(): Promise<AccountFunds>;
}
