import { setImmediate as nextTurn } from 'node:timers/promises';
import { createMovedClock } from '../backtest/moved-clock.ts';
import { NOT_RECORDED } from '../backtest/player.ts';
import type { RecordedMarket } from '../backtest/recorded-market.ts';
import { type Bettor, createBettor } from '../betting/bettor.ts';
import type { Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import { pennies } from '../core/money.ts';
import type { State } from '../core/state.ts';
import type { Exchange, PlaceOutcome } from '../exchange/exchange.ts';
import { createPaperExchange } from '../exchange/paper/paper-exchange.ts';
import type { RecordedScan } from '../recorder/scans-in.ts';
import { isSameOrder, type LoggedBet, loggedBets } from './logged-bets.ts';
import { createPlayedHandler, type PlayedHandler } from './played-handler.ts';

/** The bot's own days: what it saw, and what happened. */
export interface Days {
  /** The state of the log before the first of its events here. */
  readonly before: State;
  readonly events: readonly Event[];
  /** By market id, each to be moved forward. */
  readonly markets: ReadonlyMap<string, RecordedMarket>;
  readonly scans: readonly RecordedScan[];
}

/** What is different from what it was. */
export interface Changed {
  readonly odds?: State['settings']['odds'];
}

export interface PlayedDays {
  readonly state: State;
  /** What was decided anew, the first one first. */
  readonly events: readonly Event[];
  /** The orders that are the log's own, by their references here. */
  readonly twins: ReadonlyMap<string, string>;
  /** How many bets have no result in the recordings, and were taken as void. */
  readonly unknown: number;
}

export interface PlayDaysParts {
  readonly currency: string;
  readonly timeZone: string;
}

/**
 * Plays the bot's own days once more through the same code: each look as it was recorded, what people and files did
 * meanwhile as the log has it, and the same answer where the same order is made again. Other orders are filled from the
 * recorded books and settled from the recorded results.
 */
export async function playDays(days: Days, changed: Changed, parts: PlayDaysParts): Promise<PlayedDays> {
  const run = new Run(days, changed, parts);
  let next = 0;
  for (const [i, scan] of days.scans.entries()) {
    for (
      let event = days.events[next];
      event && Date.parse(event.at) < scan.decided;
      event = days.events[++next]
    )
      await run.happened(event);
    await run.look(scan, days.scans[i + 1]?.asked ?? Number.POSITIVE_INFINITY);
    // The bot goes on meanwhile.
    if (i % AT_A_STRETCH === 0) await nextTurn();
  }
  for (const event of days.events.slice(next)) await run.happened(event);
  await run.settleByBooks(Number.POSITIVE_INFINITY);
  return { state: run.handler.state(), events: run.handler.events, twins: run.twins, unknown: run.unknown };
}

/** Looks that are played without a pause. */
const AT_A_STRETCH = 20;

/** What people and files did. What the bot did of itself follows anew. */
const FROM_OUTSIDE: readonly Event['type'][] = [
  ...(['BOT_STARTED', 'BOT_STOPPED', 'ODDS_RANGE_CHANGED', 'SETTINGS_CHANGED', 'LIMITS_CHANGED'] as const),
  ...([
    'FILE_RELOADED',
    'MARKETS_SKIPPED',
    'SKIP_ENDED',
    'SYSTEM_RESET',
    'LIVE_ARMED',
    'LIVE_DISARMED',
  ] as const),
];

class Run {
  readonly handler: PlayedHandler;
  readonly twins = new Map<string, string>();
  unknown = 0;
  readonly #clock = createMovedClock();
  readonly #days: Days;
  readonly #changed: Changed;
  readonly #bettor: Bettor;
  readonly #logged: readonly LoggedBet[];
  #log: State;
  #scan: RecordedScan | null = null;
  #isLooking = false;
  #nextAsked = Number.POSITIVE_INFINITY;

  constructor(days: Days, changed: Changed, parts: PlayDaysParts) {
    this.#days = days;
    this.#changed = changed;
    this.#logged = loggedBets(days.events);
    this.#log = days.before;
    const { openBets, request } = days.before;
    for (const { orderRef } of [...openBets, ...(request === null ? [] : [request])])
      this.twins.set(orderRef, orderRef);
    const { odds } = changed;
    const begun =
      odds === undefined ? days.before : { ...days.before, settings: { ...days.before.settings, odds } };
    this.handler = createPlayedHandler(begun, this.#clock.now);
    this.#bettor = this.#bettorWith(parts);
  }

  /** Something that the log has. */
  async happened(event: Event): Promise<void> {
    this.#log = evolve(this.#log, event);
    this.#clock.set(Date.parse(event.at));
    if (await this.#settledTwin(event)) return;
    if (event.type === 'ODDS_RANGE_CHANGED' && this.#changed.odds !== undefined) return;
    if (event.type === 'SYSTEM_RESET') await this.#voidOpen('reset');
    const byPerson =
      (event.type === 'BETTING_PAUSED' && event.data.by !== 'unknownOrder' && event.actor !== 'system') ||
      (event.type === 'BETTING_RESUMED' && event.actor !== 'system');
    if (event.type === 'BET_FOUND_LATE') this.twins.set(event.data.orderRef, event.data.orderRef);
    if (byPerson || FROM_OUTSIDE.includes(event.type)) this.handler.fold(event);
  }

  /** `nextAsked`: when the look after it began, ms. */
  async look(scan: RecordedScan, nextAsked: number): Promise<void> {
    await this.settleByBooks(scan.asked);
    this.#scan = scan;
    this.#nextAsked = nextAsked;
    for (const market of this.#days.markets.values()) market.moveTo(scan.pt);
    this.#clock.set(scan.asked);
    this.#isLooking = true;
    await this.#bettor.selectMarket();
    this.#isLooking = false;
  }

  /** Of bets that the log does not have: their markets may be decided by then. */
  async settleByBooks(until: number): Promise<void> {
    for (;;) {
      const [open] = this.handler.state().openBets;
      const market = open && this.#days.markets.get(open.marketId);
      if (open === undefined || market === undefined || this.twins.has(open.orderRef)) return;
      const closed = market.timeline.rows.find(
        (row) => market.timeline.definitions[row[1] as number]?.status === 'CLOSED',
      )?.[0];
      if (closed === undefined) {
        this.unknown += 1;
        await this.#voidOpen(NOT_RECORDED);
        return;
      }
      if (closed > until) return;
      market.moveTo(closed);
      this.#clock.set(Math.max(this.#clock.now(), closed));
      const { seq } = this.handler.state();
      await this.#bettor.checkResults();
      if (this.handler.state().seq === seq) return;
    }
  }

  async #settledTwin(event: Event): Promise<boolean> {
    if (!('orderRef' in event.data)) return false;
    const { orderRef } = event.data;
    const [own] = [...this.twins].find(([, logged]) => logged === orderRef) ?? [];
    if (own === undefined) {
      // Of a bet that was decided before the first look; of any other it changes nothing here.
      if (event.type === 'RESULT_CORRECTED') this.handler.fold(event);
      return event.type !== 'BET_FOUND_LATE';
    }
    // What was under way before the first look goes on as it did.
    if (own === orderRef && (event.type === 'BET_PLACED' || event.type === 'BET_REJECTED'))
      this.handler.fold(event);
    const now = event.at;
    const cause = { actor: 'system', id: event.id } as const;
    if (event.type === 'BET_WON' || event.type === 'BET_LOST') {
      const { outcome, grossProfit, commission, source } = event.data;
      await this.handler.handle(
        { kind: 'record_result', now, orderRef: own, outcome, grossProfit, commission, source },
        cause,
      );
    } else if (event.type === 'BET_VOIDED')
      await this.handler.handle(
        { kind: 'record_void', now, orderRef: own, reason: event.data.reason },
        cause,
      );
    else if (event.type === 'RESULT_CORRECTED') {
      const { settledDate, to } = event.data;
      await this.handler.handle({ kind: 'correct_result', now, orderRef: own, settledDate, to }, cause);
    }
    return true;
  }

  async #voidOpen(reason: string): Promise<void> {
    const now = new Date(this.#clock.now()).toISOString();
    for (const { orderRef, eventId } of this.handler.state().openBets)
      await this.handler.handle(
        { kind: 'record_void', now, orderRef, reason },
        { actor: 'system', id: eventId },
      );
  }

  #bettorWith({ currency, timeZone }: PlayDaysParts): Bettor {
    const selection = () => (this.#scan as RecordedScan).selection;
    let ids = 0;
    const silent = (): void => undefined;
    const { handler } = this;
    const paper = createPaperExchange({
      exchange: this.#asSeen(),
      clock: { wait: (ms) => this.#heldBack(ms) },
      stakeRule: this.#days.scans[0]?.selection.stakeRule ?? { minStake: pennies(0), minPayout: null },
      balance: () => pennies((this.#scan?.funds.available ?? 0) + this.#aheadOfLog()),
      orders: () => handler.state().openBets.map(({ stake, ...bet }) => ({ ...bet, size: stake })),
    });
    return createBettor({
      exchange: { ...paper, place: async (order) => this.#asLogged(order) ?? paper.place(order) },
      ...{ handler, clock: this.#clock, currency, timeZone, mode: 'dry_run' },
      newId: () => `whatif-${++ids}`,
      logger: { debug: silent, info: silent, warn: silent, error: silent },
      alerts: { raise: silent, clear: silent },
      mayAct: () => true,
      ending: new AbortController().signal,
      selection,
      overdueAfterMs: () => Number.POSITIVE_INFINITY,
      unknownOrderWaitMs: 0,
    });
  }

  /** A market that holds orders back is known as far as somebody looked at it meanwhile. */
  async #heldBack(ms: number): Promise<void> {
    const until = (this.#scan?.pt ?? 0) + ms;
    for (const market of this.#days.markets.values()) market.moveTo(until);
  }

  /** The market and the account as the look saw them. */
  #asSeen(): Pick<Exchange, 'listMarkets' | 'listBooks' | 'funds'> {
    // A market whose definition is lost is left out.
    const found = (ids: readonly string[]) =>
      ids.flatMap((id) => this.#days.markets.get(id) ?? []).filter((market) => market.definition() !== null);
    return {
      listMarkets: async () => found(this.#scan?.markets ?? []).map((market) => market.summary()),
      // Time went on while the books were read.
      listBooks: async (ids) => {
        if (this.#isLooking) this.#clock.set(this.#scan?.decided ?? this.#clock.now());
        return found(ids).map((market) => ({ ...market.book(), delayed: this.#scan?.delayed ?? false }));
      },
      funds: async () => (this.#scan as RecordedScan).funds,
    };
  }

  /** How much more was won here than there. */
  #aheadOfLog(): number {
    const net = ({ ledger }: State) => ledger.allTime.gross - ledger.allTime.commission;
    return net(this.handler.state()) - net(this.#log);
  }

  /** The log's answer, where it asked for the same at the same look. */
  #asLogged(order: Parameters<Exchange['place']>[0]): PlaceOutcome | null {
    const at = this.#scan?.asked ?? 0;
    const logged = this.#logged.find(({ at: time, request }) => {
      const asked = Date.parse(time);
      return asked >= at && asked < this.#nextAsked && isSameOrder(request, order);
    });
    if (logged === undefined) return null;
    this.twins.set(order.orderRef, logged.request.orderRef);
    return logged.outcome;
  }
}
