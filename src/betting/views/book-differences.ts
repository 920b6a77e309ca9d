import type { BookDifference } from '../../core/book-difference.ts';
import { NO_MONEY } from '../../core/money.ts';
import { money, signedMoney } from './wording.ts';

/** What the log says of a bet and what the exchange says, in a sentence that names the bet. */
export function differenceText({ betId, what, ours, theirs }: BookDifference, currency: string): string {
  const [our, their] = [ours ?? NO_MONEY, theirs ?? NO_MONEY];
  switch (what) {
    case 'profit':
      return `Bet ${betId}: before commission the log has ${signedMoney(our, currency)}, the exchange ${signedMoney(their, currency)}.`;
    case 'commission':
      return `Bet ${betId}: the log has ${money(our, currency)} of commission, the exchange ${money(their, currency)}.`;
    case 'missing':
      return `Bet ${betId}: the log has it settled with ${signedMoney(our, currency)}, and the exchange does not list it.`;
    case 'unknown':
      return `Bet ${betId}: the exchange has settled it with ${signedMoney(their, currency)}, and the log does not know it.`;
  }
}
