import { z } from 'zod';
import type { App } from '../src/app.ts';
import { periodsAt } from '../src/betting/periods.ts';
import { percentText } from '../src/betting/views/bet-figures-table.ts';
import { counted, money, signedMoney } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import { settledSince } from '../src/core/journal.ts';
import { winRateOf } from '../src/core/sums/bet-figures.ts';
import { type BetSums, betSums, sumBets } from '../src/core/sums/bet-sums.ts';
import type { Field, Reply } from '../src/reply.ts';

const PERIODS = ['today', 'week', 'month', 'all'] as const;
type Period = (typeof PERIODS)[number];

export default defineCommand({
  name: 'stats',
  summary: 'What the bets of a period came to, beside what the prices promised',
  examples: ['stats', 'stats today', 'stats month'],
  options: {
    period: z
      .enum(PERIODS, { error: `must be one of ${PERIODS.join(', ')}` })
      .default('all')
      .describe('Of which time; all unless told. A week begins on Monday'),
  },
  needs: 'viewer',
  run: (app, { period }) => statsOf(app, period),
});

const TITLES: Readonly<Record<Period, string>> = {
  today: 'Today',
  week: 'This week',
  month: 'This month',
  all: 'All time',
};

function statsOf(app: App, period: Period): Reply {
  const { journal } = app.state();
  const sums =
    period === 'all'
      ? betSums.of(journal)
      : sumBets([...settledSince(journal, sinceOf(app, period))].reverse());
  const { bets } = sums.figures;
  return {
    title: `${TITLES[period]}: ${counted(bets, 'bet')} settled`,
    tone: 'neutral',
    ...(bets > 0 && { fields: fieldsOf(app, sums) }),
    footer: `Bets by when they were settled, results as later corrected. Money in ${app.currency}.`,
    links: PERIODS.filter((each) => each !== period).map((each) => ({
      label: TITLES[each],
      command: 'stats',
      options: { period: each },
    })),
  };
}

function sinceOf({ now, timeZone }: App, period: Exclude<Period, 'all'>): string {
  const { dayStart, weekStart, monthStart } = periodsAt(now(), timeZone);
  return { today: dayStart, week: weekStart, month: monthStart }[period];
}

function fieldsOf({ currency }: App, { figures, wonInARow, lostInARow }: BetSums): readonly Field[] {
  const { wins, losses, voids, staked, net, commission, expectedWins } = figures;
  const decided = wins + losses;
  return [
    { name: 'Won, lost, void', value: `${wins}, ${losses}, ${voids}` },
    { name: 'Win rate', value: percentText(winRateOf(figures)) },
    {
      name: 'Wins by the prices',
      value: decided === 0 ? '-' : `${expectedWins.toFixed(1)} of ${decided}, had they been fair`,
    },
    { name: 'Staked', value: money(staked, currency) },
    { name: 'Net', value: signedMoney(net, currency) },
    { name: 'Of what was staked', value: percentText(staked === 0 ? null : net / staked) },
    { name: 'Commission', value: money(commission, currency) },
    { name: 'Most wins in a row', value: String(wonInARow.longest) },
    { name: 'Most losses in a row', value: String(lostInARow.longest) },
  ];
}
