import type { App } from '../src/app.ts';
import { actorText, money, selectionText } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { BetRequest } from '../src/core/events.ts';
import { QUIT } from '../src/core/evolve.ts';
import { formatPrice, type Price } from '../src/core/odds.ts';

export default defineCommand({
  name: 'quit',
  summary: 'Stops the bot in order; an open bet stays open',
  examples: ['quit'],
  options: {},
  needs: 'owner',
  confirm: (app) => {
    const { cycle, leg, pot } = app.state().ledger;
    return `This stops the bot in leg ${leg} of cycle ${cycle} with ${money(pot, app.currency)} in the pot: nothing is bet until it is started again${whatStays(app)}${whoGoesOn(app)}`;
  },
  run: (app, _, { actor }) => {
    app.requestStop(`${QUIT} ${actorText(actor)}`);
    return {
      title: 'Stopping',
      tone: 'neutral',
      text: `The bot ends in a few seconds${whatStays(app)}.${whoGoesOn(app)}`,
    };
  },
});

/** What cannot be recorded is not heard of elsewhere. */
const whoGoesOn = ({ health }: App): string =>
  health().some(({ component, state }) => component === 'log' && state === 'failed')
    ? ' The log cannot be written now, so that a standby, if there is one, does not hear of it and goes on: end that one, too.'
    : '';

function whatStays({ state, mode, currency }: App): string {
  const { openBets, request } = state();
  const name = ({ stake, ...bet }: BetRequest, price: Price): string =>
    `${money(stake, currency)} on ${selectionText(bet)} at ${formatPrice(price)}`;
  const bets = openBets.map((bet) => `the open bet of ${name(bet, bet.priceMatched)}`);
  const sent = request === null ? [] : [`the bet just sent, ${name(request, request.priceAsked)},`];
  const all = [...bets, ...sent];
  if (all.length === 0) return '';
  const where = mode === 'live' ? ' at the exchange' : '';
  return `; ${all.join(' and ')} stays as it is${where}, and its result is recorded at the next start`;
}
