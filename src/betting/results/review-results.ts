import type { Clock } from '../../clock.ts';
import type { BookDifference } from '../../core/book-difference.ts';
import type { Result } from '../../core/events.ts';
import { settledSince } from '../../core/journal.ts';
import { resultOf, sameResult, VOID_RESULT } from '../../core/settlement.ts';
import type { SettledLine, State } from '../../core/state.ts';
import type { Handler } from '../handle.ts';
import { clearedSince } from './cleared-bets.ts';
import type { JudgedBet, Verdict, Verdicts } from './verdict.ts';

export interface ReviewParts {
  readonly handler: Handler;
  readonly clock: Clock;
}

/** Exchanges re-open and re-settle markets: a result is looked at again for so long. */
const REVIEWED_MS = 86_400_000;

/** The results of the last day, and those in which the books differed when they were last compared. */
export function linesToReview(state: State, now: number): readonly SettledLine[] {
  const since = new Date(now - REVIEWED_MS).toISOString();
  const differences = state.booksChecked?.differences ?? [];
  const differing = linesAt(differences, state, clearedSince(state.began, now));
  // Bets that we voided ourselves are ours to decide, whatever became of their market.
  const recent = [...settledSince(state.journal, since)].filter(({ byUs }) => !byUs);
  return [...new Set([...recent, ...differing])];
}

/**
 * The results of the markets that differ: what changes the commission on one changes the shares of all bets in it.
 * `since`: ISO time from which on the exchange can tell of them.
 */
export function linesAt(
  differences: readonly BookDifference[],
  { journal }: State,
  since: string,
): readonly SettledLine[] {
  if (differences.length === 0) return [];
  const betIds = new Set(differences.map(({ betId }) => betId));
  const settled = [...settledSince(journal, since)];
  const differing = settled.filter(({ bet }) => betIds.has(bet.betId)).map(({ bet }) => bet.marketId);
  return settled.filter(({ bet, byUs }) => !byUs && differing.includes(bet.marketId));
}

/** A settled bet, to be judged again. */
export const judgedBet = ({ bet, placedAt }: SettledLine): JudgedBet => ({ ...bet, placedAt });

/** Records the results that the exchange has changed since they were recorded. */
export async function reviewResults(
  { handler, clock }: ReviewParts,
  lines: readonly SettledLine[],
  verdicts: Verdicts,
): Promise<void> {
  for (const { bet, result, corrections } of lines) {
    const verdict = verdicts.get(bet.orderRef);
    const to = verdict && resultIn(verdict);
    if (!to || sameResult(result, to)) continue;
    const now = new Date(clock.now()).toISOString();
    const settledDate = keyOf(verdict, corrections) ?? now;
    await handler.handle(
      { kind: 'correct_result', now, orderRef: bet.orderRef, settledDate, to },
      { actor: 'system', id: bet.orderRef },
    );
  }
}

/**
 * The settled date, unless an earlier change bears it: the exchange may change a result, or what it says of the
 * commission, without another date.
 */
function keyOf(verdict: Verdict, used: readonly string[]): string | null {
  const date = verdict.kind === 'ended' || verdict.kind === 'void' ? verdict.settledDate : null;
  return date === null || used.includes(date) ? null : date;
}

function resultIn(verdict: Verdict): Result | null {
  if (verdict.kind === 'void') return VOID_RESULT;
  return verdict.kind === 'ended' ? resultOf(verdict.outcome, verdict.grossProfit, verdict.commission) : null;
}
