import { newestFirst } from './chain.ts';
import { type Pennies, pennies } from './money.ts';
import type { Ledger } from './state.ts';

/** What the cycles that ended at or after a moment cost: outlay less banked. */
export function lossSince({ ended }: Ledger, from: string): Pennies {
  let loss = 0;
  for (const cycle of newestFirst(ended)) {
    if (cycle.end.at < from) break;
    loss += cycle.outlay - cycle.banked;
  }
  return pennies(loss);
}

/** What the current cycle costs if a bet of that stake is lost: what is kept and banked comes back. */
export function lossIfLost({ current, pot, nextTerms }: Ledger, stake: Pennies): Pennies {
  const kept = pot - stake;
  const banked = kept >= nextTerms.initialStake ? 0 : kept;
  return pennies(current.outlay - current.banked - banked);
}

/** How many cycles in a row were lost, and when the last was. */
export function losingRun({ ended }: Ledger): { readonly cycles: number; readonly lastAt: string } {
  let cycles = 0;
  for (const { end } of newestFirst(ended)) {
    if (end.how !== 'lost') break;
    cycles += 1;
  }
  return { cycles, lastAt: ended?.head.end.at ?? '' };
}
