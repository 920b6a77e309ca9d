import { sentence } from '../src/betting/views/wording.ts';
import { defineCommand, type Refused } from '../src/command.ts';
import { endAfter, reason, wholeNumber, whyOf } from '../src/option-schemas.ts';
import type { Text } from '../src/reply.ts';

const MINUTE = 60_000;

export default defineCommand({
  name: 'pause',
  summary: 'Places no further bets, for a while or until resumed; an open bet runs on',
  examples: ['pause', 'pause lunch', 'pause "waiting for better prices" 90'],
  options: {
    reason,
    minutes: wholeNumber(1, 10_080, ' (a week); leave it out to pause until resumed')
      .optional()
      .describe('For how long; until resumed when left out'),
  },
  needs: 'operator',
  run: async (app, { reason: given, minutes }, by) => {
    if (minutes === undefined && given !== undefined && /^\d+$/.test(given)) return onlyNumber(given);
    const now = app.now();
    const until = endAfter(now, minutes, MINUTE);
    const why = whyOf(given);
    const result = await app.submit({ kind: 'pause', why, until, now: new Date(now).toISOString() }, by);
    if ('refused' in result) return result;
    const open = app.state().openBets.length > 0 ? ' The open bet runs on and is settled.' : '';
    const end: Text = until === null ? 'Until somebody resumes.' : ['Until ', { at: until }, '.'];
    return {
      title: 'Betting is paused',
      tone: 'warning',
      text: [...(typeof end === 'string' ? [end] : end), ` Reason: ${sentence(why)}${open}`],
      links: [{ label: 'Resume', command: 'resume', options: {} }],
    };
  },
});

/** The first word is the reason: a pause "5" would have no end. */
const onlyNumber = (number: string): Refused => ({
  refused: 'reason_is_a_number',
  message: `"${number}" would be the reason, and the pause without an end. For ${number} minutes say pause minutes:${number}; a reason has words.`,
});
