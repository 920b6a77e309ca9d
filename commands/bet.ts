import type { App } from '../src/app.ts';
import { findByBetId } from '../src/betting/find-bet.ts';
import { suggestBets } from '../src/betting/suggestions/suggest-bets.ts';
import { betFields } from '../src/betting/views/bet-fields.ts';
import { findBet, isBet } from '../src/betting/views/history.ts';
import { marketTable, marketText } from '../src/betting/views/market-table.ts';
import { pastBet } from '../src/betting/views/past-bet.ts';
import { bettingText, pauseLinks } from '../src/betting/views/pause.ts';
import { ifWon, statusOf } from '../src/betting/views/status.ts';
import { money, rangeText, selectionText, sentence, signedMoney } from '../src/betting/views/wording.ts';
import { defineCommand, type Refused } from '../src/command.ts';
import type { BetRequest } from '../src/core/events.ts';
import { formatPrice } from '../src/core/odds.ts';
import type { OpenBet } from '../src/core/state.ts';
import { ExchangeError } from '../src/exchange/exchange-error.ts';
import { betId } from '../src/option-schemas.ts';
import type { Reply } from '../src/reply.ts';

export default defineCommand({
  name: 'bet',
  summary: 'The open bet with the present prices of its market, or what comes next; or any past bet',
  examples: ['bet', 'bet 1772943600000'],
  options: {
    id: betId.optional().describe('The number that the exchange gave a past bet; the open one when left out'),
  },
  suggest: { id: suggestBets },
  needs: 'viewer',
  run: (app, { id }) => {
    const { openBets, request } = app.state();
    if (id !== undefined && !openBets.some(({ betId: open }) => open === id)) return pastBetOf(app, id);
    const [bet, ...others] = openBets;
    if (bet !== undefined) return openBet(app, bet, others);
    return request === null ? noBet(app) : beingPlaced(app, request);
  },
});

async function pastBetOf(app: App, id: string): Promise<Reply | Refused> {
  const record = await findByBetId(app.state(), id);
  if (record !== undefined) return pastBet(app, record);
  return { refused: 'no_such_bet', message: `The log has no bet ${id}. Ask for history to see them.` };
}

async function openBet(app: App, bet: OpenBet, others: readonly OpenBet[]): Promise<Reply> {
  const { pot } = app.state().ledger;
  const { cycle, leg } = findBet(app.state(), isBet(bet.orderRef)) ?? bet;
  const won = ifWon(bet, pot);
  return {
    title: `Open bet: ${selectionText(bet)}`,
    tone: 'open',
    ...(await lookAtMarket(app, bet)),
    fields: [
      ...betFields(bet, { cycle, leg, pot }, app.currency),
      {
        name: 'If it wins',
        value: `${signedMoney(won.net, app.currency)}, pot ${money(won.pot, app.currency)}`,
      },
      { name: 'Kick-off', value: [{ at: bet.startTime }] },
      { name: 'Why this bet', value: sentence(bet.reason) },
      ...others.map((other) => ({
        name: 'Also open (found late)',
        value: `${money(other.stake, app.currency)} on ${selectionText(other)} at ${formatPrice(other.priceMatched)}`,
      })),
    ],
    footer: ['Placed ', { at: bet.placedAt }, `, the exchange's number ${bet.betId}`],
    links: [{ label: 'Look again', command: 'bet', options: {} }],
  };
}

/** The bet is shown whether or not the exchange answers. */
async function lookAtMarket(
  app: App,
  { marketId, selectionId, selection }: OpenBet,
): Promise<Pick<Reply, 'text' | 'table'>> {
  try {
    const [[book], known] = await Promise.all([app.books([marketId]), namesOf(app, marketId)]);
    if (book === undefined)
      return { text: 'The exchange no longer shows this market; its result is awaited.' };
    const names = new Map([...known, [selectionId, selection] as const]);
    return { text: marketText(book), table: marketTable({ book, names, ourSelectionId: selectionId }) };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    return { text: `Present prices are not to be had: ${sentence(error.message)} The bet itself is safe.` };
  }
}

/** Prices without names are still worth showing. */
async function namesOf(app: App, marketId: string): Promise<ReadonlyMap<number, string>> {
  try {
    const market = await app.market(marketId);
    return new Map(market?.runners.map(({ selectionId, name }) => [selectionId, name]));
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    return new Map();
  }
}

const beingPlaced = ({ currency }: App, request: BetRequest): Reply => ({
  title: `Being placed: ${selectionText(request)}`,
  tone: 'open',
  text: `${money(request.stake, currency)} at ${formatPrice(request.priceAsked)} was sent; whether the exchange took it is not known yet. Nothing else is bet until it is.`,
});

function noBet(app: App): Reply {
  const betting = app.betting();
  const status = statusOf(app.state(), { mode: app.mode, betting, minStake: app.minStake });
  const { cycle, leg, odds, nextStake } = status;
  const next = `Next is leg ${leg + 1} of cycle ${cycle}: ${money(nextStake, app.currency)} at a price from ${rangeText(odds)}.`;
  const scan = app.lastScan();
  return {
    title: 'No bet is open',
    tone: betting.on ? 'neutral' : 'warning',
    text: [...bettingText(betting), ` ${next}`],
    ...(scan && { fields: [{ name: 'Last look', value: [{ at: scan.at }, `: ${sentence(scan.reason)}`] }] }),
    links: [
      ...(betting.pause ? pauseLinks(betting.pause) : []),
      { label: 'Look at the markets', command: 'markets', options: {} },
    ],
  };
}
