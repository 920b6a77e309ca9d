import type { BooksChecked } from '../../core/state.ts';
import type { Field, Text } from '../../reply.ts';
import type { AccountStanding, Comparison } from '../books/compare-books.ts';
import { differenceText } from './book-differences.ts';
import { counted, money, signedMoney } from './wording.ts';

/** Further differences are counted. */
const NAMED = 8;

/** How the books stand against the exchange's, each difference by its bet, and what the account holds. */
export function comparisonFields(
  comparison: Comparison,
  lastChecked: BooksChecked | null,
  currency: string,
): readonly Field[] {
  return [
    { name: 'Exchange', value: comparisonText(comparison, lastChecked) },
    ...comparison.differences.slice(0, NAMED).map((difference) => ({
      name: `Bet ${difference.betId}`,
      value: differenceText(difference, currency),
    })),
    { name: 'Account', value: accountText(comparison.account, currency) },
  ];
}

function comparisonText(comparison: Comparison, lastChecked: BooksChecked | null): Text {
  const { bets, differences, estimated, awaited, since } = comparison;
  const agree =
    differences.length === 0 ? 'to the penny' : `but for ${counted(differences.length, 'difference')}`;
  return [
    `Agrees with the log ${agree}: ${counted(bets, 'settled bet')} compared since `,
    { at: since },
    '.',
    ...(differences.length > NAMED ? [` The first ${NAMED} are named.`] : []),
    ...(estimated > 0
      ? [
          ` The commission of ${counted(estimated, 'bet')} cannot be compared: the account has other bets in the market, or it is not told.`,
        ]
      : []),
    ...(awaited > 0
      ? [` ${counted(awaited, 'bet')} settled there is recorded here once its figures are complete.`]
      : []),
    ...(lastChecked === null ? [] : [' Last compared by itself ', { at: lastChecked.at }, '.']),
  ];
}

function accountText({ available, atStake, unexplained }: AccountStanding, currency: string): Text {
  const has = `${money(available, currency)} available, ${money(atStake, currency)} at stake.`;
  if (unexplained === null) return has;
  const moved =
    unexplained.amount === 0
      ? ' it moved by the bets of the bot alone.'
      : ` it moved by ${signedMoney(unexplained.amount, currency)} that no bet of the bot explains: a deposit, a withdrawal or other bets.`;
  return [`${has} Since `, { at: unexplained.since }, moved];
}
