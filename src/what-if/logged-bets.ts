import type { BetRequest, Event, EventOf } from '../core/events.ts';
import type { Intent } from '../core/intents.ts';
import type { PlaceOutcome } from '../exchange/exchange.ts';

/** What the log says of a bet that it asked for. */
export interface LoggedBet {
  /** When it was asked for, ms since 1970. */
  readonly at: number;
  readonly request: BetRequest;
  readonly outcome: PlaceOutcome;
}

/** The requests of the log with what became of them, the first one first. */
export function loggedBets(events: readonly Event[]): readonly LoggedBet[] {
  const outcomes = new Map<string, PlaceOutcome>();
  for (const event of events) {
    const found = outcomeOf(event);
    if (found !== null) outcomes.set(found.orderRef, found.outcome);
  }
  return events
    .filter((event): event is EventOf<'BET_REQUESTED'> => event.type === 'BET_REQUESTED')
    .map(({ at, data }) => ({
      at: Date.parse(at),
      request: data,
      outcome: outcomes.get(data.orderRef) ?? UNKNOWN,
    }));
}

const UNKNOWN: PlaceOutcome = { kind: 'rejected', code: 'NOT_IN_THE_LOG' };

function outcomeOf({ type, data }: Event) {
  if (type === 'BET_REJECTED')
    return { orderRef: data.orderRef, outcome: { kind: 'rejected', code: data.code } as const };
  if (type !== 'BET_PLACED') return null;
  const { orderRef, betId, stake: matched, priceMatched } = data;
  return { orderRef, outcome: { kind: 'placed', betId, matched, priceMatched } as const };
}

/** What decides a bet as an event of the log decided its own; null where it decides nothing. */
export function resultIntent({ type, at: now, data }: Event, orderRef: string): Intent | null {
  switch (type) {
    case 'BET_WON':
    case 'BET_LOST': {
      const { outcome, grossProfit, commission, source } = data;
      return { kind: 'record_result', now, orderRef, outcome, grossProfit, commission, source };
    }
    case 'BET_VOIDED':
      return { kind: 'record_void', now, orderRef, reason: data.reason };
    case 'RESULT_CORRECTED':
      return { kind: 'correct_result', now, orderRef, settledDate: data.settledDate, to: data.to };
    default:
      return null;
  }
}
