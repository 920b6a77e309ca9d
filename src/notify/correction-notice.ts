import { findBet, isBet } from '../betting/views/history.ts';
import { outcomeText } from '../betting/views/history-tables.ts';
import { counted, money, signedMoney } from '../betting/views/wording.ts';
import type { EventOf } from '../core/events.ts';
import { type Pennies, pennies } from '../core/money.ts';
import type { Figures, State } from '../core/state.ts';
import type { Field, Reply } from '../reply.ts';
import { naming } from './bet-notices.ts';
import type { Telling } from './telling.ts';

/** What the exchange changed, and what that means in money: in one message, whatever followed from it. */
export function corrected({ data }: EventOf<'RESULT_CORRECTED'>, telling: Telling): Reply {
  const { before, after, currency } = telling;
  const { of, fields } = naming(data.orderRef, telling);
  const was = `${outcomeText(data.from)} (${signedMoney(data.from.netProfit, currency)})`;
  const is = `${outcomeText(data.to)} (${signedMoney(data.to.netProfit, currency)})`;
  const record = findBet(after, isBet(data.orderRef));
  const isOld = record !== undefined && record.epoch < after.ledger.epoch;
  return {
    title: `Result corrected, now ${outcomeText(data.to)}${of}`,
    tone: 'warning',
    text: [
      `The exchange changed this bet's result: it was ${was}, it is ${is}.`,
      isOld
        ? 'It was before the last reset, so that only the figures of all time change.'
        : `Everything since is counted anew. ${consequences(telling)}`,
    ].join(' '),
    fields: [...fields, ...changes(before, after, currency)],
  };
}

function consequences({ before, after, currency }: Telling): string {
  const { cycle, leg, pot } = after.ledger;
  const was = before.ledger;
  const targets = after.ledger.allTime.targets - was.allTime.targets;
  const moved =
    cycle === was.cycle && leg === was.leg ? '' : ` instead of cycle ${was.cycle}, leg ${was.leg}`;
  return [
    ...(targets < 0 ? [`${counted(-targets, 'target')} that was reached counts no more.`] : []),
    ...(targets > 0 ? [`${counted(targets, 'target')} is reached by it.`] : []),
    ...outlayText(pennies(after.ledger.allTime.outlay - was.allTime.outlay), currency),
    `Now it is cycle ${cycle}, leg ${leg}${moved}, with ${money(pot, currency)} in the pot.`,
  ].join(' ');
}

/** A bet placed since keeps its stake, whatever the pot would have held for it. */
function outlayText(more: Pennies, currency: string): readonly string[] {
  if (more > 0)
    return [
      `You have put in ${money(more, currency)} more than was counted: another cycle was opened, or a bet placed since staked more than its pot held.`,
    ];
  if (more === 0) return [];
  const less = money(pennies(-more), currency);
  return [`You have put in ${less} less than was counted: a cycle in between was not opened after all.`];
}

/** The figures of all time that are others now. */
function changes(before: State, after: State, currency: string): readonly Field[] {
  return FIGURES.flatMap(([name, figure]) => {
    const [was, is] = [figure(before), figure(after)];
    return was === is ? [] : [{ name, value: `${money(is, currency)} (was ${money(was, currency)})` }];
  });
}

const allTime = (figure: (figures: Figures) => number) => (state: State) =>
  pennies(figure(state.ledger.allTime));

const FIGURES: readonly (readonly [string, (state: State) => Pennies])[] = [
  ['Put in', allTime(({ outlay }) => outlay)],
  ['Taken out', allTime(({ banked }) => banked)],
  ['Commission paid', allTime(({ commission }) => commission)],
  ['Profit or loss', allTime(({ gross, commission }) => gross - commission)],
  ['Pot now', ({ ledger }) => ledger.pot],
];
