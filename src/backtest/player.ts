import { linesToReview } from '../betting/results/review-results.ts';
import type { State } from '../core/state.ts';
import type { MarketBook } from '../exchange/exchange.ts';
import type { RecordedFeed, View } from './recorded-feed.ts';
import type { RecordedMarket } from './recorded-market.ts';
import type { Trial } from './trial.ts';

/** What a trial sees while nothing stands against a bet: told whenever it is another view than before. */
export type Seen = (trial: Trial, markets: readonly RecordedMarket[], now: number) => void;

/** Leads a trial through time: it looks and checks when it is time for it and something may come of it. */
export interface Player {
  /** At a moment to which the feed was moved, ms; null where there is nothing to do. */
  playAt(now: number): Promise<void> | null;
  /** The next moment at which it has something to do by itself; never: infinite. */
  nextMoment(): number;
  /** The recordings are over. */
  end(now: number): Promise<void>;
}

const NEVER = Number.POSITIVE_INFINITY;

/** The reason of a void that no exchange gave. */
export const NOT_RECORDED = 'the recording ends before the market is decided';

export function createPlayer(trial: Trial, feed: RecordedFeed, onSeen: Seen): Player {
  const { selection, lookEveryMs, checkEveryMs } = trial.strategy;
  const { from, to } = trial.period;
  let lookAt = NEVER;
  let checkAt = NEVER;
  let looked: { readonly view: View; readonly seq: number } | null = null;
  let seen: View | null = null;
  let awaited: { readonly seq: number; readonly marketIds: readonly string[] } = { seq: 0, marketIds: [] };
  const judged = new WeakSet<MarketBook>();

  const dueFrom = (moment: number): void => {
    lookAt = Math.min(lookAt, upTo(moment, lookEveryMs));
    checkAt = Math.min(checkAt, upTo(moment, checkEveryMs));
  };

  /** Only where a price is in the range can a look lead to a bet. */
  function isLookDue(now: number): boolean {
    if (lookAt > now) return false;
    lookAt = NEVER;
    if (now < from) lookAt = upTo(from, lookEveryMs);
    if (now < from || now > to) return false;
    const { request, openBets, paused, seq, settings } = trial.state();
    if (request !== null || openBets.length > 0) return false;
    if (paused !== null && (paused.until === null || Date.parse(paused.until) > now)) {
      if (paused.until !== null) lookAt = upTo(Date.parse(paused.until), lookEveryMs);
      return false;
    }
    const view = feed.view(selection);
    if (view !== seen) onSeen(trial, view.markets, now);
    seen = view;
    if (looked?.view === view && looked.seq === seq) return false;
    const { min, max } = settings.odds;
    if (!view.prices.some((price) => price >= min && price <= max)) return false;
    looked = { view, seq };
    return true;
  }

  /** Only a closed market says anything, and one that was read says nothing new before it changes. */
  function isCheckDue(now: number): boolean {
    if (checkAt > now) return false;
    checkAt = NEVER;
    const state = trial.state();
    if (state.seq !== awaited.seq) awaited = { seq: state.seq, marketIds: marketsAwaited(state, now) };
    let isDue = false;
    for (const marketId of awaited.marketIds) {
      const market = feed.market(marketId);
      if (!market || (market.definition()?.status !== 'CLOSED' && !market.isOver(now))) continue;
      isDue ||= !judged.has(market.book());
      judged.add(market.book());
    }
    return isDue;
  }

  async function check(now: number): Promise<void> {
    await trial.check(now);
    const [open] = trial.state().openBets;
    if (open !== undefined && feed.market(open.marketId)?.isOver(now) !== false)
      await trial.giveUp(now, NOT_RECORDED);
  }

  async function work(now: number, [looks, checks]: readonly [boolean, boolean]): Promise<void> {
    if (trial.heldUntil() !== null) await trial.goOn(now);
    if (looks) await trial.select(now);
    if (checks && trial.heldUntil() === null) await check(now);
    // What was due while an order was held is past.
    lookAt = NEVER;
    checkAt = NEVER;
    dueFrom(now + 1);
  }

  return {
    playAt(now) {
      const heldUntil = trial.heldUntil();
      if (heldUntil !== null) return heldUntil > now ? null : work(now, [false, false]);
      dueFrom(now);
      const due = [isLookDue(now), isCheckDue(now)] as const;
      return due.includes(true) ? work(now, due) : null;
    },
    nextMoment: () => trial.heldUntil() ?? Math.min(lookAt, checkAt),
    async end(now) {
      if (trial.heldUntil() !== null) await trial.goOn(now);
      await trial.giveUp(now, NOT_RECORDED);
    },
  };
}

/** Of the open bets, and of the results that may still be corrected. */
const marketsAwaited = (state: State, now: number): readonly string[] => [
  ...new Set(
    [...state.openBets, ...linesToReview(state, now).map(({ bet }) => bet)].map((bet) => bet.marketId),
  ),
];

const upTo = (moment: number, step: number): number => Math.ceil(moment / step) * step;
