import type { MovedClock } from '../backtest/moved-clock.ts';
import type { RecordedMarket } from '../backtest/recorded-market.ts';
import type { BetRequest } from '../core/events.ts';
import { type Pennies, pennies } from '../core/money.ts';
import type { Exchange, MarketBook } from '../exchange/exchange.ts';
import type { RecordedScan } from '../recorder/scans-in.ts';
import { ROW } from '../recordings/timeline.ts';
import type { RecordedDays } from './recorded-days.ts';

/** The exchange as each of the bot's looks saw it, one after the other. */
export class SeenExchange {
  readonly #closed: ReadonlyMap<string, RecordedMarket>;
  #markets: ReadonlyMap<string, RecordedMarket> = new Map();
  /** Those of the closed that are shown as such. */
  readonly #over = new Set<string>();
  readonly #clock: MovedClock;
  #scan: RecordedScan;
  /** Up to when the markets are known that are asked for, ms. */
  #knownTo = 0;
  #isLooking = false;

  constructor({ first, closed }: Pick<RecordedDays, 'first' | 'closed'>, clock: MovedClock) {
    this.#closed = closed;
    this.#scan = first;
    this.#clock = clock;
  }

  /** The markets that the looks to come saw, by id. */
  goOnWith(markets: ReadonlyMap<string, RecordedMarket>): void {
    this.#markets = markets;
  }

  /** The look that is played, or was last. */
  scan(): RecordedScan {
    return this.#scan;
  }

  /** What could be bet then. */
  available(): Pennies {
    return pennies(this.#scan.funds.available);
  }

  /** Shows what a look saw, while it is played: time goes on as its books are read. */
  async during(scan: RecordedScan, look: () => Promise<void>): Promise<void> {
    this.#scan = scan;
    this.#knownTo = scan.pt;
    this.#clock.set(scan.asked);
    this.#isLooking = true;
    await look();
    this.#isLooking = false;
  }

  /** A market that holds orders back is known as far as somebody looked at it meanwhile. */
  async holdBack(ms: number): Promise<void> {
    this.#knownTo = this.#scan.pt + ms;
  }

  /** Whether the look saw the market of a bet, with its price as the best one to back at. */
  shows({ marketId, selectionId, priceAsked }: BetRequest): boolean {
    return (
      this.#scan.markets.includes(marketId) &&
      this.#known([marketId]).some((market) =>
        market
          .book()
          .runners.some(
            (runner) => runner.selectionId === selectionId && runner.back[0]?.price === priceAsked,
          ),
      )
    );
  }

  /** When a market was closed, ms since 1970, whatever has been shown so far; null where that is not on record. */
  closedAt(marketId: string): number | null {
    return this.#closed.get(marketId)?.timeline.rows[0]?.[ROW.at] ?? null;
  }

  /** Shows a market as it stood when it was closed, at that moment or later, ms. */
  showClosed(marketId: string, moment: number): void {
    this.#over.add(marketId);
    this.#clock.set(Math.max(this.#clock.now(), moment));
  }

  asExchange(): Pick<Exchange, 'listMarkets' | 'listBooks' | 'funds'> {
    return {
      listMarkets: async (filter) =>
        this.#known('marketIds' in filter ? filter.marketIds : this.#scan.markets).map((market) =>
          market.summary(),
        ),
      listBooks: async (ids) => {
        if (this.#isLooking) this.#clock.set(this.#scan.decided);
        return this.#known(ids).map(
          (market): MarketBook => ({ ...market.book(), delayed: this.#scan.delayed }),
        );
      },
      funds: async () => this.#scan.funds,
    };
  }

  /** A market whose definition is lost is left out. Of months of markets, only those that are asked for are moved. */
  #known(ids: readonly string[]): readonly RecordedMarket[] {
    const markets = ids.flatMap((id) => (this.#over.has(id) ? this.#closed : this.#markets).get(id) ?? []);
    for (const market of markets) market.moveTo(this.#knownTo);
    return markets.filter((market) => market.definition() !== null);
  }
}
