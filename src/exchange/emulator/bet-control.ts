import { NO_MONEY, type Pennies } from '../../core/money.ts';
import type { MarketRecord } from './ledger.ts';
import { matchedSize, type Order, voidPart } from './order.ts';
import { runnerStatus, settleOrder } from './settlement.ts';
import type { Venue } from './venue.ts';
import { major } from './wire.ts';

/** What an operator of the exchange may do to a bet. Each throws a RangeError that says what was wrong. */
export interface BetControl {
  /**
   * Makes what a bet has matched void, or `size` of it; what was matched last goes first. A settled bet is
   * settled anew at once, on the rest.
   */
  voidBet(betId: string, size?: Pennies): void;
  /** Has the settled row of a bet tell this profit; books, roll-ups and balance keep to the true one. */
  misstate(betId: string, profit: Pennies): void;
}

export function controlBets({ ledger, clock }: Pick<Venue, 'ledger' | 'clock'>): BetControl {
  function find(betId: string): { readonly record: MarketRecord; readonly order: Order } {
    ledger.advance(clock.now());
    for (const record of ledger.records.values()) {
      const order = record.orders.find((each) => each.betId === betId);
      if (order !== undefined) return { record, order };
    }
    throw new RangeError(`no bet ${betId} was ever taken`);
  }
  return {
    voidBet(betId, size) {
      const { record, order } = find(betId);
      const matched = standing(order, record);
      if (matched === 0) throw new RangeError(`nothing of bet ${betId} is matched`);
      if (size !== undefined && (size <= 0 || size > matched))
        throw new RangeError(`of bet ${betId}, from 0.01 to ${major(matched)} can be void`);
      const now = clock.now();
      voidPart(order, size ?? matched, now);
      ledger.resettle(record, order, now);
    },
    misstate(betId, profit) {
      const { record, order } = find(betId);
      if (record.settled === null || settleOrder(order, record.settled.market).outcome === 'VOID')
        throw new RangeError(`bet ${betId} has no settled row`);
      order.toldProfit = profit;
    },
  };
}

/** What is matched and not void. */
function standing(order: Order, { settled, market }: MarketRecord): Pennies {
  const isRemoved = runnerStatus(settled?.market ?? market, order.selectionId) === 'REMOVED';
  return isRemoved ? NO_MONEY : matchedSize(order);
}
