import type { App } from '../src/app.ts';
import { actorText, selectionText } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';

export default defineCommand({
  name: 'quit',
  summary: 'Stops the bot in order; an open bet stays open',
  examples: ['quit'],
  options: {},
  needs: 'owner',
  confirm: (app) => `This stops the bot: nothing is bet until it is started again${whatStays(app)}`,
  run: (app, _, { actor }) => {
    app.requestStop(`quit ${actorText(actor)}`);
    return { title: 'Stopping', tone: 'neutral', text: `The bot ends in a few seconds${whatStays(app)}.` };
  },
});

function whatStays({ state, mode }: App): string {
  const { openBets, request } = state();
  const bets = openBets.map((bet) => `the open bet on ${selectionText(bet)}`);
  const sent = request === null ? [] : [`the bet just sent on ${selectionText(request)}`];
  const all = [...bets, ...sent];
  if (all.length === 0) return '';
  const where = mode === 'live' ? ' at the exchange' : '';
  return `; ${all.join(' and ')} stays as it is${where}, and its result is recorded at the next start`;
}
