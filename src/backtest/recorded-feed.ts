import { IN_PLAY_MS, type MarketSelection, windowAt } from '../betting/analyse-markets.ts';
import { NO_MONEY } from '../core/money.ts';
import type { AccountFunds, Exchange, MarketFilter } from '../exchange/exchange.ts';
import type { RecordedMarket } from './recorded-market.ts';
import { bestPricesOf } from './standing.ts';

/** What a look would read at some moment; the same object as long as nothing in it changes. */
export interface View {
  /** The first to start first. */
  readonly markets: readonly RecordedMarket[];
  /** How far each of them has come in its recording. */
  readonly places: readonly number[];
  /** The best prices to back at, of all their runners. */
  readonly prices: readonly number[];
}

/** How long a market is kept after its last word, for corrections of its result. */
const KEPT_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The markets of the recordings as an exchange shows them, at the moment to which they were last moved. */
export class RecordedFeed {
  readonly #markets = new Map<string, RecordedMarket>();
  /** By what a selection lists: as last seen, and as seen now. */
  readonly #views = new Map<string, View>();
  readonly #current = new Map<string, View>();
  readonly #keys = new WeakMap<MarketSelection, string>();
  #now = 0;

  /** A market that two recordings hold is the one that came first; false then. */
  add(market: RecordedMarket): boolean {
    const { marketId } = market.timeline;
    if (this.#markets.has(marketId)) return false;
    this.#markets.set(marketId, market);
    return true;
  }

  market(marketId: string): RecordedMarket | undefined {
    return this.#markets.get(marketId);
  }

  /** Moves all markets forward to a moment, ms since 1970. */
  moveTo(now: number): void {
    this.#now = now;
    this.#current.clear();
    for (const [marketId, market] of this.#markets) {
      market.moveTo(now);
      if (!market.isOver(now - KEPT_MS)) continue;
      this.#markets.delete(marketId);
      market.forgetPast();
    }
  }

  /** The next moment at which anything is different for a look from so many hours ahead; never: infinite. */
  nextChange(hoursAhead: readonly number[]): number {
    let next = Number.POSITIVE_INFINITY;
    const consider = (moment: number): void => {
      if (moment > this.#now && moment < next) next = moment;
    };
    for (const market of this.#markets.values()) {
      consider(market.nextChange());
      consider(market.timeline.lastPt + 1);
      const start = market.definition()?.marketTime;
      if (start === undefined || market.isOver(this.#now)) continue;
      for (const hours of hoursAhead) consider(start - hours * HOUR_MS);
      consider(start + 1);
      consider(start + IN_PLAY_MS + 1);
    }
    return next;
  }

  /** What a look reads now. */
  view(selection: MarketSelection): View {
    const key = this.#keyOf(selection);
    const found = this.#current.get(key) ?? this.#viewNow(selection, this.#views.get(key));
    this.#current.set(key, found);
    this.#views.set(key, found);
    return found;
  }

  #viewNow(selection: MarketSelection, before: View | undefined): View {
    const { sportId, marketType, maxMarkets } = selection;
    const markets = this.#listed({ sportId, marketType, ...windowAt(selection, this.#now), max: maxMarkets });
    const places = markets.map((each) => each.place());
    if (before && same(before.markets, markets) && same(before.places, places)) return before;
    return { markets, places, prices: markets.flatMap((each) => bestPricesOf(each.standing())) };
  }

  #keyOf(selection: MarketSelection): string {
    const known = this.#keys.get(selection);
    if (known !== undefined) return known;
    const { sportId, marketType, maxMarkets, hoursAhead, includeInPlay } = selection;
    const key = JSON.stringify([sportId, marketType, maxMarkets, hoursAhead, includeInPlay]);
    this.#keys.set(selection, key);
    return key;
  }

  /** As an account in that currency sees it. */
  asSeenIn(currency: string): Pick<Exchange, 'listMarkets' | 'listBooks' | 'funds'> {
    const funds: AccountFunds = { available: NO_MONEY, exposure: NO_MONEY, currency, discountRate: 0 };
    const found = (ids: readonly string[]) => ids.flatMap((id) => this.#markets.get(id) ?? []);
    return {
      listMarkets: async (filter) =>
        ('marketIds' in filter ? found(filter.marketIds) : this.#listed(filter)).map((each) =>
          each.summary(),
        ),
      listBooks: async (marketIds) => found(marketIds).map((each) => each.book()),
      funds: async () => funds,
    };
  }

  #listed({ sportId, marketType, from, to, max }: MarketFilter): readonly RecordedMarket[] {
    const [earliest, latest] = [Date.parse(from), Date.parse(to)];
    const found = [...this.#markets.values()].filter((market) => {
      const definition = market.definition();
      return (
        definition !== null &&
        definition.status !== 'CLOSED' &&
        definition.eventTypeId === sportId &&
        definition.marketType === marketType &&
        definition.marketTime >= earliest &&
        definition.marketTime <= latest &&
        !market.isOver(this.#now)
      );
    });
    return found.sort(byStart).slice(0, max);
  }
}

function byStart(a: RecordedMarket, b: RecordedMarket): number {
  const [first, second] = [a.definition()?.marketTime ?? 0, b.definition()?.marketTime ?? 0];
  return first - second || (a.timeline.marketId < b.timeline.marketId ? -1 : 1);
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i]);
