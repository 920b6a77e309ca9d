import type { MarketChange, RunnerChange } from './stream-message.ts';

/** A price with the size offered at it: decimal odds and major units, as on Betfair's wire. */
export type PriceSize = readonly [price: number, size: number];

/** Names of a runner's ladders on the stream: what there is to back at, and what there is to lay at. */
export type LadderPair = (typeof FULLEST_FIRST)[number];

/** Fullest first: every price; the best few with virtual bets, as the website shows; the best few without. */
export const FULLEST_FIRST = [
  ['atb', 'atl'],
  ['bdatb', 'bdatl'],
  ['batb', 'batl'],
] as const;

export type LadderName = LadderPair[number];

export const LADDER_NAMES: readonly LadderName[] = FULLEST_FIRST.flat();

/** The place in FULLEST_FIRST of each ladder's pair. */
export const LADDER_PLACES: ReadonlyMap<LadderName, number> = new Map(
  FULLEST_FIRST.flatMap((pair, place) => pair.map((name) => [name, place] as const)),
);

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
  return FULLEST_FIRST.find(([back, lay]) => spokenOf.has(back) || spokenOf.has(lay)) ?? null;
}

/** Nothing said yet. */
export const noPrices = (): RunnerPrices => ({ lastPriceTraded: null, totalMatched: null, ladders: {} });

/** Lays one offer over what is known: size 0 removes (stream specification). `key` is its price, or its level. */
export function applyOffer(
  { ladders }: RunnerPrices,
  name: LadderName,
  key: number,
  price: number,
  size: number,
): void {
  ladders[name] ??= new Map();
  if (size === 0) ladders[name].delete(key);
  else ladders[name].set(key, [price, size]);
}

/** Lays a runner's change over what is known: absent is unchanged. */
export function applyRunnerChange(prices: RunnerPrices, change: RunnerChange): void {
  prices.lastPriceTraded = change.ltp ?? prices.lastPriceTraded;
  prices.totalMatched = change.tv ?? prices.totalMatched;
  for (const name of LADDER_NAMES)
    for (const entry of change[name] ?? []) {
      const [key, middle, last] = entry;
      if (last === undefined) applyOffer(prices, name, key, key, middle);
      else applyOffer(prices, name, key, middle, last);
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
