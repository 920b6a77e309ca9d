import { sayFileError } from '../say-file-error.ts';
import type { DeltaSink } from './change-list.ts';
import type { LeftOut } from './find-recordings.ts';
import { MessageScanner } from './message-scanner.ts';
import { applyOffer, LADDER_PLACES, noPrices, type RunnerPrices } from './recorded-prices.ts';
import { type RecordingFile, recordingBytes } from './recording-file.ts';
import { splitLines } from './split-lines.ts';
import { type MarketChangeMessage, parseStreamMessage } from './stream-message.ts';
import { applyChange, forgetPrices, pricesOf } from './streamed-market.ts';
import { type Sampling, type Timeline, TimelineRecorder } from './timeline.ts';

/** What a recording came to. */
export interface Followed {
  readonly timelines: readonly Timeline[];
  readonly messages: number;
  readonly leftOut: readonly LeftOut[];
}

/** A file that begins with so many lines which are none of a stream's is no recording. */
const FOREIGN_LINES = 5;
/** So many of a file's bad lines are told of one by one. */
const TOLD = 10;

/** Reads a recording through, in memory that does not grow with its length. What cannot be read is left out; never rejects. */
export async function followRecording(file: RecordingFile, sampling: Sampling): Promise<Followed> {
  const following = createFollowing(file.name, sampling);
  const lines = splitLines(following.line);
  try {
    for await (const chunk of recordingBytes(file)) {
      lines.take(chunk);
      if (following.isForeign()) break;
    }
    if (!following.isForeign()) lines.end();
  } catch (error) {
    following.broke(error);
  }
  return following.end();
}

/** The same for a thread of its own, which is handed one value. */
export const followInWorker = ({
  file,
  sampling,
}: {
  file: RecordingFile;
  sampling: Sampling;
}): Promise<Followed> => followRecording(file, sampling);

interface Following {
  line(bytes: Buffer, start: number, end: number): void;
  broke(error: unknown): void;
  isForeign(): boolean;
  end(): Followed;
}

function createFollowing(file: string, sampling: Sampling): Following {
  const markets = new Map<string, TimelineRecorder>();
  const scanner = new MessageScanner();
  const leftOut: LeftOut[] = [];
  let lines = 0;
  let bad = 0;
  let messages = 0;
  let pt = 0;
  let late = 0;
  let latest = 0;

  /** Time never goes back: what comes late is played at the latest time so far. */
  function published(at: number): void {
    messages += 1;
    if (at < pt) {
      late += 1;
      latest = Math.max(latest, pt - at);
    } else pt = at;
  }

  const recorderOf = (marketId: string): TimelineRecorder => {
    let recorder = markets.get(marketId);
    if (recorder === undefined) {
      recorder = new TimelineRecorder(sampling, pt);
      markets.set(marketId, recorder);
    }
    recorder.moveTo(pt);
    return recorder;
  };
  const sink = sinkInto(recorderOf);

  function leave(line: number | null, why: string): void {
    bad += 1;
    if (bad <= TOLD) leftOut.push({ file, line, why });
  }

  function inFull(text: string): void {
    const message = parseStreamMessage(text.replace(/^\uFEFF/, ''));
    if (message === 'other') return;
    if ('fault' in message) leave(lines, `It ${message.fault}`);
    else {
      published(message.pt);
      applyMessage(message, pt, recorderOf);
    }
  }

  return {
    line(bytes, start, end) {
      lines += 1;
      if (scanner.scan(bytes, start, end)) {
        published(scanner.publishedAt());
        scanner.replay(sink);
        return;
      }
      const text = bytes.toString('utf8', start, end);
      if (text.trim() !== '') inFull(text);
    },
    isForeign: () => messages === 0 && bad >= FOREIGN_LINES,
    broke(error) {
      leave(lines + 1, `From here on it cannot be read: ${sayFileError(error)}.`);
    },
    end() {
      if (messages === 0 && bad >= FOREIGN_LINES)
        return {
          timelines: [],
          messages,
          leftOut: [{ file, line: 1, why: 'It is no recording of a stream.' }],
        };
      if (messages === 0 && bad === 0) leave(null, 'It holds no messages about markets.');
      if (bad > TOLD)
        leftOut.push({ file, line: null, why: `${bad - TOLD} more of its lines are left out.` });
      if (late > 0)
        leftOut.push({
          file,
          line: null,
          why: `${late} of its messages came after a later one, by up to ${latest / 1_000} s; each is played at the latest time so far.`,
        });
      return { timelines: [...markets].map(([id, recorder]) => recorder.end(id)), messages, leftOut };
    },
  };
}

function applyMessage(
  { mc }: MarketChangeMessage,
  pt: number,
  recorderOf: (marketId: string) => TimelineRecorder,
): void {
  for (const change of mc ?? []) {
    const recorder = recorderOf(change.id);
    applyChange(recorder.market, change, pt);
    if (change.img) recorder.image();
    if (change.marketDefinition) recorder.defined(change.marketDefinition);
    for (const runner of change.rc ?? [])
      for (const [name, place] of LADDER_PLACES) if (runner[name]?.length) recorder.offered(place);
  }
}

function sinkInto(recorderOf: (marketId: string) => TimelineRecorder): DeltaSink {
  let recorder: TimelineRecorder;
  let prices: RunnerPrices = noPrices();
  return {
    market(marketId, isImage) {
      recorder = recorderOf(marketId);
      if (!isImage) return;
      recorder.image();
      forgetPrices(recorder.market);
    },
    marketVolume(amount) {
      recorder.market.totalMatched = amount;
    },
    runner(selectionId) {
      prices = pricesOf(recorder.market, selectionId);
    },
    lastPriceTraded(price) {
      prices.lastPriceTraded = price;
    },
    runnerVolume(amount) {
      prices.totalMatched = amount;
    },
    offer(ladder, key, price, size) {
      recorder.offered(LADDER_PLACES.get(ladder) ?? 0);
      applyOffer(prices, ladder, key, price, size);
    },
  };
}
