import type { BetRequest, PlacedBet } from '../../core/events.ts';
import type { Pennies } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import type { Field } from '../../reply.ts';
import { money, plainName } from './wording.ts';

/** Where a bet stands in its cycle, as corrected, and what the cycle holds; null where that is not known. */
export interface BetPlace {
  readonly cycle: number;
  readonly leg: number;
  readonly pot: Pennies | null;
}

/** What everyone is told of a bet, or of one that was asked for: event, selection, stake, price, cycle, leg and pot. */
export function betFields(
  bet: BetRequest | PlacedBet,
  { cycle, leg, pot }: BetPlace,
  currency: string,
): readonly Field[] {
  return [
    { name: 'Event', value: plainName(bet.event) },
    { name: 'Selection', value: plainName(bet.selection) },
    { name: 'Stake', value: money(bet.stake, currency) },
    { name: 'Price', value: formatPrice('priceMatched' in bet ? bet.priceMatched : bet.priceAsked) },
    { name: 'Cycle', value: String(cycle) },
    { name: 'Leg', value: String(leg) },
    ...(pot === null ? [] : [{ name: 'Pot', value: money(pot, currency) }]),
  ];
}
