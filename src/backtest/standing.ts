import { pennies } from '../core/money.ts';
import { price } from '../core/odds.ts';
import type { MarketBook, Offer, RunnerBook, RunnerStatus } from '../exchange/exchange.ts';
import { depthAround } from '../recordings/made-up-depth.ts';
import type { PriceSize } from '../recordings/recorded-prices.ts';
import type { MarketDefinition } from '../recordings/stream-message.ts';
import { ROW, type Timeline } from '../recordings/timeline.ts';

/** How a recorded market stood at some moment, apart from what came before and after. */
export interface Standing extends Pick<Timeline, 'marketId' | 'runners' | 'onlyTraded'> {
  readonly definition: MarketDefinition;
  /** See ROW. */
  readonly row: Float64Array;
}

/** As many offers of a runner as the bot asks the exchange for. */
const BACKS = 3;

/** The best prices to back at, of the runners that can be bet on: those of the book, without making the book. */
export const bestPricesOf = (standing: Standing): readonly number[] =>
  standing.definition.runners.flatMap((runner) => bestPriceOf(runner, standing) ?? []);

function bestPriceOf(
  { id, status }: MarketDefinition['runners'][number],
  { definition, runners, onlyTraded, row }: Standing,
): number | null {
  if (status !== 'ACTIVE' || definition.status === 'CLOSED') return null;
  if (onlyTraded && definition.status !== 'OPEN') return null;
  const column = columnOf(runners, id);
  const best = row[column + (onlyTraded ? ROW.lastPriceTraded : ROW.back)];
  return best !== undefined && best > 1 ? best : null;
}

const columnOf = (runners: readonly number[], selectionId: number): number =>
  ROW.runners + runners.indexOf(selectionId) * ROW.perRunner;

/** What the exchange would have shown; where only traded prices are known, with depth that is made up. */
export function bookOf(standing: Standing): MarketBook {
  const { marketId, definition, row } = standing;
  return {
    marketId,
    status: marketStatus(definition.status),
    inPlay: definition.inPlay,
    betDelay: definition.betDelay ?? 0,
    version: definition.version ?? 0,
    delayed: false,
    numberOfWinners: definition.numberOfWinners ?? null,
    totalMatched: minor(row[ROW.volume] as number),
    runners: definition.runners.map((runner) => ({
      ...runnerOf(runner.id, runnerStatus(runner.status), standing),
      ...removalOf(runner),
    })),
  };
}

function removalOf({
  adjustmentFactor: percent,
  removalDate,
}: MarketDefinition['runners'][number]): Pick<RunnerBook, 'removal'> {
  if (percent == null || removalDate == null) return {};
  return { removal: { at: new Date(removalDate).toISOString(), percent } };
}

function runnerOf(
  selectionId: number,
  status: RunnerStatus,
  { definition: { status: market }, runners, onlyTraded, row }: Standing,
): RunnerBook {
  const column = columnOf(runners, selectionId);
  const last = row[column + ROW.lastPriceTraded];
  const lastPriceTraded = last !== undefined && last > 1 ? price(last) : null;
  const none = { selectionId, status, lastPriceTraded, back: [], lay: [] };
  if (status !== 'ACTIVE' || market === 'CLOSED') return none;
  if (!onlyTraded) return { ...none, ...recordedOffers(row, column) };
  if (lastPriceTraded === null || market !== 'OPEN') return none;
  const [back, lay] = depthAround(selectionId, lastPriceTraded);
  return { ...none, back: back.slice(0, BACKS).map(offer), lay: lay.slice(0, 1).map(offer) };
}

function recordedOffers(row: Float64Array, column: number): Pick<RunnerBook, 'back' | 'lay'> {
  const at = (from: number): readonly Offer[] => {
    const [odds, size] = [row[column + from], row[column + from + 1]];
    return odds !== undefined && size !== undefined && odds > 1 ? [offer([odds, size])] : [];
  };
  return {
    back: Array.from({ length: BACKS }, (_, i) => at(ROW.back + 2 * i)).flat(),
    lay: at(ROW.lay),
  };
}

const offer = ([odds, size]: PriceSize): Offer => ({ price: price(odds), size: minor(size) });

const minor = (major: number) => pennies(Math.round(major * 100));

const MARKET_STATUSES = ['INACTIVE', 'OPEN', 'SUSPENDED', 'CLOSED'] as const;

const marketStatus = (status: string): MarketBook['status'] =>
  MARKET_STATUSES.find((known) => known === status) ?? 'UNKNOWN';

const RUNNER_STATUSES = [
  'ACTIVE',
  'WINNER',
  'LOSER',
  'PLACED',
  'REMOVED',
  'REMOVED_VACANT',
  'HIDDEN',
] as const;

const runnerStatus = (status: string): RunnerStatus =>
  RUNNER_STATUSES.find((known) => known === status) ?? 'UNKNOWN';
