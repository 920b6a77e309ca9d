import { z } from 'zod';
import type { App } from '../src/app.ts';
import { historyOf } from '../src/betting/views/history.ts';
import { betsTable, cyclesTable } from '../src/betting/views/history-tables.ts';
import type { Page, PageQuestion } from '../src/betting/views/pages.ts';
import { cyclesOf } from '../src/betting/views/statistics.ts';
import { counted } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { CommandLink, Table } from '../src/reply.ts';

const count = (to: number) => {
  const error = `must be a whole number from 1 to ${to}`;
  return z.coerce.number({ error }).int({ error, abort: true }).min(1, { error }).max(to, { error });
};

export default defineCommand({
  name: 'history',
  summary: 'Past bets or cycles, the newest first, with results as later corrected',
  examples: ['history', 'history 5', 'history 10 2', 'history 10 1 cycles'],
  options: {
    n: count(50).default(10).describe('How many on a page; 10 unless told'),
    page: count(1_000_000).default(1).describe('Which page; 1 is the newest'),
    show: z
      .enum(['bets', 'cycles'], { error: 'must be bets or cycles' })
      .default('bets')
      .describe('Single bets, or whole cycles; bets unless told'),
  },
  needs: 'viewer',
  run: (app, { n, page, show }) => {
    const { thing, found, table } = SHOWN[show](app, { page, size: n });
    const { pages, total } = found;
    if (page > pages) {
      const message = `There is no page ${page}: the last one is page ${pages} (${counted(total, thing)}, ${n} on a page).`;
      return { refused: 'no_such_page', message };
    }
    return {
      title: total === 0 ? `No ${thing}s yet` : `${counted(total, thing)} of all time`,
      tone: 'neutral',
      ...(total > 0 && { table, footer: `Page ${page} of ${pages}. Money in ${app.currency}.` }),
      links: turning(page, pages, { n, show }),
    };
  },
});

interface Shown {
  readonly thing: string;
  readonly found: Page<unknown>;
  readonly table: Table;
}

const SHOWN = {
  bets: (app: App, question: PageQuestion): Shown => {
    const found = historyOf(app.state(), question);
    return { thing: 'bet', found, table: betsTable(found.items, app.state().ledger.epoch) };
  },
  cycles: (app: App, question: PageQuestion): Shown => {
    const found = cyclesOf(app.state(), question);
    return { thing: 'cycle', found, table: cyclesTable(found.items, app.state().ledger.epoch) };
  },
};

function turning(page: number, pages: number, options: CommandLink['options']): readonly CommandLink[] {
  const to = (label: string, target: number) => ({
    label,
    command: 'history',
    options: { ...options, page: target },
  });
  return [...(page > 1 ? [to('Newer', page - 1)] : []), ...(page < pages ? [to('Older', page + 1)] : [])];
}
