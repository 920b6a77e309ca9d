import type { BookDifference } from '../../core/book-difference.ts';
import { settledSince } from '../../core/journal.ts';
import { NO_MONEY, type Pennies, pennies } from '../../core/money.ts';
import { commissionOn } from '../../core/settlement.ts';
import type { SettledLine, State } from '../../core/state.ts';
import type { AccountFunds, Exchange, MarketRollUp } from '../../exchange/exchange.ts';
import { type ClearedBet, clearedSince, MATCHED, readClearedBets } from '../results/cleared-bets.ts';
import { unknownAmong } from '../unknown-orders.ts';

/** The log beside the exchange's cleared orders that bear our strategy reference, and the account. */
export interface Comparison {
  /** ISO time since when bets were compared. */
  readonly since: string;
  /** How many settled bets of the log were compared. */
  readonly bets: number;
  /** Bets whose commission cannot be compared: other bets of the account are in their market, or it is not told. */
  readonly estimated: number;
  /** Bets that the exchange has settled and the log has still open. */
  readonly awaited: number;
  readonly differences: readonly BookDifference[];
  readonly account: AccountStanding;
}

export interface AccountStanding {
  readonly available: Pennies;
  /** Of all bets of the account; zero or above. */
  readonly atStake: Pennies;
  /** What the account moved by since the last check beyond the bot's bets; null where there was none. */
  readonly unexplained: { readonly since: string; readonly amount: Pennies } | null;
}

type Asked = Pick<Exchange, 'clearedOrders' | 'marketRollUps' | 'funds'>;

/** Rejects with an ExchangeError. `now` is wall-clock milliseconds. */
export async function compareBooks(exchange: Asked, state: State, now: number): Promise<Comparison> {
  const settledFrom = clearedSince(state.began, now);
  const since = settledFrom === state.began ? settledFrom : dayAfter(settledFrom);
  const cleared = await readClearedBets(exchange, MATCHED, { ours: true, settledFrom });
  const lines = [...settledSince(state.journal, since)].reverse();
  const markets = [...new Set(lines.map(({ bet }) => bet.marketId))];
  const rollUps = await exchange.marketRollUps(markets);
  const commissions = markets.map((marketId) => compareCommission(marketId, lines, cleared, rollUps));
  return {
    since,
    bets: lines.length,
    estimated: commissions.reduce((sum, { estimated }) => sum + estimated, 0),
    awaited: state.openBets.filter(({ betId }) => cleared.has(betId)).length,
    differences: [
      ...lines.flatMap((line) => compareProfit(line, cleared.get(line.bet.betId))),
      ...commissions.flatMap(({ differences }) => differences),
      ...unknownTo(state, cleared),
    ],
    account: standing(state, awaitedNet(state, cleared), await exchange.funds()),
  };
}

/** What was settled just before the exchange's memory begins may have been recorded just after. */
const dayAfter = (time: string): string => new Date(Date.parse(time) + 86_400_000).toISOString();

function compareProfit(
  { bet, result }: SettledLine,
  cleared: ClearedBet | undefined,
): readonly BookDifference[] {
  const { betId, orderRef } = bet;
  const ours = result.grossProfit;
  if (cleared === undefined) return [{ betId, orderRef, what: 'missing', ours, theirs: null }];
  const theirs = cleared.profit;
  return ours === theirs ? [] : [{ betId, orderRef, what: 'profit', ours, theirs }];
}

/** Commission is taken from a market as a whole; it can be compared where all bets of the account in it are ours. */
function compareCommission(
  marketId: string,
  all: readonly SettledLine[],
  cleared: ReadonlyMap<string, ClearedBet>,
  rollUps: readonly MarketRollUp[],
): { readonly estimated: number; readonly differences: readonly BookDifference[] } {
  const own = all.filter(
    ({ bet }) => bet.marketId === marketId && (cleared.get(bet.betId)?.settled ?? 0) > 0,
  );
  const [first] = own;
  const rollUp = rollUps.find((row) => row.marketId === marketId);
  if (first === undefined) return { estimated: 0, differences: [] };
  if (rollUp?.betCount !== own.length) return { estimated: own.length, differences: [] };
  const ours = pennies(own.reduce((sum, { result }) => sum + result.commission, 0));
  const theirs = rollUp.commission;
  const { betId, orderRef } = first.bet;
  const differs = ours !== theirs;
  return {
    estimated: 0,
    differences: differs ? [{ betId, orderRef, what: 'commission', ours, theirs }] : [],
  };
}

/** Bets that the exchange has settled for us and the log does not know; those that a person has let go are no news. */
function unknownTo(state: State, cleared: ReadonlyMap<string, ClearedBet>): readonly BookDifference[] {
  const orders = [...cleared.values()].filter(({ betId }) => !state.setAside.includes(betId));
  return unknownAmong(orders, state).map(({ betId, profit }) => ({
    betId,
    orderRef: null,
    what: 'unknown',
    ours: null,
    theirs: profit,
  }));
}

/** What the account has been paid for bets that the log has still open, the commission by our own estimate. */
function awaitedNet({ openBets }: State, cleared: ReadonlyMap<string, ClearedBet>): number {
  return openBets.reduce((sum, { betId, commissionRate }) => {
    const profit = cleared.get(betId)?.profit ?? NO_MONEY;
    return sum + profit - commissionOn(profit, commissionRate);
  }, 0);
}

function standing(
  { booksChecked, ledger }: State,
  awaited: number,
  { available, exposure }: AccountFunds,
): AccountStanding {
  const atStake = pennies(0 - exposure);
  if (booksChecked === null) return { available, atStake, unexplained: null };
  const moved = available + atStake - booksChecked.balance;
  const explained = ledger.allTime.gross - ledger.allTime.commission + awaited - booksChecked.net;
  return {
    available,
    atStake,
    unexplained: { since: booksChecked.at, amount: pennies(moved - explained) },
  };
}
