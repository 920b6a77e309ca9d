import type { App } from '../src/app.ts';
import { counted, money, selectionText } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import { decide } from '../src/core/decide.ts';
import type { IntentOf } from '../src/core/intents.ts';
import { formatPrice } from '../src/core/odds.ts';

export default defineCommand({
  name: 'cancel',
  summary: 'Makes the open bet void, its stake back in the pot; in demo and dry run only',
  examples: ['cancel'],
  options: {},
  needs: 'operator',
  confirm: (app) => {
    const decision = decide(intentOf(app), app.state());
    return 'refused' in decision ? decision : effectOf(app);
  },
  run: async (app, _, by) => {
    const { openBets } = app.state();
    const result = await app.submit(intentOf(app), by);
    if ('refused' in result) return result;
    const { ledger } = app.state();
    return {
      title: `${counted(result.length, 'bet')} cancelled`,
      tone: 'neutral',
      text: `${openBets.map(selectionText).join(', ')}: void; what comes of it at the exchange changes nothing any more. Leg ${ledger.leg} stays counted, and ${money(ledger.pot, app.currency)} is in the pot.`,
      links: [
        { label: 'Pause', command: 'pause', options: {} },
        { label: 'Status', command: 'status', options: {} },
      ],
    };
  },
});

const intentOf = ({ now }: App): IntentOf<'cancel'> => ({
  kind: 'cancel',
  now: new Date(now()).toISOString(),
});

function effectOf(app: App): string {
  const { ledger, openBets } = app.state();
  const bets = openBets.map(
    (bet) =>
      `the bet of ${money(bet.stake, app.currency)} on ${selectionText(bet)} at ${formatPrice(bet.priceMatched)}`,
  );
  return `This voids ${bets.join(' and ')}; leg ${ledger.leg} stays counted; the pot stays at ${money(ledger.pot, app.currency)}${whatFollows(app)}`;
}

const whatFollows = ({ betting }: App): string =>
  betting().on ? '; the bot then looks for the next bet' : '';
