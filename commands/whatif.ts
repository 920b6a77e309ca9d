import { z } from 'zod';
import type { App } from '../src/app.ts';
import { suggestMoments } from '../src/betting/suggestions/suggest-moments.ts';
import { stateAtTyped } from '../src/betting/views/past-moment.ts';
import { whatIfReply } from '../src/betting/views/what-if-reply.ts';
import { defineCommand } from '../src/command.ts';
import { formatPrice, price } from '../src/core/odds.ts';
import { ladderPrice } from '../src/option-schemas.ts';

const WEEK_MS = 7 * 86_400_000;

export default defineCommand({
  name: 'whatif',
  summary: 'What the last days would have brought with another odds range, from what the bot itself saw',
  examples: ['whatif 3.2 4', 'whatif min:2.5 max:6 from:2026-03-02', 'whatif'],
  options: {
    min: ladderPrice.describe('Lowest price to bet on; as it is now when left out'),
    max: ladderPrice.describe('Highest price to bet on; as it is now when left out'),
    from: z
      .string()
      .trim()
      .max(40, { error: 'may have at most 40 characters' })
      .optional()
      .describe('An event such as #120, or a time such as 2026-03-02; a week ago when left out'),
  },
  suggest: { from: suggestMoments },
  needs: 'viewer',
  run: async (app, { min, max, from }) => {
    const since = await sinceTyped(app, from);
    if (typeof since !== 'string') return since;
    const now = app.state().settings.odds;
    const odds = { min: price(min ?? now.min), max: price(max ?? now.max) };
    if (odds.min > odds.max) {
      const message = `min (${formatPrice(odds.min)}) would be above max (${formatPrice(odds.max)}); give both, the lower one as min.`;
      return { refused: 'range_reversed', message };
    }
    // Without a range the days are played as they were set, changes of the range meanwhile included.
    const changed = min === undefined && max === undefined ? {} : { odds };
    const found = await app.whatIf(changed, since);
    if (found !== null) return whatIfReply(app, found, changed);
    const message =
      'Nothing of what the bot saw since then is recorded. Set recorder.enabled to true in the configuration file and start the bot again; from then on it can be asked.';
    return { refused: 'not_recorded', message };
  },
});

async function sinceTyped(app: App, from: string | undefined) {
  if (from === undefined) return new Date(app.now() - WEEK_MS).toISOString();
  const state = await stateAtTyped(app, from);
  return 'refused' in state ? state : (state.at ?? '');
}
