import type { App } from '../app.ts';
import type { MarketSummary } from '../exchange/exchange.ts';

export type MarketKnown = Pick<MarketSummary, 'marketId' | 'event' | 'competition'> & {
  /** Names of selections. */
  readonly teams: readonly string[];
};

/** The markets of the open bets, and those that were listed last: none before the first look. */
export const marketsKnown = ({
  state,
  lastCatalogue,
}: Pick<App, 'state' | 'lastCatalogue'>): readonly MarketKnown[] => [
  ...state().openBets.map((bet) => ({ ...bet, teams: [bet.selection] })),
  ...lastCatalogue().map((market) => ({ ...market, teams: market.runners.map(({ name }) => name) })),
];
