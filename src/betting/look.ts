import type { Clock } from '../clock.ts';
import type { State } from '../core/state.ts';
import type { Exchange, MarketSummary } from '../exchange/exchange.ts';
import type { Logger } from '../logging/logger.ts';
import type { Scan } from '../markets/scan.ts';
import { type Analysis, analyseMarkets, type MarketSelection } from './analyse-markets.ts';

export interface Looking {
  /** Reads the markets and remembers what was seen. Rejects with an ExchangeError. */
  look(): Promise<Analysis>;
  lastScan(): Scan | null;
  /** How many there were since the start. */
  looks(): number;
  /** The last looks, the newest first. */
  scans(): readonly Scan[];
  /** The markets that were listed then; none before the first look. */
  lastCatalogue(): readonly MarketSummary[];
}

export interface LookingParts {
  readonly exchange: Pick<Exchange, 'listMarkets' | 'listBooks' | 'funds'>;
  /** As it is now. */
  selection(): MarketSelection;
  readonly state: () => State;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How many looks are remembered. */
const KEPT = 20;

/** Betfair's delayed application keys show prices that are 1 to 60 s old. */
export const DELAYED =
  'The prices are delayed by up to a minute: the application key is a delayed one. Real money is not bet on them.';

/** Looks at the markets; why there is no bet is said whenever it changes. */
export function createLooking({ exchange, selection, state, clock, logger }: LookingParts): Looking {
  let last: Analysis | null = null;
  let scans: readonly Scan[] = [];
  let looks = 0;
  return {
    look: async () => {
      const analysis = await analyseMarkets(exchange, selection(), clock, state());
      const { candidates, reason, delayed } = analysis.scan;
      if (delayed && !last?.scan.delayed) logger.warn(DELAYED);
      if (candidates.length === 0 && reason !== last?.scan.reason) logger.info(reason);
      last = analysis;
      looks += 1;
      scans = [analysis.scan, ...scans].slice(0, KEPT);
      return analysis;
    },
    lastScan: () => last?.scan ?? null,
    looks: () => looks,
    scans: () => scans,
    lastCatalogue: () => last?.catalogue ?? [],
  };
}
