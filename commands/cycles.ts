import { cyclesTable } from '../src/betting/views/history-tables.ts';
import { pagedReply } from '../src/betting/views/paged-reply.ts';
import { cyclesOf } from '../src/betting/views/statistics.ts';
import { defineCommand } from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';

export default defineCommand({
  name: 'cycles',
  summary: 'Cycles, the newest first: how far each came, what it cost and what it brought',
  examples: ['cycles', 'cycles 5', 'cycles 10 2'],
  options: {
    n: wholeNumber(1, 50).default(10).describe('How many on a page; 10 unless told'),
    page: wholeNumber(1, 1_000_000).default(1).describe('Which page; 1 is the newest'),
  },
  needs: 'viewer',
  run: (app, { n, page }) => {
    const found = cyclesOf(app.state(), { page, size: n });
    const table = cyclesTable(found.items, app.state().ledger.epoch);
    return pagedReply(app, { command: 'cycles', thing: 'cycle', n, found, table });
  },
});
