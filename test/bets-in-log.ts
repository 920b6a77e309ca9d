import type { Event, EventOf, PlacedBet } from '../src/core/events.ts';

export const placedBets = (events: readonly Event[]): readonly PlacedBet[] =>
  events.flatMap((event) =>
    event.type === 'BET_PLACED' || event.type === 'BET_FOUND_LATE' ? [event.data] : [],
  );

type ResultEvent = EventOf<'BET_WON'> | EventOf<'BET_LOST'> | EventOf<'BET_VOIDED'>;

export const results = (events: readonly Event[]): readonly ResultEvent[] =>
  events.filter(
    (event): event is ResultEvent =>
      event.type === 'BET_WON' || event.type === 'BET_LOST' || event.type === 'BET_VOIDED',
  );

export function openBets(events: readonly Event[]): readonly PlacedBet[] {
  const over = new Set(results(events).map(({ data }) => data.orderRef));
  return placedBets(events).filter(({ orderRef }) => !over.has(orderRef));
}

export const rejected = (events: readonly Event[], orderRef: string): boolean =>
  events.some((event) => event.type === 'BET_REJECTED' && event.data.orderRef === orderRef);

export const isDecided = (events: readonly Event[], orderRef: string): boolean =>
  rejected(events, orderRef) || placedBets(events).some((bet) => bet.orderRef === orderRef);
