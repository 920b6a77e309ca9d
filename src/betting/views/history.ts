import { newestFirst } from '../../core/chain.ts';
import type { PlacedBet, Result } from '../../core/events.ts';
import type { Pennies } from '../../core/money.ts';
import type { PlacedLine, SettledLine, State } from '../../core/state.ts';
import { type Page, type PageQuestion, pageOf } from './pages.ts';
import type { CycleNumber } from './statistics.ts';

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

/** The bets of one cycle, the first one first. They stand together: the journal is walked no further than to them. */
export function betsOfCycle(state: State, { epoch, cycle }: CycleNumber): readonly BetRecord[] {
  const bets: BetRecord[] = [];
  for (const record of betRecords(state)) {
    if (record.epoch < epoch || (record.epoch === epoch && record.cycle < cycle)) break;
    if (record.epoch === epoch && record.cycle === cycle) bets.push(record);
  }
  return bets.reverse();
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
