import type { z } from 'zod';
import type { Pennies } from '../core/money.ts';
import type { OpenBet } from '../core/state.ts';
import type { openBet } from './wire/open.ts';

/** An open bet as the API tells it; `pot` is the one that a win leads to. */
export function openBetJson(bet: OpenBet, pot: Pennies): z.input<typeof openBet> {
  const { marketId, selectionId, event, competition, selection, startTime } = bet;
  const { orderRef, betId, stake, priceAsked, priceMatched, cycle, leg, placedAt, reason } = bet;
  return {
    ...{ marketId, selectionId, event, competition, selection, startTime },
    ...{ orderRef, betId, stake, priceAsked, priceMatched, cycle, leg, placedAt, reason },
    ifWon: pot,
  };
}
