import { counted, money, selectionText } from '../betting/views/wording.ts';
import type { BetRequest, Event, EventOf } from '../core/events.ts';
import { formatPrice } from '../core/odds.ts';
import { refusalText } from './bet-notices.ts';
import type { Telling } from './telling.ts';

/** The outcome of a bet request. */
export type OutcomeEvent = EventOf<'BET_PLACED'> | EventOf<'BET_REJECTED'>;

export const isOutcome = (event: Event): event is OutcomeEvent =>
  event.type === 'BET_PLACED' || event.type === 'BET_REJECTED';

const FIRST =
  'This is the first start: the record is empty. A cycle begins with a small stake; each win is put on the next bet, which is called a leg. A loss ends the cycle, and so does reaching the target.';

/** How the run before ended, what became of the bet that it was placing, and what it left open; `outcome` is of the start's append. */
export function lastRunText(
  { ended, seq }: EventOf<'BOT_STARTED'>['data']['lastRun'],
  outcome: OutcomeEvent | null,
  telling: Telling,
): string {
  if (ended === 'none') return FIRST;
  const end =
    ended === 'in_order'
      ? `The run before ended in order; ${counted(seq, 'event')} on record.`
      : `The run before died after event ${seq} (a crash, a kill or a power cut). Nothing on record is lost.`;
  return `${end} ${placingText(outcome, telling)} ${openText(telling)}`;
}

function placingText(
  outcome: OutcomeEvent | null,
  { before: { request: asked }, currency }: Telling,
): string {
  if (asked === null) return 'No bet was being placed then.';
  if (outcome?.type === 'BET_PLACED') {
    const { data: bet } = outcome;
    return `A bet was being placed then, and the exchange took it: ${betText(bet, bet.priceMatched, currency)}, bet number ${bet.betId}.`;
  }
  const bet = betText(asked, asked.priceAsked, currency);
  return outcome === null
    ? `A bet was being placed then: ${bet}. It is not known yet whether the exchange took it; that is being found out, and nothing else is bet until it is known.`
    : `A bet was being placed then: ${bet}. It was not taken: ${refusalText(outcome.data.code)}.`;
}

const betText = (bet: BetRequest, price: number, currency: string): string =>
  `${money(bet.stake, currency)} on ${selectionText(bet)} at ${formatPrice(price)}`;

function openText({ after: { openBets } }: Telling): string {
  if (openBets.length === 0) return 'No bet waits for its result.';
  return openBets.length === 1
    ? 'One bet is open and waits for its result.'
    : `${openBets.length} bets are open and wait for their results.`;
}
