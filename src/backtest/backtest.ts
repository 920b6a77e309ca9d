import type { Event } from '../core/events.ts';
import type { State } from '../core/state.ts';
import { type MarketNames, namesBeside } from '../recordings/catalogue.ts';
import type { LeftOut } from '../recordings/find-recordings.ts';
import type { Followed } from '../recordings/follow-recording.ts';
import type { Timeline } from '../recordings/timeline.ts';
import { samplingFor } from './common-steps.ts';
import { createDecoder, type DatedRecording, type Decoder } from './decode-ahead.ts';
import { createFateBook, type MarketFate } from './passed-over.ts';
import { type Entry, play } from './play.ts';
import { RecordedFeed } from './recorded-feed.ts';
import { RecordedMarket } from './recorded-market.ts';
import type { Strategy } from './strategy.ts';
import { createTrial, type Period, type TrialParts } from './trial.ts';

/** What was read for a backtest. */
export interface Material {
  readonly files: number;
  readonly messages: number;
  readonly markets: number;
  /** Those of a kind that is looked for; and of them, how many have traded prices alone, so that depth is assumed. */
  readonly wanted: number;
  readonly onlyTraded: number;
  /** ISO-8601 UTC bounds of what was played; null where there was nothing. */
  readonly from: string | null;
  readonly to: string | null;
  readonly leftOut: readonly LeftOut[];
}

export interface Tried extends TrialWanted {
  readonly state: State;
  readonly events: readonly Event[];
}

export interface Backtested {
  readonly material: Material;
  /** One for each strategy and period asked for, in that order. */
  readonly tried: readonly Tried[];
  /** What became of each market under the first of them. */
  readonly fates: readonly MarketFate[];
}

export interface TrialWanted {
  readonly strategy: Strategy;
  readonly period: Period;
}

export interface BacktestWanted {
  readonly recordings: readonly DatedRecording[];
  readonly leftOut: readonly LeftOut[];
  /** At least one. */
  readonly trials: readonly TrialWanted[];
  readonly openLog: TrialParts['openLog'];
  readonly version: string;
}

/** Decodes the recordings and plays them once for all trials. Never rejects for what a recording holds. */
export async function backtest({
  onProgress,
  ...wanted
}: BacktestWanted & {
  /** Told how many of the recordings are decoded. */
  readonly onProgress: (files: number) => void;
}): Promise<Backtested> {
  const strategies = wanted.trials.map(({ strategy }) => strategy);
  const decoder = createDecoder({
    files: wanted.recordings.map(({ file }) => file),
    sampling: samplingFor(strategies),
    onTaken: onProgress,
  });
  return playDecoded({ ...wanted, decoder, strategies }).finally(decoder.close);
}

export interface PlayWanted extends BacktestWanted {
  readonly decoder: Pick<Decoder, 'decode'>;
  /** Those of all trials that what is decoded is played for, here and elsewhere. */
  readonly strategies: readonly Strategy[];
}

/** Plays recordings once for all trials. */
export async function playDecoded(wanted: PlayWanted): Promise<Backtested> {
  const { recordings, decoder, strategies } = wanted;
  const feed = new RecordedFeed();
  const trials = wanted.trials.map(({ strategy, period }) =>
    createTrial(strategy, period, { ...wanted, feed }),
  );
  const fateBook = createFateBook((wanted.trials[0] as { strategy: Strategy }).strategy);
  const leftOut: LeftOut[] = [...wanted.leftOut];
  const markets = new Map<string, { readonly market: RecordedMarket; readonly file: string }>();
  const count = { messages: 0, markets: 0, wanted: 0, onlyTraded: 0 };

  function entryOf({ file, firstPt }: DatedRecording, index: number): Entry {
    const decoded = async (): Promise<readonly RecordedMarket[]> => {
      const [followed, names] = await Promise.all([decoder.decode(index), namesBeside(file)]);
      noteFollowed({
        ...followed,
        timelines: followed.timelines.filter((each) => !markets.has(each.marketId)),
      });
      return followed.timelines.flatMap((timeline) =>
        marketOf(timeline, names.get(timeline.marketId), file.name),
      );
    };
    return { firstPt, markets: decoded };
  }

  function marketOf(
    timeline: Timeline,
    names: MarketNames | undefined,
    file: string,
  ): readonly RecordedMarket[] {
    const { marketId } = timeline;
    const known = markets.get(marketId);
    const say = (why: string): void =>
      void leftOut.push({ file, line: null, why: `Market ${marketId} ${why}.` });
    if (known?.market.goOnWith(timeline)) {
      if (!timeline.beginsWhole)
        say('goes on here without an image of its prices or a definition: its first changes may be lost');
      return [known.market];
    }
    if (known !== undefined) {
      say(`is taken from ${known.file}, which begins no later`);
      return [];
    }
    fateBook.joined(timeline, names);
    const market = new RecordedMarket(timeline, names);
    markets.set(marketId, { market, file });
    return [market];
  }

  function noteFollowed({ timelines, messages, leftOut: lines }: Followed): void {
    count.messages += messages;
    count.markets += timelines.length;
    const looked = timelines.filter((timeline) => isLookedFor(timeline, strategies));
    count.wanted += looked.length;
    count.onlyTraded += looked.filter(({ onlyTraded }) => onlyTraded).length;
    leftOut.push(...lines);
  }

  const played = await play({
    entries: recordings.map(entryOf),
    trials,
    feed,
    onSeen: (trial, markets, now) => {
      if (trial === trials[0]) fateBook.saw(trial.state(), markets, now);
    },
  });
  const time = (moment: number | null | undefined) =>
    moment == null ? null : new Date(moment).toISOString();
  const material = {
    ...{ files: recordings.length, ...count, leftOut },
    ...{ from: time(recordings[0]?.firstPt), to: time(played) },
  };
  const tried = trials.map(({ strategy, period, state, events }) => ({
    strategy,
    period,
    state: state(),
    events,
  }));
  return { material, tried, fates: fateBook.fates((tried[0] as Tried).state) };
}

function isLookedFor({ definitions }: Timeline, strategies: readonly Strategy[]): boolean {
  const definition = definitions.at(-1);
  return strategies.some(
    ({ selection }) =>
      selection.sportId === definition?.eventTypeId && selection.marketType === definition.marketType,
  );
}
