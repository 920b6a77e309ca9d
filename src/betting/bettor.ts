import { Mutex } from 'async-mutex';
import type { Betting } from '../app.ts';
import type { Clock } from '../clock.ts';
import type { Mode } from '../core/events.ts';
import type { RecordOutcome } from '../core/intents.ts';
import type { State } from '../core/state.ts';
import type { Exchange, MarketSummary } from '../exchange/exchange.ts';
import type { Reach } from '../health.ts';
import type { Leadership } from '../leadership.ts';
import type { Logger } from '../logging/logger.ts';
import type { Scan } from '../markets/scan.ts';
import type { Alerts } from '../notify/alerts.ts';
import { watchAccount } from './account-watch.ts';
import type { Analysis } from './analyse-markets.ts';
import { bettingConditions, type ConditionRules } from './betting-conditions.ts';
import { bettingStatus, heldBack } from './betting-status.ts';
import { checkBooks } from './books/check-books.ts';
import { type Comparison, compareBooks } from './books/compare-books.ts';
import { endPause } from './end-pause.ts';
import { watchExchange } from './exchange-watch.ts';
import type { Handler } from './handle.ts';
import { createLooking } from './look.ts';
import { placeBet } from './place-bet.ts';
import { findLeftOpen, reconcileRequest } from './reconcile.ts';
import { verdictsFromBooks } from './results/judge-book.ts';
import { verdictsFromClearedOrders } from './results/judge-cleared.ts';
import { judgedBet, linesToReview, reviewResults } from './results/review-results.ts';
import type { Verdicts } from './results/verdict.ts';
import { settleBets } from './settle-bet.ts';
import { createSweep, type FoundOrder } from './sweep-orders.ts';

export interface BettorParts extends ConditionRules {
  readonly handler: Handler;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly alerts: Alerts;
  readonly newId: () => string;
  readonly mode: Mode;
  readonly leadership: Leadership;
  readonly ending: AbortSignal;
  /** As it is now. */
  overdueAfterMs(): number;
  readonly unknownOrderWaitMs: number;
  /** Told of each look that could lead to a bet, and when that is decided, ms since 1970. */
  readonly onLook?: (analysis: Analysis, decided: number) => void;
}

/** What a look for results came to. */
export interface Checked {
  /** Why the exchange could not be asked; null where it could. */
  readonly failed: string | null;
  /** What it said, as far as it was asked. */
  readonly verdicts: Verdicts;
}

export interface Bettor {
  /** Before anything else: what became of a request that the last run left open, as far as can be said in five seconds. */
  findLeftOpen(): Promise<RecordOutcome | null>;
  /** A job: looks for a market and places a bet if nothing stands against it. */
  selectMarket(): Promise<void>;
  /** A job: looks for results, for the outcome of an open request and for orders that the log does not know. */
  checkResults(): Promise<Checked>;
  /** A look at the markets without a bet. Rejects with an ExchangeError. */
  look(): Promise<Scan>;
  lastScan(): Scan | null;
  /** How many looks there were since the start. */
  looks(): number;
  /** The last looks since the start, the newest first, as many as are kept. */
  scans(): readonly Scan[];
  /** The markets that were listed then; none before the first look. */
  lastCatalogue(): readonly MarketSummary[];
  betting(): Betting;
  /** Whether the exchange answers. */
  reach(): Reach;
  /** The market that was last bet on, as the catalogue listed it then: a closed one is listed no more. */
  lastMarket(): MarketSummary | null;
  /** The books beside the exchange's; null where bets are paper. Rejects with an ExchangeError. */
  compareBooks(): Promise<Comparison | null>;
  /** Orders that bear our reference and that the log does not know, as last seen. */
  unknownOrders(): readonly FoundOrder[];
}

/**
 * The betting loop's two jobs over one log and one exchange. They take turns: a request that is on its way to
 * the exchange must not be looked up meanwhile, or it could be taken for one that never arrived.
 */
export function createBettor(given: BettorParts): Bettor {
  const { handler, clock, logger, alerts, mode } = given;
  const live = mode === 'live';
  const watch = watchExchange(given.exchange, logger, alerts, clock.now);
  const { exchange } = watch;
  const parts = { ...given, exchange };
  const { look, lastScan, looks, scans, lastCatalogue } = createLooking({ ...parts, state: handler.state });
  const readVerdicts = live ? verdictsFromClearedOrders(exchange) : verdictsFromBooks(exchange);
  const sweep = createSweep(parts);
  const account = watchAccount(parts.currency, alerts);
  const worries = new Set<string>();
  const turn = new Mutex();
  let lastRefusal: string | null = null;
  let lastMarket: MarketSummary | null = null;
  let unknownOrders: readonly FoundOrder[] = [];
  let quietSince = clock.monotonic();

  const now = (): string => new Date(clock.now()).toISOString();
  const isIdle = (): boolean => mayLook(handler.state(), now());
  const inTurn = (job: () => Promise<void>) =>
    turn.runExclusive(async () => {
      const failed = await watch.attempt(job);
      // Who slept may have been replaced, and then it is no matter for a person.
      if (handler.blocked() !== null) await parts.leadership.prolong(0);
      if (!parts.leadership.lost.aborted) tellOfLog(handler, alerts);
      return failed;
    });

  /** Paper orders are made of the log, so that the log knows them all. */
  async function reconcile(): Promise<void> {
    await reconcileRequest({ ...parts, waitMs: parts.unknownOrderWaitMs }, quietSince);
    if (live) unknownOrders = await sweep();
  }

  async function selectMarket(): Promise<void> {
    lastRefusal = null;
    await endPause(handler, clock, parts.newId);
    if (live && isIdle()) await reconcile();
    if (!isIdle()) return;
    const analysis = await look();
    const decided = clock.now();
    parts.onLook?.(analysis, decided);
    await placeBest(analysis, decided);
  }

  async function placeBest({ scan, funds, catalogue }: Analysis, decided: number): Promise<void> {
    const [best] = scan.candidates;
    account.read(funds, handler.state());
    if (best === undefined || parts.ending.aborted) return;
    const conditions = bettingConditions(parts, handler.state(), funds, decided);
    const wish = { candidate: best, readAt: scan.at, reason: scan.reason, conditions, decided };
    const placing = await placeBet(parts, wish);
    if (placing.kind === 'not_asked') {
      lastRefusal = placing.why;
      account.refused(placing);
      return;
    }
    account.taken();
    quietSince = clock.monotonic();
    lastMarket = catalogue.find(({ marketId }) => marketId === best.marketId) ?? null;
  }

  /** Results come from the account's orders, so that the market itself is looked at only for those who watch it. */
  async function lookAtOpen(): Promise<void> {
    const marketIds = handler.state().openBets.map(({ marketId }) => marketId);
    if (marketIds.length > 0) await exchange.listBooks([...new Set(marketIds)]);
  }

  /** The demo's exchange is another one after each start: what it says of earlier bets means nothing. */
  async function checkResults(asked: (verdicts: Verdicts) => void): Promise<void> {
    await reconcile();
    const { openBets } = handler.state();
    const settled = mode === 'demo' ? [] : linesToReview(handler.state(), clock.now());
    const verdicts = await readVerdicts([...openBets, ...settled.map(judgedBet)]);
    asked(verdicts);
    await settleBets({ ...parts, worries }, openBets, verdicts);
    await reviewResults(parts, settled, verdicts);
    if (!live) return;
    await checkBooks({ ...parts, readVerdicts });
    await lookAtOpen();
  }

  return {
    findLeftOpen: () => findLeftOpen(parts),
    selectMarket: async () => {
      await inTurn(selectMarket);
    },
    checkResults: async () => {
      let verdicts: Verdicts = new Map();
      const failed = await inTurn(() =>
        checkResults((found) => {
          verdicts = found;
        }),
      );
      return { failed, verdicts };
    },
    look: async () => (await look()).scan,
    lastScan,
    looks,
    scans,
    lastCatalogue,
    lastMarket: () => lastMarket,
    compareBooks: async () => (live ? compareBooks(exchange, handler.state(), clock.now()) : null),
    unknownOrders: () => unknownOrders,
    reach: watch.reach,
    betting: () =>
      bettingStatus({
        state: handler.state(),
        now: now(),
        blocked: handler.blocked(),
        distrusted: handler.distrusted(),
        unreachable: watch.unreachable(),
        lastScan: lastScan(),
        lastRefusal,
      }),
  };
}

/** Whether a market may be looked for at all. */
const mayLook = (state: State, now: string): boolean =>
  state.request === null && state.openBets.length === 0 && heldBack(state, now) === null;

/** A log that cannot be written needs a person; it is tried again with every bet and result. */
function tellOfLog(handler: Handler, alerts: Alerts): void {
  const reason = handler.blocked();
  if (reason === null) alerts.clear('log', 'The event log can be written again; betting goes on.');
  else
    alerts.raise('log', {
      title: 'The event log cannot be written',
      text: `${reason}. Nothing is bet until it can be written. Mend what is named here (free the disk, mend the folder, start the database); the bot tries again by itself.`,
    });
}
