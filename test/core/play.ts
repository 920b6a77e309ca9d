import type { Outcome, Result } from '../../src/core/events.ts';
import type { Intent } from '../../src/core/intents.ts';
import { commissionOn, grossProfit, resultOf } from '../../src/core/settlement.ts';
import type { OpenBet, State } from '../../src/core/state.ts';
import { act, at, bet } from './given.ts';

/** What an open bet comes to with an outcome; a dead heat is two winners for one place. */
export function resultFor({ stake, priceMatched, commissionRate }: OpenBet, outcome: Outcome): Result {
  const ending = outcome === 'dead_heat' ? ({ outcome, places: 1, winners: 2 } as const) : { outcome };
  const gross = grossProfit(stake, priceMatched, ending);
  return resultOf(outcome, gross, commissionOn(gross, commissionRate));
}

export function resultIntent(open: OpenBet, outcome: Outcome, now = at()): Intent {
  const { grossProfit: gross, commission } = resultFor(open, outcome);
  return {
    kind: 'record_result',
    now,
    orderRef: open.orderRef,
    outcome,
    grossProfit: gross,
    commission,
    source: 'market_book',
  };
}

/** Decides the open bet. */
export function end(state: State, outcome: Outcome | 'void', now = at()): State {
  const open = state.openBets[0]!;
  return outcome === 'void'
    ? act(state, { kind: 'record_void', now, orderRef: open.orderRef, reason: 'all runners removed' })
    : act(state, resultIntent(open, outcome, now));
}

/** Bets and wins (or not) one leg. */
export const leg = (state: State, odds = 3.5, outcome: Outcome | 'void' = 'won', rate = 0.05): State =>
  end(bet(state, odds, rate), outcome);
