import { newestFirst } from '../../core/chain.ts';
import type { PlacedBet, Result } from '../../core/events.ts';
import { isMilestone, skipTo } from '../../core/milestone.ts';
import type { Pennies } from '../../core/money.ts';
import type { Cycle, PlacedLine, SettledLine, State } from '../../core/state.ts';
import { type Page, type PageQuestion, pageBySlices, sliceOf } from './pages.ts';

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
  pageBySlices((from, most) => betsFrom(state, from, most), state.ledger.allTime.bets, question);

/** At most `most` of them from an index on, which may lie far back. */
export function betsFrom(state: State, index: number, most: number): readonly BetRecord[] {
  const wanted = state.ledger.allTime.bets - index;
  return lookBack(
    state,
    ({ ledger }) => ledger.allTime.bets >= wanted,
    (records, { ledger }) => sliceOf(records, ledger.allTime.bets - wanted, most),
  );
}

/** Every bet of all time, first placed first. */
export function* betsOldestFirst(state: State): Generator<BetRecord> {
  for (let index = state.ledger.allTime.bets; index > 0; index -= TOGETHER) {
    const from = Math.max(0, index - TOGETHER);
    yield* betsFrom(state, from, index - from).toReversed();
  }
}

/** Some two stretches that a log is read back by. */
const TOGETHER = 500;

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

/** Every bet of all time, last placed first. */
export const betRecords = ({ journal }: State): Generator<BetRecord> => recordsOf(journal);

/** The bets of a cycle, the first one first. */
export function betsOfCycle(
  state: State,
  { epoch, cycle, startedAt, end }: Pick<Cycle, 'epoch' | 'cycle' | 'startedAt' | 'end'>,
): readonly BetRecord[] {
  const legs = lookBack(
    state,
    ({ at }) => end !== null && at !== null && at > end.at,
    (records) => [...whilePlacedSince(startedAt, records)],
  );
  return legs.filter((record) => record.epoch === epoch && record.cycle === cycle).reverse();
}

function* whilePlacedSince(from: string, records: Iterable<BetRecord>): Generator<BetRecord> {
  for (const record of records) {
    if (record.placedAt < from) return;
    yield record;
  }
}

/**
 * Takes bets from the part of the journal that is wanted, with the state that had it. Where the result of one that was
 * taken came only later, more of the journal is looked at, as far as that result.
 */
function lookBack(
  state: State,
  isWanted: (reached: State) => boolean,
  take: (records: Iterable<BetRecord>, reached: State) => readonly BetRecord[],
): readonly BetRecord[] {
  const later = new Set<string>();
  for (;;) {
    const journal = skipTo(
      state.journal,
      (reached) => isWanted(reached) && !reached.openBets.some(({ orderRef }) => later.has(orderRef)),
    );
    const reached = journal !== null && isMilestone(journal) ? journal.reached : state;
    const taken = take(recordsOf(journal), reached);
    const open = taken.filter(({ settled, bet }) => settled === null && !isOpen(state, bet.orderRef));
    if (open.length === 0) return taken;
    for (const { bet } of open) later.add(bet.orderRef);
  }
}

const isOpen = ({ openBets }: State, orderRef: string): boolean =>
  openBets.some((bet) => bet.orderRef === orderRef);

/** Walks the journal backwards: a result comes before its placement, so at the placement all is known. */
function* recordsOf(journal: State['journal']): Generator<BetRecord> {
  const results = new Map<string, SettledLine>();
  for (const line of newestFirst(journal)) {
    if (line.kind === 'settled') results.set(line.bet.orderRef, line);
    if (line.kind !== 'placed') continue;
    yield recordOf(line, results.get(line.bet.orderRef));
    results.delete(line.bet.orderRef);
  }
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
