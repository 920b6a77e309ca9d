import { applyRunnerChange, type RunnerPrices } from '../../../../recordings/recorded-prices.ts';
import type { MarketDefinition } from '../../../../recordings/stream-message.ts';
import type { Change, MarketRecording } from './recording.ts';

/** What a recording has said of its market up to one moment. */
export interface ReplayedMarket {
  /** Null until the first definition, which need not come first. */
  definition: MarketDefinition | null;
  /** Traded volume of the whole market, where the recording says it. */
  totalMatched: number | null;
  /** When it was closed (recorded time); null while it is not. */
  closedPt: number | null;
  /** By selection id. */
  readonly runners: Map<number, RunnerPrices>;
}

/**
 * Replays one market: the returned function gives it as it stood at a moment of recorded time, null
 * before its first change. Moments may be asked in any order; going forward costs only the changes in
 * between, going back replays from the start. The answer is the same object until a change comes.
 */
export function replay({ changes }: MarketRecording): (pt: number) => ReplayedMarket | null {
  let market = untouched();
  let applied = 0;
  return (pt) => {
    const last = changes[applied - 1];
    if (last !== undefined && last.pt > pt) {
      market = untouched();
      applied = 0;
    }
    const before = applied;
    for (let next = changes[applied]; next !== undefined && next.pt <= pt; next = changes[applied]) {
      apply(market, next);
      applied += 1;
    }
    if (applied !== before) market = { ...market };
    return applied === 0 ? null : market;
  };
}

function untouched(): ReplayedMarket {
  return { definition: null, totalMatched: null, closedPt: null, runners: new Map() };
}

function apply(market: ReplayedMarket, change: Change): void {
  if (change.img === true) {
    market.runners.clear();
    market.totalMatched = null;
  }
  if (change.marketDefinition) {
    const closed = change.marketDefinition.status === 'CLOSED';
    market.closedPt = closed ? (market.closedPt ?? change.pt) : null;
    market.definition = change.marketDefinition;
  }
  market.totalMatched = change.tv ?? market.totalMatched;
  for (const runnerChange of change.rc ?? []) {
    const prices = market.runners.get(runnerChange.id) ?? {
      lastPriceTraded: null,
      totalMatched: null,
      ladders: {},
    };
    applyRunnerChange(prices, runnerChange);
    market.runners.set(runnerChange.id, prices);
  }
}
