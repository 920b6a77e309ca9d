import { z } from 'zod';
import type { App } from '../src/app.ts';
import { periodsAt } from '../src/betting/periods.ts';
import { type BetFigures, NO_BETS, winRateOf, withBet } from '../src/betting/views/bet-figures.ts';
import { percentText } from '../src/betting/views/bet-figures-table.ts';
import { type BetRecord, betsSettledSince } from '../src/betting/views/history.ts';
import { perJournal } from '../src/betting/views/per-journal.ts';
import { counted, money, signedMoney } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { State } from '../src/core/state.ts';
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

interface Came {
  readonly settled: number;
  readonly figures: BetFigures;
  readonly winsInARow: number;
  readonly lossesInARow: number;
}

function statsOf(app: App, period: Period): Reply {
  const came = period === 'all' ? ofAllTime(app.state()) : whatCame(app.state(), sinceOf(app, period));
  return {
    title: `${TITLES[period]}: ${counted(came.settled, 'bet')} settled`,
    tone: 'neutral',
    ...(came.settled > 0 && { fields: fieldsOf(app, came) }),
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

function whatCame(state: State, since: string): Came {
  const records = [...betsSettledSince(state, since)].reverse();
  return {
    settled: records.length,
    figures: records.reduce(withBet, NO_BETS),
    winsInARow: longestRun(records, (profit) => profit > 0),
    lossesInARow: longestRun(records, (profit) => profit <= 0),
  };
}

const ofAllTime = perJournal((state) => whatCame(state, ''));

function fieldsOf({ currency }: App, { figures, winsInARow, lossesInARow }: Came): readonly Field[] {
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
    { name: 'Most wins in a row', value: String(winsInARow) },
    { name: 'Most losses in a row', value: String(lossesInARow) },
  ];
}

/** In the order of their placing; void bets neither end a run nor lengthen it. */
function longestRun(records: readonly BetRecord[], counts: (netProfit: number) => boolean): number {
  let [longest, run] = [0, 0];
  for (const { settled } of records) {
    if (settled === null || settled.result.outcome === 'void') continue;
    run = counts(settled.result.netProfit) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
