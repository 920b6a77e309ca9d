import type { App } from '../src/app.ts';
import { money, sentence } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import { pennies } from '../src/core/money.ts';
import { ExchangeError } from '../src/exchange/exchange-error.ts';
import type { Field } from '../src/reply.ts';

export default defineCommand({
  name: 'balance',
  summary: "The bot's pot beside the account: what is free, at stake, banked, and enough for the next bet",
  examples: ['balance'],
  options: {},
  needs: 'viewer',
  run: async (app) => {
    const { pot, stakesOut, allTime } = app.state().ledger;
    const account = await accountFields(app, pot - stakesOut);
    return {
      title: `${money(pot, app.currency)} in the pot`,
      tone: account.enough ? 'neutral' : 'warning',
      fields: [
        { name: 'Free in the pot', value: money(pennies(pot - stakesOut), app.currency) },
        { name: 'At stake', value: money(stakesOut, app.currency) },
        { name: 'Banked, all time', value: money(allTime.banked, app.currency) },
        { name: 'Put in, all time', value: money(allTime.outlay, app.currency) },
        ...account.fields,
      ],
      footer: 'The pot is what the bot bets with; the account may hold more, and other bets.',
      links: [{ label: 'Books', command: 'books', options: {} }],
    };
  },
});

interface Account {
  readonly fields: readonly Field[];
  readonly enough: boolean;
}

/** The pot is shown whether or not the exchange answers. `free`: pennies that the next bet may take. */
async function accountFields(app: App, free: number): Promise<Account> {
  const name = app.mode === 'live' ? 'Account' : 'Play account';
  try {
    const { available, exposure, currency } = await app.funds();
    const held = money(pennies(0 - exposure), currency);
    const enough = available >= free;
    const fields = [
      { name, value: `${money(available, currency)} to bet with, ${held} held by bets` },
      { name: 'Covers the pot', value: enough ? 'yes' : 'no: the next bet may be refused' },
    ];
    return { fields, enough };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    return { fields: [{ name, value: `Not to be had now: ${sentence(error.message)}` }], enough: true };
  }
}
