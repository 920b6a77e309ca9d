import type { PriceSize } from '../../recordings/recorded-prices.ts';

export interface EmulatedRunner {
  readonly selectionId: number;
  readonly name: string;
  readonly sortPriority: number;
  readonly status: 'ACTIVE' | 'WINNER' | 'LOSER' | 'REMOVED';
  readonly lastPriceTraded: number | null;
  /** Best (highest) first. */
  readonly back: readonly PriceSize[];
  /** Best (lowest) first. */
  readonly lay: readonly PriceSize[];
  /** Of a removed runner of a race: its reduction factor in percent, and when it was removed (ISO-8601, wall-clock). */
  readonly removal?: { readonly adjustmentFactor: number; readonly removalDate: string };
}

/** A market as it stands at one moment. All times are wall-clock milliseconds. */
export interface EmulatedMarket {
  readonly marketId: string;
  readonly marketName: string;
  readonly marketType: string;
  readonly eventTypeId: string;
  readonly eventId: string;
  readonly eventName: string;
  readonly competition: { readonly id: string; readonly name: string } | null;
  readonly countryCode: string | null;
  readonly startTime: number;
  readonly turnInPlay: boolean;
  /** In percent, as on the wire. */
  readonly baseRate: number;
  readonly discountAllowed: boolean;
  readonly status: 'INACTIVE' | 'OPEN' | 'SUSPENDED' | 'CLOSED';
  readonly inPlay: boolean;
  /** Seconds. */
  readonly betDelay: number;
  readonly version: number;
  readonly numberOfWinners: number;
  /** Major units. */
  readonly totalMatched: number;
  readonly closedAt: number | null;
  /** True where sizes were made up around last traded prices. */
  readonly depthMadeUp: boolean;
  readonly runners: readonly EmulatedRunner[];
}

/** Where the emulator's markets come from: a pure function of time, asked for any moment, in any order. */
export interface MarketSource {
  /** The markets that are on show at that moment and not closed. */
  list(at: number): readonly EmulatedMarket[];
  /** The market at that moment, a closed one as well; undefined if it never was or is not on show yet. */
  market(marketId: string, at: number): EmulatedMarket | undefined;
}
