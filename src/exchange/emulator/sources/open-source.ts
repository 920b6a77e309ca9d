import type { MarketSource } from '../market-source.ts';
import { createGeneratedSource } from './generated/generated-source.ts';

export interface OpenSource {
  readonly source: MarketSource;
  /** What is on show, in sentences for the start. */
  readonly notes: readonly string[];
  /** Betfair's event types and market types that there are. */
  readonly kinds: readonly { readonly eventTypeId: string; readonly marketType: string }[];
}

export interface SourceWanted {
  readonly seed: number;
  readonly speed: number;
  /** Paths; none: generated football. */
  readonly recordings: readonly string[];
  readonly began: () => number;
}

const FOOTBALL = { eventTypeId: '1', marketType: 'MATCH_ODDS' } as const;

/**
 * The recorded markets of those files or, without any, generated football. `began` gives the wall-clock ms at
 * which they begin, asked for when all is read. Rejects with RecordingRefused for a file that cannot be read.
 */
export async function openSource(wanted: SourceWanted): Promise<OpenSource> {
  const { seed, speed, recordings, began } = wanted;
  if (recordings.length === 0) {
    const note = `Generated football on an exchange of our own, ${speed} times as fast as life (seed ${seed}).`;
    return {
      source: createGeneratedSource({ seed, began: began(), speed }),
      notes: [note],
      kinds: [FOOTBALL],
    };
  }
  const { openRecorded } = await import('./recorded/open-recorded.ts');
  return openRecorded(wanted);
}
