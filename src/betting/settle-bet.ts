import type { Clock } from '../clock.ts';
import type { Intent } from '../core/intents.ts';
import { commissionOn, grossProfit } from '../core/settlement.ts';
import type { OpenBet } from '../core/state.ts';
import type { Exchange, MarketBook } from '../exchange/exchange.ts';
import type { Alerts } from '../notify/alerts.ts';
import type { Handler } from './handle.ts';
import { type Judgement, judgeBook } from './judge-book.ts';

export interface SettlingParts {
  readonly handler: Handler;
  readonly exchange: Pick<Exchange, 'listBooks'>;
  readonly clock: Clock;
  readonly alerts: Alerts;
  /** How long after its start a market without a result is called overdue. */
  readonly overdueAfterMs: number;
}

/**
 * Looks at the markets of the open bets and records each result that is there. Time decides nothing: an
 * overdue market alerts and is waited for. Rejects with an ExchangeError.
 */
export async function settleBets(parts: SettlingParts): Promise<void> {
  const { openBets } = parts.handler.state();
  if (openBets.length === 0) return;
  const books = await parts.exchange.listBooks([...new Set(openBets.map((bet) => bet.marketId))]);
  for (const bet of openBets)
    await settleOne(
      parts,
      bet,
      books.find((book) => book.marketId === bet.marketId),
    );
}

async function settleOne(parts: SettlingParts, bet: OpenBet, book: MarketBook | undefined): Promise<void> {
  const { handler, clock } = parts;
  const judgement = book === undefined ? MISSING : judgeBook(bet, book);
  alertOn(parts, bet, judgement);
  const intent = resultIntent(bet, judgement, new Date(clock.now()).toISOString());
  if (intent !== null) await handler.handle(intent, { actor: 'system', id: bet.eventId });
}

const MISSING: Judgement = { kind: 'unclear', why: 'the exchange does not list the market any more' };

function resultIntent(bet: OpenBet, judgement: Judgement, now: string): Intent | null {
  const { orderRef, stake, priceMatched, commissionRate } = bet;
  switch (judgement.kind) {
    case 'ended': {
      const gross = grossProfit(stake, priceMatched, judgement.ending);
      return {
        kind: 'record_result',
        now,
        orderRef,
        outcome: judgement.ending.outcome,
        grossProfit: gross,
        commission: commissionOn(gross, commissionRate),
        source: 'market_book',
      };
    }
    case 'void':
      return { kind: 'record_void', now, orderRef, reason: judgement.reason };
    case 'waiting':
    case 'unclear':
      return null;
  }
}

function alertOn({ alerts, clock, overdueAfterMs }: SettlingParts, bet: OpenBet, judgement: Judgement): void {
  const what = `${bet.selection} in ${bet.event}`;
  const unclear = `unclear:${bet.orderRef}`;
  const overdue = `overdue:${bet.orderRef}`;
  const late = clock.now() - Date.parse(bet.startTime) > overdueAfterMs;
  if (judgement.kind === 'unclear')
    alerts.raise(unclear, {
      title: `No result can be read: ${what}`,
      text: `Here is why: ${judgement.why}. The bet stays open and nothing else is bet; look at the market on the exchange.`,
    });
  else alerts.clear(unclear, `The market of ${what} can be read again.`);
  if (judgement.kind === 'waiting' && late)
    alerts.raise(overdue, {
      title: `A result is overdue: ${what}`,
      text: [
        'The market was to start at ',
        { at: bet.startTime },
        ' and is not closed yet. The bot waits for the exchange; time never decides a bet.',
      ],
    });
  else alerts.clear(overdue, `The market of ${what} is closed.`);
}
