import { newestFirst } from './chain.ts';
import type { Fact, Result } from './events.ts';
import { type Decision, type IntentOf, refuse } from './intents.ts';
import { correct, settledLine } from './journal.ts';
import { sameResult } from './settlement.ts';
import type { State } from './state.ts';

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
  const known = new Set(targets(journal).map((line) => line.bet.orderRef));
  const after = correct(journal, orderRef, settledDate, to);
  return targets(after.journal)
    .filter((line) => !known.has(line.bet.orderRef))
    .reverse()
    .map((line) => ({
      type: 'TARGET_REACHED',
      data: { cycle: line.cycle, pot: line.potAfter, target: line.target },
    }));
}

const targets = (journal: State['journal']) =>
  [...newestFirst(journal)].filter((line) => line.kind === 'settled').filter((line) => line.targetReached);
