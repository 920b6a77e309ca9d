import type { App } from '../../app.ts';
import type { Reply } from '../../reply.ts';
import { betFiguresTable } from './bet-figures-table.ts';
import { figuresByPeriod, type Span } from './period-figures.ts';

/** The last `count` days, weeks or months as a table, the present one first. */
export function periodsReply(app: App, span: Span, count: number): Reply {
  const periods = figuresByPeriod(app.state(), span, {
    count,
    now: app.now(),
    timeZone: app.timeZone,
  });
  return {
    title: count === 1 ? `This ${span}` : `The last ${count} ${span}s`,
    tone: 'neutral',
    table: betFiguresTable(
      NAMES[span],
      periods.map(({ name, figures }) => [name, figures]),
    ),
    footer: `Bets by when they were settled, results as later corrected; a ${span} begins ${BEGINS[span]} in ${app.timeZone}. Money in ${app.currency}.`,
  };
}

const NAMES: Readonly<Record<Span, string>> = { day: 'Day', week: 'Week', month: 'Month' };

const BEGINS: Readonly<Record<Span, string>> = {
  day: 'at midnight',
  week: 'on Monday at midnight',
  month: 'on the first at midnight',
};
