import type { App } from '../src/app.ts';
import type { Checked } from '../src/betting/bettor.ts';
import { changedBets, type EndedBet } from '../src/betting/views/changed-bets.ts';
import { outcomeText } from '../src/betting/views/history-tables.ts';
import { marketText } from '../src/betting/views/market-table.ts';
import { counted, money, selectionText, sentence, signedMoney } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { OpenBet } from '../src/core/state.ts';
import { ExchangeError } from '../src/exchange/exchange-error.ts';
import { type Field, type Reply, writeText } from '../src/reply.ts';

export default defineCommand({
  name: 'refresh',
  summary: 'Asks the exchange for results now, and says what came of it',
  examples: ['refresh'],
  options: {},
  needs: 'operator',
  run: async (app) => {
    const before = app.state();
    const checked = await app.checkResults();
    const found = changedBets(before, app.state());
    const stillOpen = await Promise.all(app.state().openBets.map((bet) => openField(app, bet, checked)));
    return {
      ...outcomeOf(app, checked, found),
      fields: [...found.map((record) => resultField(app, record)), ...stillOpen, ...inDoubt(app)],
      links: [
        { label: 'Ask again', command: 'refresh', options: {} },
        { label: 'Status', command: 'status', options: {} },
      ],
    };
  },
});

function outcomeOf(
  { state, currency }: App,
  { failed }: Checked,
  found: readonly EndedBet[],
): Pick<Reply, 'title' | 'tone' | 'text'> {
  if (failed !== null)
    return {
      title: 'The exchange could not be asked',
      tone: 'warning',
      text: `${sentence(failed)} Nothing is decided without it; it is asked again by itself.`,
    };
  const { openBets, request, ledger } = state();
  if (found.length > 0)
    return {
      title: counted(found.length, 'new result'),
      tone: 'neutral',
      text: `Now cycle ${ledger.cycle}, leg ${ledger.leg}, ${money(ledger.pot, currency)} in the pot.`,
    };
  return openBets.length === 0 && request === null
    ? {
        title: 'No bet is open',
        tone: 'neutral',
        text: 'There is no result to wait for, and none has changed.',
      }
    : { title: 'No result yet', tone: 'open' };
}

function resultField({ currency }: App, { bet, settled }: EndedBet): Field {
  const { result, before, potAfter } = settled;
  const was = before === null ? '' : ` (corrected, was ${outcomeText(before)})`;
  return {
    name: selectionText(bet),
    value: `${outcomeText(result)}${was}, ${signedMoney(result.netProfit, currency)}, pot ${money(potAfter, currency)}`,
  };
}

async function openField(app: App, bet: OpenBet, checked: Checked): Promise<Field> {
  const verdict = checked.verdicts.get(bet.orderRef);
  const why = verdict !== undefined && 'why' in verdict ? `: ${verdict.why}` : '';
  const market = checked.failed === null ? ` ${await marketNow(app, bet)}` : '';
  return {
    name: `Still open: ${selectionText(bet)}`,
    value: [`${sentence(`no result${why}`)}${market} Kick-off `, { at: bet.startTime }, '.'],
  };
}

/** What is found out beside the result is worth a word, not a failure. */
async function marketNow({ books }: App, { marketId }: OpenBet): Promise<string> {
  try {
    const [book] = await books([marketId]);
    return book === undefined
      ? 'The exchange no longer shows the market.'
      : writeText(marketText(book), ({ at }) => at);
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    return `The market cannot be read: ${sentence(error.message)}`;
  }
}

function inDoubt({ state }: App): readonly Field[] {
  const { request } = state();
  if (request === null) return [];
  return [
    { name: `In doubt: ${selectionText(request)}`, value: 'Whether the exchange took it is not known yet.' },
  ];
}
