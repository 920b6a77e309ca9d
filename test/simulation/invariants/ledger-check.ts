import type { Event } from '../../../src/core/events.ts';
import { type Account, postingsOf } from '../../../src/core/postings.ts';
import type { Figures, State } from '../../../src/core/state.ts';
import { Violation } from '../violation.ts';

/** The books add up after every event: the identity of the ledger, and every account of the postings. */
export function ledgerCheck(): (event: Event, before: State, after: State) => void {
  const sums: Record<Account, number> = {
    outside: 0,
    pot: 0,
    exchange: 0,
    commission: 0,
    banked: 0,
    carried: 0,
  };
  return (event, before, after) => {
    const { ledger } = after;
    for (const figures of [ledger.figures, ledger.allTime]) addsUp(event, figures, ledger.pot);
    for (const { from, to, amount } of postingsOf(event, before, after)) {
      sums[from] -= amount;
      sums[to] += amount;
    }
    const { outlay, gross, commission, banked } = ledger.allTime;
    const expected: Record<Account, number> = {
      outside: -outlay,
      pot: ledger.pot - ledger.stakesOut,
      exchange: ledger.stakesOut - gross,
      commission,
      banked,
      carried: 0,
    };
    for (const account of Object.keys(expected) as Account[])
      if (sums[account] !== expected[account] && ledger.cycle > 0)
        throw new Violation(
          `postings: ${account} has ${sums[account]} after event ${event.seq}, the ledger ${expected[account]}`,
        );
  };
}

function addsUp({ seq }: Event, { outlay, gross, banked, commission }: Figures, pot: number): void {
  if (outlay + gross !== pot + banked + commission)
    throw new Violation(
      `ledger: after event ${seq}, ${outlay} + ${gross} is not ${pot} + ${banked} + ${commission}`,
    );
}
