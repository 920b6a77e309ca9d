import { z } from 'zod';
import { suggestMoments } from '../src/betting/suggestions/suggest-moments.ts';
import { diffReply } from '../src/betting/views/diff-reply.ts';
import { stateAtTyped } from '../src/betting/views/past-moment.ts';
import { defineCommand } from '../src/command.ts';

const point = z.string().trim().max(40, { error: 'may have at most 40 characters' });

export default defineCommand({
  name: 'diff',
  summary: 'What changed between two moments of the log: pot, figures, settings, and which events did it',
  examples: ['diff 2026-03-02', 'diff #1 #120', 'diff 08:00 20:00'],
  options: {
    from: point.describe('An event such as #120, or a time such as 2026-03-02 or 14:30'),
    to: point.optional().describe('The same; now when left out'),
  },
  suggest: { from: suggestMoments, to: suggestMoments },
  needs: 'viewer',
  run: async (app, { from, to }) => {
    const before = await stateAtTyped(app, from);
    if ('refused' in before) return before;
    const after = to === undefined ? app.state() : await stateAtTyped(app, to);
    if ('refused' in after) return after;
    if (after.seq < before.seq)
      return {
        refused: 'backwards',
        message: `"${to}" (event ${after.seq}) comes before "${from}" (event ${before.seq}): give the earlier one first.`,
      };
    return diffReply(app, before, after);
  },
});
