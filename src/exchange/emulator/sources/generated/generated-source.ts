import type { EmulatedMarket, MarketSource } from '../../market-source.ts';
import { compressTime } from '../compressed-time.ts';
import { matchesBetween } from './calendar.ts';
import { indexOf } from './fixture.ts';
import { type GeneratedMarket, generatedMarket } from './generated-market.ts';

export interface GeneratedSourceOptions {
  /** A whole number; the same seed gives the same football. */
  readonly seed: number;
  /** Wall-clock ms at which generated time is the wall clock's. */
  readonly began: number;
  /** Generated milliseconds in one of the wall clock's. */
  readonly speed: number;
}

const HOUR = 3_600_000;

/** How long before kick-off a market is on show. */
const AHEAD = 24 * HOUR;

/** No market is still open this long after its kick-off, however late, long or abandoned the match. */
const LONGEST_LIFE = 6 * HOUR;

/** Several times as many as are ever on show at once. */
const MOST_KEPT = 2_000;

/**
 * Invented football around the clock, a pure function of seed and time: nothing is remembered but what
 * can be derived again, and a closed market can be read for ever. All times shown are wall-clock and
 * compressed. Throws a RangeError for a speed that is not above zero.
 */
export function createGeneratedSource({ seed, began, speed }: GeneratedSourceOptions): MarketSource {
  const time = compressTime(began, began, speed);
  const kept = new Map<number, GeneratedMarket>();

  function marketOf(index: number): GeneratedMarket {
    const known = kept.get(index);
    if (known !== undefined) return known;
    const market = generatedMarket(seed, index, time);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(index, market);
    return market;
  }

  return {
    list(at) {
      const now = time.toSource(at);
      const shown: EmulatedMarket[] = [];
      for (const index of matchesBetween(now - LONGEST_LIFE, now + AHEAD)) {
        const market = marketOf(index).at(now);
        if (market.status !== 'CLOSED') shown.push(market);
      }
      return shown;
    },
    market(marketId, at) {
      const index = indexOf(marketId);
      if (index === null) return undefined;
      const now = time.toSource(at);
      const market = marketOf(index);
      return market.kickOff - AHEAD <= now ? market.at(now) : undefined;
    },
  };
}
