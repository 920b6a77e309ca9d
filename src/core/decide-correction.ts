import type { Fact, Result } from './events.ts';
import { type Decision, type IntentOf, refuse } from './intents.ts';
import { correct, reopen, settledLine } from './journal.ts';
import { sameResult } from './settlement.ts';
import type { JournalLine, SettledLine, State } from './state.ts';

/** A result that the exchange has changed, and the targets that are reached by it. */
export function correctResult(
  { orderRef, settledDate, to }: IntentOf<'correct_result'>,
  state: State,
): Decision {
  const line = settledLine(state.journal, orderRef);
  if (line === undefined) return refuse('no-such-bet', `No bet ${orderRef} has a result.`);
  if (line.corrections.includes(settledDate) || sameResult(line.result, to))
    return refuse('unchanged', `The result of bet ${line.bet.betId} is already recorded so.`);
  return [
    {
      type: 'RESULT_CORRECTED',
      data: { orderRef, betId: line.bet.betId, settledDate, from: line.result, to },
    },
    ...targetsReachedBy(state, orderRef, settledDate, to),
  ];
}

/** The targets that are reached only once a result is corrected, each at its own bet's place. */
function targetsReachedBy({ journal }: State, orderRef: string, settledDate: string, to: Result): Fact[] {
  const was = reopen(journal, orderRef).lines;
  const is = reopen(correct(journal, orderRef, settledDate, to).journal, orderRef).lines;
  return is
    .filter((line): line is SettledLine => line.kind === 'settled' && line.targetReached)
    .filter((line) => !reachesTarget(was[is.indexOf(line)]))
    .reverse()
    .map((line) => ({
      type: 'TARGET_REACHED',
      data: { cycle: line.cycle, pot: line.potAfter, target: line.target },
    }));
}

const reachesTarget = (line: JournalLine | undefined): boolean =>
  line?.kind === 'settled' && line.targetReached;
