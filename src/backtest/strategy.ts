import type { MarketSelection } from '../betting/analyse-markets.ts';
import type { Settings } from '../core/events.ts';

/** Everything of a configuration that decides what is bet. */
export interface Strategy {
  readonly settings: Settings;
  readonly selection: MarketSelection;
  /** The account's, ISO 4217. */
  readonly currency: string;
  /** Of days and weeks, IANA. */
  readonly timeZone: string;
  /** How often markets are looked at, and how often results are, ms: an allowed interval each. */
  readonly lookEveryMs: number;
  readonly checkEveryMs: number;
}
