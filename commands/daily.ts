import { periodsReply } from '../src/betting/views/periods-reply.ts';
import { defineCommand } from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';

export default defineCommand({
  name: 'daily',
  summary: 'What the bets of the last days came to, day by day',
  examples: ['daily', 'daily 14'],
  options: { n: wholeNumber(1, 90).default(7).describe('How many days; 7 unless told') },
  needs: 'viewer',
  run: (app, { n }) => periodsReply(app, 'day', n),
});
