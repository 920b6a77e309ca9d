import { recordingLines } from '../../../../recordings/recording-lines.ts';
import { RecordingRefused } from '../../../../recordings/recording-refused.ts';
import {
  type MarketChange,
  type MarketChangeMessage,
  parseStreamMessage,
} from '../../../../recordings/stream-message.ts';

/** One message's change to one market. */
interface Change extends MarketChange {
  /** When Betfair published it, ms since 1970; never below the one before. */
  readonly pt: number;
}

/** All that one file says about one market. */
export interface MarketRecording {
  readonly marketId: string;
  /** Those that change what is shown, in the order of the file. */
  readonly changes: readonly Change[];
}

/** A file of recorded stream messages. */
export interface Recording {
  readonly file: string;
  readonly messages: number;
  /** Publish times of its first and last message, ms since 1970. */
  readonly firstPt: number;
  readonly lastPt: number;
  readonly markets: readonly MarketRecording[];
}

/**
 * Reads recorded stream files, plain or bzip2, one after the other. Throws RecordingRefused for the
 * first that is missing, foreign, damaged or holds a market that another of them holds as well.
 */
export async function readRecordings(files: readonly string[]): Promise<readonly Recording[]> {
  const recordings: Recording[] = [];
  const heldBy = new Map<string, string>();
  for (const file of files) {
    const recording = await readRecording(file);
    for (const { marketId } of recording.markets) {
      const holder = heldBy.get(marketId);
      if (holder !== undefined) {
        throw new RecordingRefused(file, null, `market ${marketId} is in ${holder} already; name it once.`);
      }
      heldBy.set(marketId, file);
    }
    recordings.push(recording);
  }
  return recordings;
}

async function readRecording(file: string): Promise<Recording> {
  const markets = new Map<string, Change[]>();
  let messages = 0;
  let firstPt: number | null = null;
  let pt = 0;
  for await (const { line, text } of recordingLines(file)) {
    const message = parseStreamMessage(messages === 0 ? text.replace(/^\uFEFF/, '') : text);
    if (message === 'other') continue;
    if ('fault' in message) throw new RecordingRefused(file, line, message.fault);
    messages += 1;
    pt = Math.max(pt, message.pt);
    firstPt ??= pt;
    addTo(markets, message, pt);
  }
  if (firstPt === null) throw new RecordingRefused(file, null, 'holds no market messages.');
  return {
    file,
    messages,
    firstPt,
    lastPt: pt,
    markets: [...markets].map(([marketId, changes]) => ({ marketId, changes })),
  };
}

/** Keeps what a replay needs: a change that speaks of nothing but traded amounts by price is dropped. */
function addTo(markets: Map<string, Change[]>, message: MarketChangeMessage, pt: number): void {
  for (const change of message.mc ?? []) {
    const changes = markets.get(change.id) ?? [];
    markets.set(change.id, changes);
    const rc = change.rc?.filter((runner) => Object.keys(runner).length > 1) ?? [];
    const { img, tv, marketDefinition } = change;
    if (rc.length > 0 || img || marketDefinition || typeof tv === 'number')
      changes.push({ ...change, rc, pt });
  }
}
