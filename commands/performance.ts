import { z } from 'zod';
import { groupBets } from '../src/betting/views/bet-figures.ts';
import { betFiguresTable } from '../src/betting/views/bet-figures-table.ts';
import { GROUPS, type GroupedBy } from '../src/betting/views/bet-groups.ts';
import { betsSettledSince } from '../src/betting/views/history.ts';
import { perJournal } from '../src/betting/views/per-journal.ts';
import { counted } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';

/** Further groups are counted: a season has more competitions than a phone has lines. */
const SHOWN = 20;

const by = Object.keys(GROUPS) as [GroupedBy, ...GroupedBy[]];

export default defineCommand({
  name: 'performance',
  summary: 'What all bets came to by competition, odds or kind of selection, beside what the prices promised',
  examples: ['performance', 'performance odds', 'performance selection'],
  options: {
    by: z
      .enum(by, { error: `must be one of ${by.join(', ')}` })
      .default('competition')
      .describe('What to group by; competition unless told'),
  },
  needs: 'viewer',
  run: (app, { by: wanted }) => {
    const groups = [...BY_GROUP[wanted](app.state())].sort(([, a], [, b]) => b.bets - a.bets);
    const bets = groups.reduce((sum, [, figures]) => sum + figures.bets, 0);
    const more = groups.length - SHOWN;
    return {
      title: bets === 0 ? 'No settled bets yet' : `${counted(bets, 'settled bet')} of all time by ${wanted}`,
      tone: 'neutral',
      ...(bets > 0 && { table: betFiguresTable(HEADS[wanted], groups.slice(0, SHOWN)) }),
      footer: `${more > 0 ? `${counted(more, 'group')} with fewer bets left out. ` : ''}Bets are those with a result; win rate and stakes are of those won or lost. "By the prices" is the win rate that fair prices would bring: with few bets the two may lie far apart by chance. Money in ${app.currency}.`,
      links: by
        .filter((each) => each !== wanted)
        .map((each) => ({ label: `By ${each}`, command: 'performance', options: { by: each } })),
    };
  },
});

const groupedBy = (by: GroupedBy) =>
  perJournal((state) => groupBets(betsSettledSince(state, ''), GROUPS[by]));

const BY_GROUP = {
  competition: groupedBy('competition'),
  odds: groupedBy('odds'),
  selection: groupedBy('selection'),
} as const satisfies Record<GroupedBy, unknown>;

const HEADS: Readonly<Record<GroupedBy, string>> = {
  competition: 'Competition',
  odds: 'Odds',
  selection: 'Selection',
};
