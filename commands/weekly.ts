import { periodsReply } from '../src/betting/views/periods-reply.ts';
import { defineCommand } from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';

export default defineCommand({
  name: 'weekly',
  summary: 'What the bets of the last weeks came to, week by week',
  examples: ['weekly', 'weekly 16'],
  options: { n: wholeNumber(1, 60).default(8).describe('How many weeks; 8 unless told') },
  needs: 'viewer',
  run: (app, { n }) => periodsReply(app, 'week', n),
});
