import { newestFirst } from './chain.ts';
import type { Limits } from './events.ts';
import { type Pennies, pennies } from './money.ts';
import type { Ledger } from './state.ts';

/** What all cycles that ended cost: outlay less banked. */
export const lossOfAllTime = ({ allTime, current }: Ledger): Pennies =>
  pennies(allTime.outlay - allTime.banked - (current.outlay - current.banked));

/** What the cycles that ended at or after a moment cost: outlay less banked. */
export function lossSince({ ended }: Ledger, from: string): Pennies {
  let loss = 0;
  for (const cycle of newestFirst(ended)) {
    if (cycle.end.at < from) break;
    loss += cycle.outlay - cycle.banked;
  }
  return pennies(loss);
}

/** What the current cycle costs if a bet of that stake is lost: its outlay, less what is left then to be banked. */
export function lossIfLost({ current, pot, nextTerms }: Ledger, stake: Pennies): Pennies {
  const kept = pot - stake;
  const banked = kept >= nextTerms.initialStake ? 0 : kept;
  return pennies(current.outlay - banked);
}

/** Whether the last lost cycle brings a rest: after each so many in a row. */
export function restIsDue(
  { losingRun: { cycles } }: Ledger,
  { coolDownMinutes, coolDownAfterLosses }: Pick<Limits, 'coolDownMinutes' | 'coolDownAfterLosses'>,
): boolean {
  return coolDownMinutes > 0 && cycles > 0 && cycles % coolDownAfterLosses === 0;
}
