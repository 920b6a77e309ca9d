import { historyOf } from '../src/betting/views/history.ts';
import { betsTable } from '../src/betting/views/history-tables.ts';
import { pagedReply } from '../src/betting/views/paged-reply.ts';
import { defineCommand } from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';

export default defineCommand({
  name: 'history',
  summary: 'Past bets, the newest first, with results as later corrected',
  examples: ['history', 'history 5', 'history 10 2'],
  options: {
    n: wholeNumber(1, 50).default(10).describe('How many on a page; 10 unless told'),
    page: wholeNumber(1, 1_000_000).default(1).describe('Which page; 1 is the newest'),
  },
  needs: 'viewer',
  run: (app, { n, page }) => {
    const found = historyOf(app.state(), { page, size: n });
    const table = betsTable(found.items, app.state().ledger.epoch);
    return pagedReply(app, { command: 'history', thing: 'bet', n, found, table });
  },
});
