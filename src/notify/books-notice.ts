import { differenceText } from '../betting/views/book-differences.ts';
import { counted } from '../betting/views/wording.ts';
import type { EventOf } from '../core/events.ts';
import type { Reply } from '../reply.ts';
import type { Telling } from './telling.ts';

/** Further ones are counted. */
const NAMED = 10;

/** Books that agree are no news. */
export function booksChecked(
  { data: { bets, differences } }: EventOf<'BOOKS_CHECKED'>,
  { currency }: Telling,
): Reply | null {
  const [first] = differences;
  if (first === undefined) return null;
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
