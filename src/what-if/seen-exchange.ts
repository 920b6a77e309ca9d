import type { MovedClock } from '../backtest/moved-clock.ts';
import type { RecordedMarket } from '../backtest/recorded-market.ts';
import { type Pennies, pennies } from '../core/money.ts';
import type { Exchange, MarketBook } from '../exchange/exchange.ts';
import type { RecordedScan } from '../recorder/scans-in.ts';
import { ROW } from '../recordings/timeline.ts';

/** The exchange as each of the bot's looks saw it, one after the other. */
export class SeenExchange {
  readonly #markets: ReadonlyMap<string, RecordedMarket>;
  readonly #clock: MovedClock;
  #scan: RecordedScan;
  #isLooking = false;

  /** `first`: the look that is played first. */
  constructor(markets: ReadonlyMap<string, RecordedMarket>, first: RecordedScan, clock: MovedClock) {
    this.#markets = markets;
    this.#scan = first;
    this.#clock = clock;
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
    this.#moveTo(scan.pt);
    this.#clock.set(scan.asked);
    this.#isLooking = true;
    await look();
    this.#isLooking = false;
  }

  /** A market that holds orders back is known as far as somebody looked at it meanwhile. */
  async holdBack(ms: number): Promise<void> {
    this.#moveTo(this.#scan.pt + ms);
  }

  /** When a market was closed, ms since 1970, whatever has been shown so far; null where that is not on record. */
  closedAt(marketId: string): number | null {
    const { rows = [], definitions = [] } = this.#markets.get(marketId)?.timeline ?? {};
    const closed = rows.find((row) => definitions[row[ROW.definition] as number]?.status === 'CLOSED');
    return closed?.[ROW.at] ?? null;
  }

  /** Shows a market as it stood at a later moment, ms. */
  showLater(marketId: string, moment: number): void {
    this.#markets.get(marketId)?.moveTo(moment);
    this.#clock.set(Math.max(this.#clock.now(), moment));
  }

  asExchange(): Pick<Exchange, 'listMarkets' | 'listBooks' | 'funds'> {
    return {
      listMarkets: async () => this.#known(this.#scan.markets).map((market) => market.summary()),
      listBooks: async (ids) => {
        if (this.#isLooking) this.#clock.set(this.#scan.decided);
        return this.#known(ids).map(
          (market): MarketBook => ({ ...market.book(), delayed: this.#scan.delayed }),
        );
      },
      funds: async () => this.#scan.funds,
    };
  }

  /** A market whose definition is lost is left out. */
  #known(ids: readonly string[]): readonly RecordedMarket[] {
    return ids.flatMap((id) => this.#markets.get(id) ?? []).filter((market) => market.definition() !== null);
  }

  #moveTo(moment: number): void {
    for (const market of this.#markets.values()) market.moveTo(moment);
  }
}
