import { newestFirst, rememberedFold } from './chain.ts';
import type { Limits } from './events.ts';
import { type Pennies, pennies } from './money.ts';
import type { EndedCycle, Ledger } from './state.ts';

/** What the cycles that ended at or after a moment cost: outlay less banked. */
export function lossSince({ ended }: Ledger, from: string): Pennies {
  let loss = 0;
  for (const cycle of newestFirst(ended)) {
    if (cycle.end.at < from) break;
    loss += cycle.outlay - cycle.banked;
  }
  return pennies(loss);
}

/** What all cycles that ended cost: outlay less banked. */
export const lossInAll = ({ ended }: Ledger): Pennies => pennies(costOf(ended));

const costOf = rememberedFold<EndedCycle, number>(0, (cost, { outlay, banked }) => cost + outlay - banked);

/** What the current cycle costs if a bet of that stake is lost: its outlay, less what is left then to be banked. */
export function lossIfLost({ current, pot, nextTerms }: Ledger, stake: Pennies): Pennies {
  const kept = pot - stake;
  const banked = kept >= nextTerms.initialStake ? 0 : kept;
  return pennies(current.outlay - banked);
}

interface LosingRun {
  readonly cycles: number;
  readonly lastAt: string | null;
}

const NO_RUN: LosingRun = { cycles: 0, lastAt: null };

/** How many cycles in a row were lost, and when the last was. A reset is no win: it ends no such run. */
export const losingRun = ({ ended }: Ledger): LosingRun => runOf(ended);

const runOf = rememberedFold<EndedCycle, LosingRun>(NO_RUN, (run, { end }) => {
  switch (end.how) {
    case 'target':
      return NO_RUN;
    case 'reset':
      return run;
    case 'lost':
      return { cycles: run.cycles + 1, lastAt: end.at };
  }
});

/** Whether the last lost cycle brings a rest: after each so many in a row. */
export function restIsDue(
  ledger: Ledger,
  { coolDownMinutes, coolDownAfterLosses }: Pick<Limits, 'coolDownMinutes' | 'coolDownAfterLosses'>,
): boolean {
  const { cycles } = losingRun(ledger);
  return coolDownMinutes > 0 && cycles > 0 && cycles % coolDownAfterLosses === 0;
}
