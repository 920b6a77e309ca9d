import { z } from 'zod';
import type { App } from '../src/app.ts';
import { money, selectionText } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import { decide } from '../src/core/decide.ts';
import type { IntentOf } from '../src/core/intents.ts';
import { fromMajor } from '../src/core/money.ts';

const error = 'must be an amount of at least 0.01 with at most two decimals, such as 1 or 2.50';

export default defineCommand({
  name: 'reset',
  summary: 'Ends the cycle and starts again at cycle 1; nothing is deleted',
  examples: ['reset', 'reset 2.50'],
  options: {
    stake: z.coerce
      .number({ error })
      .min(0.01, { error, abort: true })
      .refine((major) => fromMajor(major) !== null, { error })
      .optional()
      .describe('Money that cycle 1 opens with; the initial stake as it is set when left out'),
  },
  needs: (_, app) => (app.mode === 'live' ? 'owner' : 'operator'),
  confirm: (app, { stake }) => {
    const intent = intentOf(app, stake);
    const decision = decide(intent, app.state());
    return 'refused' in decision ? decision : effectOf(app, intent);
  },
  run: async (app, { stake }, by) => {
    const intent = intentOf(app, stake);
    const result = await app.submit(intent, by);
    if ('refused' in result) return result;
    const cut = app.state().ledger.ended?.head;
    const ended =
      cut &&
      `Cycle ${cut.cycle} ended; ${money(cut.banked, app.currency)} of it is banked: it no longer takes part. `;
    return {
      title: `Reset: cycle 1 is open with ${money(intent.initialStake, app.currency)}`,
      tone: 'neutral',
      text: `${ended ?? ''}All earlier bets stay on record.`,
      links: [{ label: 'Status', command: 'status', options: {} }],
    };
  },
});

function intentOf(app: App, stake: number | undefined): IntentOf<'reset'> {
  return {
    kind: 'reset',
    initialStake: (stake === undefined ? null : fromMajor(stake)) ?? app.state().settings.initialStake,
    minStake: app.minStake,
    now: new Date(app.now()).toISOString(),
  };
}

function effectOf({ state, currency }: App, { initialStake }: IntentOf<'reset'>): string {
  const { ledger, openBets } = state();
  const voided = openBets.map(
    (bet) =>
      `makes the open bet of ${money(bet.stake, currency)} on ${selectionText(bet)} void, its stake back in the pot, `,
  );
  return `This ${voided.join('')}ends cycle ${ledger.cycle} with ${money(ledger.pot, currency)} in the pot (banked: it no longer takes part) and opens cycle 1 with ${money(initialStake, currency)}; all-time figures go on`;
}
