import { unnamed, whyHidden } from '../../../../recordings/kinds-of-market.ts';
import { depthAround } from '../../../../recordings/made-up-depth.ts';
import {
  fullestLadders,
  type LadderPair,
  laddersOf,
  type PriceSize,
  type RunnerPrices,
} from '../../../../recordings/recorded-prices.ts';
import type { MarketDefinition } from '../../../../recordings/stream-message.ts';
import { type StreamedMarket, volumeOf } from '../../../../recordings/streamed-market.ts';
import type { EmulatedMarket, EmulatedRunner } from '../../market-source.ts';
import type { CompressedTime } from '../compressed-time.ts';
import type { MarketRecording } from './recording.ts';
import { replay } from './replay.ts';

/** What is known of a market before any of it is played. */
export interface RecordedMarket {
  readonly marketId: string;
  /** The last definition; null where the recording holds none, and then it is never on show. */
  readonly definition: MarketDefinition | null;
  /** Null where the recording holds no sizes. */
  readonly ladders: LadderPair | null;
  /** True where it holds prices but no sizes, so that depth is made up around the last traded price. */
  readonly depthMadeUp: boolean;
  /** Why it is never on show, as a clause; null for a market that can be bet on. */
  readonly hidden: string | null;
}

/** Looks a market's recording through, for what holds over its whole life. */
export function lookThrough({ marketId, changes }: MarketRecording): RecordedMarket {
  const ladders = fullestLadders(changes);
  const definition = changes.findLast((change) => change.marketDefinition)?.marketDefinition ?? null;
  const traded = changes.some((change) => change.rc?.some((runner) => runner.ltp));
  return {
    marketId,
    definition,
    ladders,
    depthMadeUp: ladders === null && traded,
    hidden: whyHidden(definition),
  };
}

/** The market as the exchange shows it at a moment of wall-clock time; undefined where it is not on show yet. */
export function recordedMarket(
  recording: MarketRecording,
  known: RecordedMarket,
  time: CompressedTime,
): (at: number) => EmulatedMarket | undefined {
  const replayed = replay(recording);
  let from: StreamedMarket | null = null;
  let shown: EmulatedMarket | undefined;
  return (at) => {
    const now = replayed(time.toSource(at));
    if (now !== from) {
      from = now;
      shown = now?.definition ? shownMarket(known, now, now.definition, time) : undefined;
    }
    return shown;
  };
}

function shownMarket(
  { marketId, ladders, depthMadeUp }: RecordedMarket,
  replayed: StreamedMarket,
  definition: MarketDefinition,
  time: CompressedTime,
): EmulatedMarket {
  const status = marketStatus(definition.status);
  return {
    marketId,
    marketName: definition.name ?? definition.marketType,
    marketType: definition.marketType,
    eventTypeId: definition.eventTypeId,
    eventId: definition.eventId,
    eventName: definition.eventName ?? `Market ${marketId}`,
    competition: null,
    countryCode: definition.countryCode ?? null,
    startTime: time.toWall(definition.marketTime),
    turnInPlay: definition.turnInPlayEnabled ?? false,
    baseRate: definition.marketBaseRate ?? 5,
    discountAllowed: definition.discountAllowed ?? true,
    status,
    inPlay: definition.inPlay,
    betDelay: definition.betDelay ?? 0,
    version: definition.version ?? 0,
    numberOfWinners: definition.numberOfWinners ?? 1,
    // Made-up depth is said to be made up, a made-up turnover could not be: without volumes there is none.
    totalMatched: volumeOf(replayed),
    closedAt: replayed.closedPt === null ? null : time.toWall(replayed.closedPt),
    depthMadeUp,
    runners: shownRunners(definition, replayed, ladders, status === 'OPEN', time),
  };
}

function shownRunners(
  definition: MarketDefinition,
  { runners }: StreamedMarket,
  ladders: LadderPair | null,
  open: boolean,
  time: CompressedTime,
): EmulatedRunner[] {
  const shown = definition.runners.map((runner, place): EmulatedRunner => {
    const status = runnerStatus(runner.status);
    const prices = runners.get(runner.id);
    const [back, lay] = status === 'ACTIVE' ? offers(runner.id, prices, ladders, open) : [[], []];
    return {
      selectionId: runner.id,
      name: runner.name ?? unnamed(runner.id, definition.eventTypeId),
      sortPriority: runner.sortPriority ?? place + 1,
      status,
      lastPriceTraded: prices?.lastPriceTraded ?? null,
      back,
      lay,
      ...removalOf(runner, time),
    };
  });
  return shown.sort((a, b) => a.sortPriority - b.sortPriority);
}

function removalOf(
  { adjustmentFactor, removalDate }: MarketDefinition['runners'][number],
  time: CompressedTime,
): Pick<EmulatedRunner, 'removal'> {
  if (adjustmentFactor == null || removalDate == null) return {};
  const removed = new Date(time.toWall(Date.parse(removalDate))).toISOString();
  return { removal: { adjustmentFactor, removalDate: removed } };
}

function offers(
  selectionId: number,
  prices: RunnerPrices | undefined,
  ladders: LadderPair | null,
  open: boolean,
): [back: PriceSize[], lay: PriceSize[]] {
  if (prices === undefined) return [[], []];
  if (ladders !== null) return laddersOf(prices, ladders);
  const { lastPriceTraded } = prices;
  return open && lastPriceTraded !== null ? depthAround(selectionId, lastPriceTraded) : [[], []];
}

/** A status that is not known yet is shown as one that takes no bets. */
function marketStatus(status: string): EmulatedMarket['status'] {
  return status === 'OPEN' || status === 'SUSPENDED' || status === 'CLOSED' ? status : 'INACTIVE';
}

/** A status that decides nothing about a win bet (PLACED, or one not known yet) leaves the runner undecided. */
function runnerStatus(status: string): EmulatedRunner['status'] {
  if (status === 'WINNER' || status === 'LOSER') return status;
  const gone = status === 'REMOVED' || status === 'REMOVED_VACANT' || status === 'HIDDEN';
  return gone ? 'REMOVED' : 'ACTIVE';
}
