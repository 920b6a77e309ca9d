import type { Config } from '../../config/config.ts';
import type { Strategy } from '../backtest/strategy.ts';
import type { MarketSelection } from '../betting/analyse-markets.ts';

/** Where and how the configuration looks for a market. */
export function selectionOf({ markets, betting }: Pick<Config, 'markets' | 'betting'>): MarketSelection {
  return { ...markets, liquidityFactor: betting.liquidityFactor, stakeRule: betting.stakeRule };
}

/** All of the configuration that decides what is bet. */
export function strategyOf(
  config: Pick<Config, 'settings' | 'markets' | 'betting' | 'results' | 'timeZone'>,
): Strategy {
  return {
    settings: config.settings,
    selection: selectionOf(config),
    currency: config.betting.currency,
    timeZone: config.timeZone,
    lookEveryMs: config.markets.pollingIntervalMs,
    checkEveryMs: config.results.checkIntervalMs,
  };
}
