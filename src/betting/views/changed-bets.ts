import type { Result } from '../../core/events.ts';
import { sameResult } from '../../core/settlement.ts';
import type { State } from '../../core/state.ts';
import { type BetRecord, betRecords, type Settled } from './history.ts';
import { sliceOf } from './pages.ts';

/** More than can be open or looked at again at a time. */
const LOOKED_AT = 100;

/** A bet that has a result. */
export type EndedBet = BetRecord & { readonly settled: Settled };

/** The bets, last placed first, whose result has come or been corrected between two states of one log. */
export function changedBets(before: State, after: State): readonly EndedBet[] {
  if (before.journal === after.journal) return [];
  const known = new Map(latest(before).map(({ bet, settled }) => [bet.orderRef, settled?.result]));
  return latest(after)
    .filter((record): record is EndedBet => record.settled !== null)
    .filter(({ bet, settled }) => !same(settled.result, known.get(bet.orderRef)));
}

const latest = (state: State): readonly BetRecord[] => sliceOf(betRecords(state), 0, LOOKED_AT);

const same = (a: Result, b: Result | undefined): boolean => b !== undefined && sameResult(a, b);
