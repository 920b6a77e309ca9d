import { NO_MONEY, type Pennies, pennies } from '../../core/money.ts';
import { levelsFor, noteTaken, type Taken } from './depth.ts';
import type { EmulatedMarket, MarketSource } from './market-source.ts';
import { takeToLimit } from './matching.ts';
import { lapseRest, type Order, remainingSize } from './order.ts';
import { isDecided, type MarketResult, runnerStatus, settleMarket } from './settlement.ts';
import type { SettlementPace } from './settlement-pace.ts';

/** The account's business in one market. */
export interface MarketRecord {
  /** The market when last looked at. */
  market: EmulatedMarket;
  readonly orders: Order[];
  readonly taken: Taken;
  /** The closed market that the orders are settled on; null before that, and again if it is re-opened. */
  settled: Settled | null;
  /** The latest settled date that was told of any of its bets; null where none was. */
  lastSettledDate: number | null;
}

interface Settlement {
  readonly market: EmulatedMarket;
  /** When the bets were cleared; wall-clock milliseconds. */
  readonly since: number;
  /** The settled date that they bear; wall-clock milliseconds. */
  readonly date: number;
}

type Settled = Settlement & MarketResult;

/** Every order ever taken and the money behind them. */
export interface Ledger {
  readonly records: ReadonlyMap<string, MarketRecord>;
  /** What the account owns, money at stake included. */
  balance(): Pennies;
  /** The record of a market, begun if there is none. */
  open(market: EmulatedMarket): MarketRecord;
  /** Brings lapses, resting orders and settlements up to that moment. */
  advance(now: number): void;
  /** Looks at a market again though it was settled long ago. */
  watch(marketId: string): void;
  /** Settles a settled market once more after that order of it was changed; one that is not settled waits. */
  resettle(record: MarketRecord, order: Order, now: number): void;
}

/** How long after its settlement a source may still re-open a market or change its result, in ms. */
const WATCHED_FOR = 3_600_000;

interface LedgerOptions {
  readonly source: MarketSource;
  readonly balance: Pennies;
  /** A fraction. */
  readonly discountRate: number;
  /** As it is when it is asked for: it may change. */
  readonly pace: Pick<SettlementPace, 'settlementLag'>;
}

export function createLedger(options: LedgerOptions): Ledger {
  const records = new Map<string, MarketRecord>();
  const watched = new Set<string>();
  let balance = options.balance;

  function settle(record: MarketRecord, on: Settlement | null): void {
    const before = record.settled;
    record.settled = on && { ...on, ...settleMarket(record.orders, on.market, options.discountRate) };
    balance = pennies(balance - net(before) + net(record.settled));
  }

  function settleIfDue(record: MarketRecord, market: EmulatedMarket, now: number): void {
    const closedAt = market.closedAt ?? now;
    const since = closedAt + options.pace.settlementLag;
    if (!isDecided(market) || since > now) return;
    settle(record, { market, since, date: nextSettledDate(record, closedAt) });
  }

  function look(record: MarketRecord, market: EmulatedMarket, now: number): void {
    record.market = market;
    for (const order of record.orders) moveOn(record, order, now);
    if (market.status !== 'CLOSED') settle(record, null);
    else if (record.settled?.market.closedAt !== market.closedAt) settleIfDue(record, market, now);
    else if (now - (market.closedAt ?? now) > WATCHED_FOR) watched.delete(market.marketId);
  }

  return {
    records,
    balance: () => balance,
    open(market) {
      const record = records.get(market.marketId) ?? newRecord(market);
      records.set(market.marketId, record);
      watched.add(market.marketId);
      return record;
    },
    advance(now) {
      for (const marketId of watched) {
        const record = records.get(marketId);
        const market = options.source.market(marketId, now);
        if (record && market) look(record, market, now);
      }
    },
    watch: (marketId) => void watched.add(marketId),
    resettle(record, order, now) {
      if (record.settled === null) return;
      order.resettledAt = nextSettledDate(record, now);
      settle(record, record.settled);
    },
  };
}

const newRecord = (market: EmulatedMarket): MarketRecord => ({
  market,
  orders: [],
  taken: new Map(),
  settled: null,
  lastSettledDate: null,
});

/** Settled dates are told to the second, so the next one is a second later at least. */
function nextSettledDate(record: MarketRecord, at: number): number {
  const date = record.lastSettledDate === null ? at : Math.max(at, record.lastSettledDate + 1_000);
  record.lastSettledDate = date;
  return date;
}

const net = (result: MarketResult | null): number => (result ? result.profit - result.commission : NO_MONEY);

/** What the market at this moment does to the unmatched part of an order. */
function moveOn(record: MarketRecord, order: Order, now: number): void {
  const remaining = remainingSize(order);
  if (remaining === 0) return;
  const { market } = record;
  const turnedInPlay = market.inPlay && !order.placedInPlay && order.persistence === 'LAPSE';
  if (market.status === 'CLOSED' || turnedInPlay || runnerStatus(market, order.selectionId) !== 'ACTIVE') {
    lapseRest(order, market.closedAt ?? now);
  } else if (market.status === 'OPEN') {
    const levels = levelsFor(market, record.taken, order.selectionId, order.side);
    const found = takeToLimit(levels, order.side, order.price, remaining);
    noteTaken(record.taken, order, found);
    // A resting order is met at its own price, however far the book has come.
    for (const { size } of found) order.fills.push({ price: order.price, size, at: now });
  }
}
