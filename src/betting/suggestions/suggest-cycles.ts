import type { App } from '../../app.ts';
import type { CommandCall, Suggestion } from '../../command.ts';
import { pennies } from '../../core/money.ts';
import type { Cycle } from '../../core/state.ts';
import { allCycles } from '../views/statistics.ts';
import { CYCLE_ENDINGS, counted, money, signedMoney } from '../views/wording.ts';

/** The cycles of the epoch that is given, of the present one unless told, the newest first. */
export function* suggestCycles(app: App, { epoch }: CommandCall['options']): Generator<Suggestion> {
  const { ledger } = app.state();
  const wanted = epoch === undefined ? ledger.epoch : Number(epoch);
  for (const cycle of allCycles(ledger))
    if (cycle.epoch === wanted) yield { name: nameOf(cycle, app), value: cycle.cycle };
}

/** Those of the present epoch that have ended with a bet. */
export function* suggestEndedCycles(app: App): Generator<Suggestion> {
  const { ledger } = app.state();
  for (const cycle of allCycles(ledger))
    if (cycle.epoch === ledger.epoch && cycle.end !== null && cycle.legs > 0)
      yield { name: nameOf(cycle, app), value: cycle.cycle };
}

function nameOf({ cycle, legs, outlay, banked, end }: Cycle, { state, currency }: App): string {
  const length = counted(legs, 'leg');
  if (end === null)
    return `Cycle ${cycle}: running, ${length}, ${money(state().ledger.pot, currency)} in the pot`;
  const inAll = signedMoney(pennies(banked - outlay), currency);
  return `Cycle ${cycle}: ${CYCLE_ENDINGS[end.how]}, ${length}, ${inAll}`;
}
