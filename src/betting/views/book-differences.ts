import type { BookDifference } from '../../core/book-difference.ts';
import { NO_MONEY } from '../../core/money.ts';
import { money, signedMoney } from './wording.ts';

/** What the log says of a bet and what the exchange says, in a sentence. */
export function differenceText({ what, ours, theirs }: BookDifference, currency: string): string {
  const [our, their] = [ours ?? NO_MONEY, theirs ?? NO_MONEY];
  switch (what) {
    case 'profit':
      return `Before commission the log has ${signedMoney(our, currency)}, the exchange ${signedMoney(their, currency)}.`;
    case 'commission':
      return `The log has ${money(our, currency)} of commission, the exchange ${money(their, currency)}.`;
    case 'missing':
      return `The log has it settled with ${signedMoney(our, currency)}, and the exchange does not list it.`;
    case 'unknown':
      return `The exchange has settled it with ${signedMoney(their, currency)}, and the log does not know it.`;
  }
}
