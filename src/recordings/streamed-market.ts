import { applyRunnerChange, noPrices, type RunnerPrices } from './recorded-prices.ts';
import type { MarketChange, MarketDefinition } from './stream-message.ts';

/** What a stream has said of a market so far. */
export interface StreamedMarket {
  /** Null until the first definition, which need not come first. */
  definition: MarketDefinition | null;
  /** Traded volume of the whole market, where the stream says it. */
  totalMatched: number | null;
  /** When it was closed (ms, as published); null while it is not. */
  closedPt: number | null;
  /** By selection id. */
  readonly runners: Map<number, RunnerPrices>;
}

export const unheardOf = (): StreamedMarket => ({
  definition: null,
  totalMatched: null,
  closedPt: null,
  runners: new Map(),
});

/** An image replaces all that was said of prices before it. */
export function forgetPrices(market: StreamedMarket): void {
  market.runners.clear();
  market.totalMatched = null;
}

export function pricesOf({ runners }: StreamedMarket, selectionId: number): RunnerPrices {
  const known = runners.get(selectionId);
  if (known !== undefined) return known;
  const prices = noPrices();
  runners.set(selectionId, prices);
  return prices;
}

/** Lays a change, published at `pt`, over what is known. */
export function applyChange(market: StreamedMarket, change: MarketChange, pt: number): void {
  if (change.img === true) forgetPrices(market);
  if (change.marketDefinition) {
    const closed = change.marketDefinition.status === 'CLOSED';
    market.closedPt = closed ? (market.closedPt ?? pt) : null;
    market.definition = change.marketDefinition;
  }
  market.totalMatched = change.tv ?? market.totalMatched;
  for (const runner of change.rc ?? []) applyRunnerChange(pricesOf(market, runner.id), runner);
}

/** Major units: of the market as a whole, or of its runners where that is not said. */
export function volumeOf({ totalMatched, runners }: StreamedMarket): number {
  if (totalMatched !== null) return totalMatched;
  let sum = 0;
  for (const prices of runners.values()) sum += prices.totalMatched ?? 0;
  return Math.round(sum * 100) / 100;
}
