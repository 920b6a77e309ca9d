import type { Pennies } from '../../core/money.ts';
import { type Price, price } from '../../core/odds.ts';
import type { Offer } from '../exchange.ts';

/**
 * The average price at which a back is matched in full against the offers (best first), null where it is killed.
 * The limit holds for the volume-weighted average, so that an offer below it may be taken as far as better ones
 * pay for it. Source: Betfair API reference guide, placeOrders, "Fill or Kill".
 */
export function fillOrKill(offers: readonly Offer[], limit: Price, size: Pennies): Price | null {
  let left: number = size;
  /** Hundredths of a price times pennies: what was had beyond the limit, and all that was had. */
  let credit = 0;
  let total = 0;
  for (const offer of offers) {
    const gain = hundredths(offer.price) - hundredths(limit);
    const affordable = gain >= 0 ? left : Math.floor(credit / -gain);
    const part = Math.min(offer.size, left, affordable);
    left -= part;
    credit += gain * part;
    total += hundredths(offer.price) * part;
    if (part < offer.size) break;
  }
  return left > 0 ? null : price(total / size / 100);
}

const hundredths = (decimal: Price): number => Math.round(decimal * 100);
