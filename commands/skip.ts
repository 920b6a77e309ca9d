import { z } from 'zod';
import type { App } from '../src/app.ts';
import { findName } from '../src/betting/find-name.ts';
import { suggestNames } from '../src/betting/suggestions/suggest-skips.ts';
import { leftOutText, skipEndText, skippedText } from '../src/betting/views/skips.ts';
import { oneLine, selectionText, sentence } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { Skipped } from '../src/core/events.ts';
import { leavesOut } from '../src/core/skips.ts';
import { endAfter, reason, wholeNumber, whyOf } from '../src/option-schemas.ts';

const HOUR = 3_600_000;

export default defineCommand({
  name: 'skip',
  summary: 'Leaves a market, a team or a competition out, for a while or until ended; an open bet runs on',
  examples: [
    'skip team Leeds',
    'skip competition "Serie A" 48 "waiting for news"',
    'skip market 1.131162806',
  ],
  options: {
    what: z.enum(['market', 'team', 'competition']).describe('What the name is of'),
    name: z
      .string()
      .trim()
      .min(1, { error: 'must be a name' })
      .max(100, { error: 'may have at most 100 characters' })
      .describe('Team or competition; or a market by its id or its event, as markets shows it'),
    hours: wholeNumber(1, 8_760, ' (a year); leave it out to skip until ended')
      .optional()
      .describe('For how long; until ended when left out'),
    reason,
  },
  suggest: { name: suggestNames },
  needs: 'operator',
  run: async (app, { what, name: typed, hours, reason: given }, by) => {
    const now = app.now();
    const until = endAfter(now, hours, HOUR);
    const why = whyOf(given);
    const { name, note } = findName(app, what, oneLine(typed));
    const result = await app.submit(
      { kind: 'skip', now: new Date(now).toISOString(), what, name, why, until },
      by,
    );
    if ('refused' in result) return result;
    return {
      title: `Skipped: ${skippedText({ what, name })}`,
      tone: note === '' ? 'neutral' : 'warning',
      text: [
        `${leftOutText({ what, name })}${note} Reason: ${sentence(why)} `,
        ...skipEndText({ until }),
        ...underWay(app, { what, name }),
      ],
      links: [
        { label: 'Skips', command: 'skips', options: {} },
        { label: 'Look now', command: 'markets', options: {} },
      ],
    };
  },
});

/** What is bet already runs on: its stake is at the exchange. */
function underWay({ state }: App, skipped: Skipped): readonly string[] {
  const { openBets, request } = state();
  const bets = request === null ? openBets : [...openBets, request];
  return bets
    .filter((bet) => leavesOut(skipped, { ...bet, runners: [] }))
    .map((bet) => ` The open bet on ${selectionText(bet)} is one of those: it runs on and is settled.`);
}
