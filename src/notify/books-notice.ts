import { differenceText } from '../betting/views/book-differences.ts';
import { counted, money } from '../betting/views/wording.ts';
import type { EventOf } from '../core/events.ts';
import { type Pennies, pennies } from '../core/money.ts';
import type { State } from '../core/state.ts';
import type { Reply } from '../reply.ts';
import type { Telling } from './telling.ts';

/** Further ones are counted. */
const NAMED = 10;

/** Books that agree are no news, unless the account could not pay for the next bet. */
export function booksChecked(
  { data: { bets, differences, available } }: EventOf<'BOOKS_CHECKED'>,
  { after, currency }: Telling,
): Reply | null {
  const [first] = differences;
  if (first === undefined) return shortAccount(available, after, currency);
  const more = differences.length - NAMED;
  return {
    title: `The books and the exchange differ in ${counted(differences.length, 'place')}`,
    tone: 'alarm',
    text: [
      `${counted(bets, 'settled bet')} of the log were compared with the exchange's cleared orders.`,
      ...differences.slice(0, NAMED).map((each) => `Bet ${each.betId}: ${differenceText(each, currency)}`),
      ...(more > 0 ? [`And ${more} more.`] : []),
      "Look at the exchange's own account statement; they are compared again every night.",
    ].join(' '),
    links: [
      { label: 'Books', command: 'books', options: {} },
      ...(first.what === 'unknown'
        ? []
        : [{ label: `Bet ${first.betId}`, command: 'books', options: { bet: first.betId } }]),
    ],
  };
}

/** The pot is what the next bets are made of: an account that holds less cannot pay for them. */
function shortAccount(available: Pennies, { ledger }: State, currency: string): Reply | null {
  const needed = pennies(ledger.pot - ledger.stakesOut);
  if (available >= needed) return null;
  return {
    title: 'The account holds less than the pot',
    tone: 'alarm',
    text: `${money(available, currency)} is available, and the pot that is not at stake is ${money(needed, currency)}. Pay the difference in, or reset with a smaller stake.`,
    links: [{ label: 'Books', command: 'books', options: {} }],
  };
}
