import { newestFirst } from '../../core/chain.ts';
import type { PlacedBet, Result } from '../../core/events.ts';
import type { Pennies } from '../../core/money.ts';
import type { Cycle, PlacedLine, SettledLine, State } from '../../core/state.ts';
import { type Page, type PageQuestion, pageOf } from './pages.ts';

/** A bet and what came of it. Result, cycle and leg are as corrected; the bet's own data say what was believed. */
export interface BetRecord {
  readonly seq: number;
  readonly placedAt: string;
  /** Null where the bot learned of it only afterwards. */
  readonly requestedAt: string | null;
  readonly bet: PlacedBet;
  /** True where the bot learned of it only afterwards. */
  readonly late: boolean;
  readonly epoch: number;
  readonly cycle: number;
  readonly leg: number;
  /** Null while the result is awaited. */
  readonly settled: Settled | null;
}

export interface Settled {
  readonly at: string;
  readonly seq: number;
  readonly result: Result;
  /** The first result, where the exchange changed it later. */
  readonly before: Result | null;
  readonly potAfter: Pennies;
  readonly targetReached: boolean;
  /** Net profit of all bets of all time up to this one. */
  readonly runningTotal: Pennies;
}

/** All bets of all time, last placed first. */
export const historyOf = (state: State, question: PageQuestion): Page<BetRecord> =>
  pageOf(betRecords(state), state.ledger.allTime.bets, question);

/** The last placed bet that matches. */
export function findBet(state: State, matches: (record: BetRecord) => boolean): BetRecord | undefined {
  for (const record of betRecords(state)) if (matches(record)) return record;
  return undefined;
}

/** Matches the one bet of an order reference. */
export const isBet =
  (orderRef: string) =>
  ({ bet }: BetRecord): boolean =>
    bet.orderRef === orderRef;

/**
 * Every bet of all time, last placed first. Walks the journal backwards: a result comes before its placement, so at the
 * placement all is known.
 */
export function* betRecords({ journal }: State): Generator<BetRecord> {
  const results = new Map<string, SettledLine>();
  for (const line of newestFirst(journal)) {
    if (line.kind === 'settled') results.set(line.bet.orderRef, line);
    if (line.kind !== 'placed') continue;
    yield recordOf(line, results.get(line.bet.orderRef));
    results.delete(line.bet.orderRef);
  }
}

/** Those that were settled at or after a moment (ISO), last placed first. Walks no further back than it must. */
export function* betsSettledSince({ journal }: State, from: string): Generator<BetRecord> {
  const results = new Map<string, SettledLine>();
  for (const line of newestFirst(journal)) {
    if (line.at < from && results.size === 0) return;
    if (line.kind === 'settled' && line.at >= from) results.set(line.bet.orderRef, line);
    if (line.kind !== 'placed') continue;
    const result = results.get(line.bet.orderRef);
    if (result !== undefined) yield recordOf(line, result);
    results.delete(line.bet.orderRef);
  }
}

/** The bets of a cycle, the first one first. */
export function betsOfCycle(state: State, cycle: Pick<Cycle, 'epoch' | 'cycle' | 'startedAt'>): BetRecord[] {
  const legs: BetRecord[] = [];
  for (const record of betRecords(state)) {
    if (record.placedAt < cycle.startedAt) break;
    if (record.epoch === cycle.epoch && record.cycle === cycle.cycle) legs.push(record);
  }
  return legs.reverse();
}

function recordOf(
  { seq, at: placedAt, requestedAt, bet, late, epoch, cycle, leg }: PlacedLine,
  line: SettledLine | undefined,
): BetRecord {
  return {
    seq,
    placedAt,
    requestedAt,
    bet,
    late,
    epoch,
    cycle,
    leg,
    settled: line === undefined ? null : settledOf(line),
  };
}

const settledOf = ({
  at,
  seq,
  result,
  before,
  potAfter,
  targetReached,
  runningTotal,
}: SettledLine): Settled => ({
  at,
  seq,
  result,
  before,
  potAfter,
  targetReached,
  runningTotal,
});
