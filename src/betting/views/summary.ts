import type { State } from '../../core/state.ts';
import { NO_BETS } from '../../core/sums/bet-figures.ts';
import type { Field, Reply } from '../../reply.ts';
import { figuresByPeriod } from './period-figures.ts';
import { counted, money, selectionText, signedMoney } from './wording.ts';

export type SummarySpan = 'day' | 'week';

const TITLES: Readonly<Record<SummarySpan, string>> = { day: 'Yesterday', week: 'Last week' };

/** What the bets of the day or week before a moment (ms) came to, and how things stand now. */
export function summaryOf(
  state: State,
  span: SummarySpan,
  { now, timeZone, currency }: { now: number; timeZone: string; currency: string },
): Reply {
  const [, before] = figuresByPeriod(state, span, { count: 2, now, timeZone });
  const figures = before?.figures ?? NO_BETS;
  const { bets, wins, losses, voids, net, commission, staked } = figures;
  const links = [
    { label: span === 'day' ? 'Days' : 'Weeks', command: span === 'day' ? 'daily' : 'weekly', options: {} },
    { label: 'Status', command: 'status', options: {} },
  ];
  const title = `${TITLES[span]}, ${before?.name ?? ''}: `;
  if (bets === 0)
    return { title: `${title}no bet was settled`, tone: 'neutral', fields: standing(state, currency), links };
  return {
    title: `${title}${signedMoney(net, currency)}`,
    tone: net > 0 ? 'good' : net < 0 ? 'bad' : 'neutral',
    text: `${counted(bets, 'bet')} settled: ${wins} won, ${losses} lost, ${voids} void. Staked ${money(staked, currency)}, commission ${money(commission, currency)}.`,
    fields: standing(state, currency),
    links,
  };
}

function standing({ ledger, openBets }: State, currency: string): readonly Field[] {
  const { cycle, leg, pot, allTime } = ledger;
  const [open] = openBets;
  return [
    { name: 'Now', value: `cycle ${cycle}, leg ${leg}, ${money(pot, currency)} in the pot` },
    ...(open === undefined
      ? []
      : [{ name: 'Open bet', value: `${money(open.stake, currency)} on ${selectionText(open)}` }]),
    {
      name: 'All time',
      value: `${counted(allTime.cycles, 'cycle')}, ${counted(allTime.targets, 'target')} reached; put in ${money(allTime.outlay, currency)}, taken out ${money(allTime.banked, currency)}`,
    },
  ];
}
