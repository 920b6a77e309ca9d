import { z } from 'zod';
import { betFiguresTable } from '../src/betting/views/bet-figures-table.ts';
import { counted, plainName } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import { betSums } from '../src/core/sums/bet-sums.ts';

/** Further groups are counted: a season has more competitions than a phone has lines. */
const SHOWN = 20;

const by = ['competition', 'odds', 'selection'] as const;

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
    const groups = Object.entries(betSums.of(app.state().journal).groups[wanted])
      .map(([name, figures]) => [nameOf(name), figures] as const)
      .sort(([, a], [, b]) => b.bets - a.bets);
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

/** Not every event is of a competition. */
const nameOf = (name: string): string => (name === '' ? '(none)' : plainName(name));

const HEADS: Readonly<Record<(typeof by)[number], string>> = {
  competition: 'Competition',
  odds: 'Odds',
  selection: 'Selection',
};
