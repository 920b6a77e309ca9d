import { type Decision, type RecordOutcome, refuse } from './intents.ts';
import type { State } from './state.ts';

/** What became of the open request; refused where another one is open, or none. */
export function recordOutcome(outcome: RecordOutcome, { request }: State): Decision {
  if (request?.orderRef !== outcome.orderRef)
    return refuse('no-such-request', `No request ${outcome.orderRef} is open.`);
  switch (outcome.kind) {
    case 'record_placed': {
      const { betId, matched, priceMatched } = outcome;
      const { requestedAt: _, eventId: __, ...asked } = request;
      return [{ type: 'BET_PLACED', data: { ...asked, stake: matched, betId, priceMatched } }];
    }
    case 'record_rejected':
      return [{ type: 'BET_REJECTED', data: { orderRef: outcome.orderRef, code: outcome.code } }];
  }
}
