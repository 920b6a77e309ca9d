import { periodsReply } from '../src/betting/views/periods-reply.ts';
import { defineCommand } from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';

export default defineCommand({
  name: 'monthly',
  summary: 'What the bets of the last months came to, month by month',
  examples: ['monthly', 'monthly 12'],
  options: { n: wholeNumber(1, 36).default(6).describe('How many months; 6 unless told') },
  needs: 'viewer',
  run: (app, { n }) => periodsReply(app, 'month', n),
});
