import type { MarketDefinition } from './stream-message.ts';

/** Why a market cannot be bet on as one at odds, as a clause; null where it can. */
export function whyHidden(definition: MarketDefinition | null): string | null {
  if (definition === null) return 'the recording holds no definition of it';
  if ((definition.bettingType ?? 'ODDS') !== 'ODDS')
    return `it is bet as ${definition.bettingType}, not at odds`;
  // Each-way bets are two bets, settled at a fraction of the odds.
  return definition.marketType === 'EACH_WAY' ? 'it is an each-way market' : null;
}

/** Football's draw bears this id in every market. Source: Betfair's recordings. */
const THE_DRAW = 58805;
const FOOTBALL = '1';

/** What a selection without a name is called. */
export function unnamed(selectionId: number, eventTypeId: string): string {
  return selectionId === THE_DRAW && eventTypeId === FOOTBALL ? 'The Draw' : `Selection ${selectionId}`;
}
