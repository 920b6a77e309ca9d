import type { Clock } from '../../clock.ts';
import type { Pennies } from '../../core/money.ts';
import { getAccountDetails, getAccountFunds } from './account.ts';
import { ProtocolFault } from './api-exception.ts';
import { type BetControl, controlBets } from './bet-control.ts';
import { type Books, books, type OpenOrder, profits, restoreOrders } from './books.ts';
import { cancelOrders } from './cancel-orders.ts';
import { listClearedOrders } from './cleared-orders.ts';
import { stakeLimits } from './currency-limits.ts';
import { listCurrentOrders } from './current-orders.ts';
import { createCustomerRefs } from './customer-refs.ts';
import { createLedger } from './ledger.ts';
import { listMarketBook } from './market-book.ts';
import { listMarketCatalogue } from './market-catalogue.ts';
import { controlMarkets, type MarketControl } from './market-control.ts';
import type { MarketSource } from './market-source.ts';
import { placeOrders } from './place-orders.ts';
import type { SettlementPace } from './settlement-pace.ts';
import type { Venue } from './venue.ts';

/** Of the settlement's pace nothing need be given: all at once and no gap, then. */
export interface EmulatorOptions extends Partial<SettlementPace> {
  readonly source: MarketSource;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  readonly account: {
    /** ISO 4217; a RangeError where the exchange keeps no accounts in it. */
    readonly currency: string;
    /** All that the account owns, what is at stake in `openOrders` included. */
    readonly balance: Pennies;
    /** A fraction, 0 unless given. */
    readonly discountRate?: number;
  };
  /** Orders that were open when an earlier run of the exchange ended. */
  readonly openOrders?: readonly OpenOrder[];
  /** Says of all prices that they are delayed. */
  readonly delayed?: boolean;
}

/** An exchange in process: Betfair's operations with Betfair's JSON in and out, and the truth behind them. */
export interface Emulator extends MarketControl, BetControl {
  /**
   * Answers an operation (`listMarketBook`, without its API's prefix) as Betfair does. Rejects with an
   * ApiException (of the application, to be wrapped in -32099) or a ProtocolFault (of its front door).
   */
  call(operation: string, params: unknown): Promise<unknown>;
  /** Every order that was ever taken, as it stands. */
  books(): Books;
  /** What each settled order came to before commission, in pennies, by bet id. */
  profits(): ReadonlyMap<string, Pennies>;
  /** Changes these of the settlement's lags, also for markets that are closed already; gives all as they are then. */
  paceSettlement(change: Partial<SettlementPace>): SettlementPace;
}

type Operation = (venue: Venue, params: unknown) => unknown;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['listMarketCatalogue', listMarketCatalogue],
  ['listMarketBook', listMarketBook],
  ['placeOrders', placeOrders],
  ['cancelOrders', cancelOrders],
  ['listCurrentOrders', listCurrentOrders],
  ['listClearedOrders', listClearedOrders],
  ['getAccountFunds', getAccountFunds],
  ['getAccountDetails', getAccountDetails],
]);

/** Nothing in it runs by itself: each call first brings orders and markets up to the clock's moment. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const { clock, account, openOrders = [] } = options;
  const { source, control } = controlMarkets(options.source, clock);
  const discountRate = account.discountRate ?? 0;
  const { settlementLag = 0, rollUpLag = 0, voidLag = 0, gap = false } = options;
  const pace = { settlementLag, rollUpLag, voidLag, gap };
  const ledger = createLedger({ source, balance: account.balance, discountRate, pace });
  const venue: Venue = {
    source,
    clock,
    ledger,
    refs: createCustomerRefs(),
    currency: account.currency,
    limits: stakeLimits(account.currency),
    pace,
    discountRate,
    delayed: options.delayed ?? false,
    nextBetId: betIds(clock, openOrders),
  };
  restoreOrders(venue, openOrders);
  return {
    async call(operation, params) {
      const run = OPERATIONS.get(operation);
      if (run === undefined) throw new ProtocolFault('DSC-0021', `no operation ${operation}`);
      ledger.advance(clock.now());
      return run(venue, params ?? {});
    },
    books() {
      ledger.advance(clock.now());
      return books(ledger.records.values());
    },
    profits() {
      ledger.advance(clock.now());
      return profits(ledger.records.values());
    },
    paceSettlement: (change) => ({ ...Object.assign(pace, change) }),
    ...watching(control, ledger.watch),
    ...controlBets(venue),
  };
}

/** A market whose result is changed by hand is looked at again, however long ago it was settled. */
function watching(control: MarketControl, watch: (marketId: string) => void): MarketControl {
  return {
    suspend: control.suspend,
    void(marketId) {
      control.void(marketId);
      watch(marketId);
    },
    close: control.close,
    correct(marketId, winners) {
      control.correct(marketId, winners);
      watch(marketId);
    },
  };
}

/** Bet ids come from the clock, so that none is given twice, not even by the next run. */
function betIds(clock: Pick<Clock, 'now'>, openOrders: readonly OpenOrder[]): () => string {
  let last = Math.max(0, ...openOrders.map((order) => Number(order.betId)).filter(Number.isSafeInteger));
  return () => {
    last = Math.max(last + 1, clock.now());
    return String(last);
  };
}
