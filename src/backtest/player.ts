import { linesToReview } from '../betting/results/review-results.ts';
import type { OddsRange } from '../core/events.ts';
import type { State } from '../core/state.ts';
import type { RecordedFeed, View } from './recorded-feed.ts';
import type { RecordedMarket } from './recorded-market.ts';
import type { Trial } from './trial.ts';

/** What a trial sees while nothing stands against a bet: told whenever it is another view than before. */
export type Seen = (trial: Trial, markets: readonly RecordedMarket[], now: number) => void;

const NEVER = Number.POSITIVE_INFINITY;

/** The reason of a void that no exchange gave. */
export const NOT_RECORDED = 'the recording ends before the market is decided';

/** Leads a trial through time: it looks and checks when it is time for it and something may come of it. */
export class Player {
  readonly #trial: Trial;
  readonly #feed: RecordedFeed;
  readonly #onSeen: Seen;
  #lookAt = NEVER;
  #checkAt = NEVER;
  #looks = false;
  #checks = false;
  #seen: View | null = null;
  #looked: { readonly view: View; readonly seq: number } | null = null;
  #awaited: { readonly seq: number; readonly marketIds: readonly string[] } = { seq: 0, marketIds: [] };
  /** How far a market had come when its result was last looked at, by its id. */
  readonly #judged = new Map<string, number>();

  constructor(trial: Trial, feed: RecordedFeed, onSeen: Seen) {
    this.#trial = trial;
    this.#feed = feed;
    this.#onSeen = onSeen;
  }

  /** Whether there is something to do at a moment to which the feed was moved, ms; then `work` does it. */
  hasWork(now: number): boolean {
    const heldUntil = this.#trial.heldUntil();
    if (heldUntil !== null) return heldUntil <= now;
    this.#dueFrom(now);
    this.#looks = this.#isLookDue(now);
    this.#checks = this.#isCheckDue(now);
    return this.#looks || this.#checks;
  }

  /** What `hasWork` found, at the same moment. */
  async work(now: number): Promise<void> {
    if (this.#trial.heldUntil() !== null) await this.#trial.goOn(now);
    if (this.#looks) await this.#trial.select(now);
    if (this.#checks && this.#trial.heldUntil() === null) await this.#check(now);
    // What was due while an order was held is past.
    this.#looks = false;
    this.#checks = false;
    this.#lookAt = NEVER;
    this.#checkAt = NEVER;
    this.#dueFrom(now + 1);
  }

  /** Whether a bet is open on a market of which nothing more is known at a moment, ms. */
  missesMarket(now: number): boolean {
    return this.#trial
      .state()
      .openBets.some(({ marketId }) => this.#feed.market(marketId)?.isOver(now) === true);
  }

  /** The next moment at which it has something to do by itself; never: infinite. */
  nextMoment(): number {
    return this.#trial.heldUntil() ?? Math.min(this.#lookAt, this.#checkAt);
  }

  /** The recordings are over. */
  async end(now: number): Promise<void> {
    if (this.#trial.heldUntil() !== null) await this.#trial.goOn(now);
    await this.#trial.giveUp(now, NOT_RECORDED);
  }

  #dueFrom(moment: number): void {
    const { lookEveryMs, checkEveryMs } = this.#trial.strategy;
    this.#lookAt = Math.min(this.#lookAt, upTo(moment, lookEveryMs));
    this.#checkAt = Math.min(this.#checkAt, upTo(moment, checkEveryMs));
  }

  /** Only where a price is in the range can a look lead to a bet. */
  #isLookDue(now: number): boolean {
    if (this.#lookAt > now) return false;
    this.#lookAt = NEVER;
    const { strategy, period } = this.#trial;
    if (now < period.from) this.#lookAt = upTo(period.from, strategy.lookEveryMs);
    if (now < period.from || now > period.to) return false;
    const { request, openBets, paused, seq, settings } = this.#trial.state();
    if (request !== null || openBets.length > 0) return false;
    if (paused !== null && (paused.until === null || Date.parse(paused.until) > now)) {
      if (paused.until !== null) this.#lookAt = upTo(Date.parse(paused.until), strategy.lookEveryMs);
      return false;
    }
    const view = this.#feed.view(strategy.selection);
    if (view !== this.#seen) this.#onSeen(this.#trial, view.markets, now);
    this.#seen = view;
    if (this.#looked?.view === view && this.#looked.seq === seq) return false;
    if (!hasPriceIn(settings.odds, view)) return false;
    this.#looked = { view, seq };
    return true;
  }

  /** Only a closed market says anything, and one that was read says nothing new before it changes. */
  #isCheckDue(now: number): boolean {
    if (this.#checkAt > now) return false;
    this.#checkAt = NEVER;
    const state = this.#trial.state();
    if (state.seq !== this.#awaited.seq)
      this.#awaited = { seq: state.seq, marketIds: marketsAwaited(state, now) };
    let isDue = false;
    for (const marketId of this.#awaited.marketIds) {
      const market = this.#feed.market(marketId);
      const isOver = market?.isOver(now);
      if (!market || (market.definition()?.status !== 'CLOSED' && !isOver)) continue;
      // That nothing more will come of it is news as well.
      const reached = isOver ? market.timeline.lastPt : market.place();
      isDue ||= this.#judged.get(marketId) !== reached;
      this.#judged.set(marketId, reached);
    }
    return isDue;
  }

  async #check(now: number): Promise<void> {
    await this.#trial.check(now);
    const [open] = this.#trial.state().openBets;
    if (open !== undefined && this.#feed.market(open.marketId)?.isOver(now) !== false)
      await this.#trial.giveUp(now, NOT_RECORDED);
  }
}

const hasPriceIn = ({ min, max }: OddsRange, { prices }: View): boolean =>
  prices.some((price) => price >= min && price <= max);

/** Of the open bets, and of the results that may still be corrected. */
const marketsAwaited = (state: State, now: number): readonly string[] => [
  ...new Set(
    [...state.openBets, ...linesToReview(state, now).map(({ bet }) => bet)].map((bet) => bet.marketId),
  ),
];

const upTo = (moment: number, step: number): number => Math.ceil(moment / step) * step;
