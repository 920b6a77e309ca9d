import type { LadderPair, PriceSize, RunnerPrices } from './recorded-prices.ts';
import { FULLEST_FIRST } from './recorded-prices.ts';
import type { MarketDefinition } from './stream-message.ts';
import { type StreamedMarket, unheardOf, volumeOf } from './streamed-market.ts';

/** Which moments of a market are to be remembered: those at which somebody may look at it. */
export interface Sampling {
  /** Looks are made at the whole multiples of this since 1970, and where a market holds orders back once more after its delay. */
  readonly stepMs: number;
  /** A market is looked at from so long before its start on ... */
  readonly hoursAhead: number;
  /** ... until it starts, or until it is closed. */
  readonly inPlay: boolean;
}

/** A market's life as far as looks can tell it; plain data, so that a worker can hand it over. */
export interface Timeline {
  readonly marketId: string;
  /** In the order in which they came; empty where the recording has none. */
  readonly definitions: readonly MarketDefinition[];
  /** Selection ids in the order of the rows' columns. */
  readonly runners: readonly number[];
  /** How the market stood from a moment on, in the order of time; see ROW. */
  readonly rows: readonly Float64Array[];
  /** True where it has prices but no sizes. */
  readonly onlyTraded: boolean;
  /** False where it begins with changes to something that it does not have. */
  readonly beginsWhole: boolean;
  /** When it was first and last spoken of, ms since 1970. */
  readonly firstPt: number;
  readonly lastPt: number;
}

/** What stands where in a row; what is not known is NaN. */
export const ROW = {
  /** ms since 1970. */
  at: 0,
  /** Its place among the definitions. */
  definition: 1,
  /** Major units. */
  volume: 2,
  /** From here on, for each runner: the price last traded, then price and size of the best offers. */
  runners: 3,
  perRunner: 9,
  lastPriceTraded: 0,
  back: 1,
  lay: 7,
} as const;

/** As many as the bot asks the exchange for. */
const BACKS = 3;
const HOUR_MS = 3_600_000;

/** Follows one market and remembers what looks at it will see. */
export class TimelineRecorder {
  readonly market: StreamedMarket = unheardOf();
  readonly #sampling: Sampling;
  readonly #definitions: MarketDefinition[] = [];
  readonly #columns = new Map<number, number>();
  readonly #rows: Float64Array[] = [];
  readonly #firstPt: number;
  /** The place in FULLEST_FIRST of the fullest ladders spoken of. */
  #ladders: number = FULLEST_FIRST.length;
  #pt: number;
  #changed = false;
  #defined = false;
  #beginsWhole = false;
  /** Seconds. */
  #longestDelay = 0;

  constructor(sampling: Sampling, pt: number) {
    this.#sampling = sampling;
    this.#firstPt = pt;
    this.#pt = pt;
  }

  /** To be told before each change: how it stood up to now is remembered if somebody looks before `pt`. */
  moveTo(pt: number): void {
    if (pt > this.#pt && (this.#defined || (this.#changed && this.#isLookedAt(pt)))) this.#remember();
    this.#pt = pt;
    this.#changed = true;
  }

  /** To be told of an image, or of a definition, which comes with one. */
  image(): void {
    this.#beginsWhole ||= this.#pt === this.#firstPt;
  }

  defined(definition: MarketDefinition): void {
    this.image();
    this.#definitions.push(definition);
    this.#longestDelay = Math.max(this.#longestDelay, definition.betDelay ?? 0);
    for (const { id } of definition.runners)
      if (!this.#columns.has(id)) this.#columns.set(id, this.#columns.size);
    this.#defined = true;
  }

  /** `pair`: a place in FULLEST_FIRST. */
  offered(pair: number): void {
    if (pair < this.#ladders) this.#ladders = pair;
  }

  end(marketId: string): Timeline {
    if (this.#changed) this.#remember();
    return {
      marketId,
      definitions: this.#definitions,
      runners: [...this.#columns.keys()],
      rows: this.#rows,
      onlyTraded: this.#ladders === FULLEST_FIRST.length && this.#rows.some(hasTraded),
      beginsWhole: this.#beginsWhole,
      firstPt: this.#firstPt,
      lastPt: this.#pt,
    };
  }

  /** Whether a look falls between the last change and `pt`, and is at this market. */
  #isLookedAt(pt: number): boolean {
    const { definition } = this.market;
    if (definition === null) return false;
    const { stepMs, hoursAhead, inPlay } = this.#sampling;
    if (pt - 1 < definition.marketTime - hoursAhead * HOUR_MS) return false;
    const lookFrom = (moment: number): number => Math.ceil(moment / stepMs) * stepMs;
    const first = lookFrom(this.#pt);
    if (first < pt && (inPlay || (!definition.inPlay && first <= definition.marketTime))) return true;
    // An order is held back for as long, whatever the market does meanwhile.
    const delay = this.#longestDelay * 1_000;
    const asked = lookFrom(this.#pt - delay);
    return delay > 0 && asked + delay < pt && (inPlay || asked <= definition.marketTime);
  }

  #remember(): void {
    this.#changed = false;
    this.#defined = false;
    if (this.#definitions.length === 0) return;
    const row = new Float64Array(ROW.runners + this.#columns.size * ROW.perRunner).fill(Number.NaN);
    row[ROW.at] = this.#pt;
    row[ROW.definition] = this.#definitions.length - 1;
    row[ROW.volume] = volumeOf(this.market);
    for (const [selectionId, column] of this.#columns) {
      const prices = this.market.runners.get(selectionId);
      if (prices) fill(row, ROW.runners + column * ROW.perRunner, prices, FULLEST_FIRST[this.#ladders]);
    }
    this.#rows.push(row);
  }
}

function hasTraded(row: Float64Array): boolean {
  for (let at = ROW.runners + ROW.lastPriceTraded; at < row.length; at += ROW.perRunner)
    if (!Number.isNaN(row[at])) return true;
  return false;
}

function fill(row: Float64Array, at: number, prices: RunnerPrices, ladders: LadderPair | undefined): void {
  row[at + ROW.lastPriceTraded] = prices.lastPriceTraded ?? Number.NaN;
  if (ladders === undefined) return;
  const [back, lay] = ladders;
  best(prices.ladders[back], BACKS, (a, b) => a > b).forEach((offer, i) => {
    row.set(offer, at + ROW.back + 2 * i);
  });
  best(prices.ladders[lay], 1, (a, b) => a < b).forEach((offer) => {
    row.set(offer, at + ROW.lay);
  });
}

/** The first so many, without sorting all of them. */
function best(
  ladder: ReadonlyMap<number, PriceSize> | undefined,
  count: number,
  isBetter: (a: number, b: number) => boolean,
): readonly PriceSize[] {
  const found: PriceSize[] = [];
  for (const offer of ladder?.values() ?? []) {
    if (offer[0] <= 1) continue;
    const place = found.findIndex(([price]) => isBetter(offer[0], price));
    if (place === -1 && found.length >= count) continue;
    found.splice(place === -1 ? found.length : place, 0, offer);
    if (found.length > count) found.pop();
  }
  return found;
}
