import type { PriceSize } from '../exchange/emulator/market-source.ts';

import type { MarketChange, RunnerChange } from './stream-message.ts';

/** Names of a runner's ladders on the stream: what there is to back at, and what there is to lay at. */
export type LadderPair = (typeof LADDER_PAIRS)[number];

/** Fullest first: every price; the best few with virtual bets, as the website shows; the best few without. */
const LADDER_PAIRS = [
  ['atb', 'atl'],
  ['bdatb', 'bdatl'],
  ['batb', 'batl'],
] as const;

type LadderName = LadderPair[number];

const LADDER_NAMES: readonly LadderName[] = LADDER_PAIRS.flat();

/** What the stream has said of a runner so far. */
export interface RunnerPrices {
  lastPriceTraded: number | null;
  totalMatched: number | null;
  /** By price (atb, atl) or by level (the others). */
  readonly ladders: Partial<Record<LadderName, Map<number, PriceSize>>>;
}

/** The fullest pair of ladders that the changes ever speak of; null where they hold no sizes at all. */
export function fullestLadders(changes: readonly Pick<MarketChange, 'rc'>[]): LadderPair | null {
  const spokenOf = new Set<LadderName>();
  for (const { rc } of changes) {
    for (const runner of rc ?? []) {
      for (const name of LADDER_NAMES) if (runner[name]?.length) spokenOf.add(name);
    }
  }
  return LADDER_PAIRS.find(([back, lay]) => spokenOf.has(back) || spokenOf.has(lay)) ?? null;
}

/** Lays a runner's change over what is known: size 0 removes, absent is unchanged (stream specification). */
export function applyRunnerChange(prices: RunnerPrices, change: RunnerChange): void {
  prices.lastPriceTraded = change.ltp ?? prices.lastPriceTraded;
  prices.totalMatched = change.tv ?? prices.totalMatched;
  for (const name of LADDER_NAMES) {
    for (const entry of change[name] ?? []) {
      prices.ladders[name] ??= new Map();
      const size = entry[entry.length - 1] ?? 0;
      const price = entry[entry.length - 2] ?? 0;
      if (size === 0) prices.ladders[name].delete(entry[0]);
      else prices.ladders[name].set(entry[0], [price, size]);
    }
  }
}

/** Both ladders of a runner, each best first. */
export function laddersOf(
  prices: RunnerPrices,
  [back, lay]: LadderPair,
): [back: PriceSize[], lay: PriceSize[]] {
  return [
    [...(prices.ladders[back]?.values() ?? [])].sort(([a], [b]) => b - a),
    [...(prices.ladders[lay]?.values() ?? [])].sort(([a], [b]) => a - b),
  ];
}
