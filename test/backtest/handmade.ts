import { samplingFor } from '../../src/backtest/common-steps.ts';
import { RecordedFeed } from '../../src/backtest/recorded-feed.ts';
import { RecordedMarket } from '../../src/backtest/recorded-market.ts';
import type { Strategy } from '../../src/backtest/strategy.ts';
import { ALL_TIME, createTrial, type Trial } from '../../src/backtest/trial.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { followRecording } from '../../src/recordings/follow-recording.ts';
import { wholeFile } from '../../src/recordings/recording-file.ts';
import type { Timeline } from '../../src/recordings/timeline.ts';
import { sealEvent } from '../../store/codec/event-codec.ts';
import { type MemoryLogWanted, memoryEventLog } from '../../store/memory-event-log.ts';

const MINUTE = 60_000;

/** A log that refuses what could not be read back, unlike that of a backtest. */
export const sealedLog = (needs: Omit<MemoryLogWanted, 'seal'>) =>
  memoryEventLog({ ...needs, seal: sealEvent });

/** The defaults: odds 3 to 4, a look a minute, a check every five. */
export function strategy(
  settings: Partial<Strategy['settings']> = {},
  selection: Partial<Strategy['selection']> = {},
  more: Partial<Strategy> = {},
): Strategy {
  return {
    settings: {
      ...{
        initialStake: pennies(100),
        target: pennies(5_000_000),
        staking: 'roll_all',
        commissionRate: 0.05,
      },
      ...{ odds: { min: price(3), max: price(4) }, limits: NO_LIMITS },
      ...settings,
    },
    selection: {
      ...{ sportId: '1', marketType: 'MATCH_ODDS', maxMarkets: 10, hoursAhead: 24, includeInPlay: false },
      ...{ minTotalMatched: pennies(0), maxSpreadTicks: null, maxOverround: null, liquidityFactor: 1.1 },
      stakeRule: { minStake: pennies(100), minPayout: null },
      ...selection,
    },
    ...{ currency: 'GBP', timeZone: 'UTC', lookEveryMs: MINUTE, checkEveryMs: 5 * MINUTE },
    ...more,
  };
}

/** The markets of a recording as the strategies' looks can see them. */
export async function timelinesOf(
  file: string,
  strategies: readonly Strategy[],
): Promise<readonly Timeline[]> {
  const { timelines } = await followRecording(wholeFile(file), samplingFor(strategies));
  return timelines;
}

export interface Stage {
  readonly feed: RecordedFeed;
  readonly trials: readonly Trial[];
  readonly markets: readonly RecordedMarket[];
}

/** A feed and a trial for each strategy, with nothing played yet. */
export function stage(timelines: readonly Timeline[], strategies: readonly Strategy[]): Stage {
  const feed = new RecordedFeed();
  const parts = { feed, openLog: sealedLog, version: 'test' };
  return {
    feed,
    trials: strategies.map((each) => createTrial(each, ALL_TIME, parts)),
    markets: timelines.map((timeline) => new RecordedMarket(timeline)),
  };
}
