import type { EmulatedMarket, MarketSource } from '../../market-source.ts';
import { compressTime } from '../compressed-time.ts';
import { lookThrough, recordedMarket } from './recorded-market.ts';
import type { Recording } from './recording.ts';

export interface RecordedSourceOptions {
  /** From readRecordings. */
  readonly recordings: readonly Recording[];
  /** Wall-clock ms at which every recording begins: its first message is published then. */
  readonly began: number;
  /** Recorded milliseconds in one of the wall clock's. */
  readonly speed: number;
}

/**
 * The recorded markets, replayed from `began` on. All times shown are wall-clock and compressed; after
 * its last message a market stays as it was left. Throws a RangeError for a speed that is not above zero.
 */
export function createRecordedSource({ recordings, began, speed }: RecordedSourceOptions): MarketSource {
  const markets = new Map<string, (at: number) => EmulatedMarket | undefined>();
  for (const recording of recordings) {
    const time = compressTime(began, recording.firstPt, speed);
    for (const market of recording.markets) {
      const known = lookThrough(market);
      if (known.hidden === null) markets.set(known.marketId, recordedMarket(market, known, time));
    }
  }
  return {
    list(at) {
      const shown: EmulatedMarket[] = [];
      for (const marketAt of markets.values()) {
        const market = marketAt(at);
        if (market !== undefined && market.status !== 'CLOSED') shown.push(market);
      }
      return shown;
    },
    market: (marketId, at) => markets.get(marketId)?.(at),
  };
}
