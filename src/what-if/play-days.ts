import { setImmediate as nextTurn } from 'node:timers/promises';
import { createMovedClock } from '../backtest/moved-clock.ts';
import { NOT_RECORDED } from '../backtest/player.ts';
import type { RecordedMarket } from '../backtest/recorded-market.ts';
import { type Bettor, createBettor } from '../betting/bettor.ts';
import type { Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import type { Intent } from '../core/intents.ts';
import { pennies } from '../core/money.ts';
import type { OpenBet, State } from '../core/state.ts';
import type { BackOrder, PlaceOutcome } from '../exchange/exchange.ts';
import { createPaperExchange } from '../exchange/paper/paper-exchange.ts';
import type { RecordedScan } from '../recorder/scans-in.ts';
import { isSameOrder, type LoggedBet, loggedBets } from './logged-bets.ts';
import { createPlayedHandler, type PlayedHandler } from './played-handler.ts';
import { SeenExchange } from './seen-exchange.ts';

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

const FROM_OUTSIDE: readonly Event['type'][] = [
  ...(['BOT_STARTED', 'BOT_STOPPED', 'SETTINGS_CHANGED', 'LIMITS_CHANGED', 'FILE_RELOADED'] as const),
  ...(['MARKETS_SKIPPED', 'SKIP_ENDED', 'SYSTEM_RESET', 'LIVE_ARMED', 'LIVE_DISARMED'] as const),
];

class Run {
  readonly handler: PlayedHandler;
  /** The log's reference of each order here that is one of its own. */
  readonly twins = new Map<string, string>();
  unknown = 0;
  readonly #clock = createMovedClock();
  readonly #changed: Changed;
  readonly #seen: SeenExchange;
  readonly #bettor: Bettor;
  readonly #logged: readonly LoggedBet[];
  #log: State;
  #nextAsked = Number.POSITIVE_INFINITY;

  constructor({ before, events, markets, scans: [first] }: Days, changed: Changed, parts: PlayDaysParts) {
    if (first === undefined) throw new RangeError('there is no look to play');
    this.#changed = changed;
    this.#logged = loggedBets(events);
    this.#log = before;
    this.#seen = new SeenExchange(markets, first, this.#clock);
    // What was under way before the first look is the log's own.
    for (const { orderRef } of [...before.openBets, ...(before.request === null ? [] : [before.request])])
      this.twins.set(orderRef, orderRef);
    const odds = changed.odds ?? before.settings.odds;
    this.handler = createPlayedHandler(
      { ...before, settings: { ...before.settings, odds } },
      this.#clock.now,
    );
    this.#bettor = this.#bettorWith(parts);
  }

  /** Something that the log has. */
  async happened(event: Event): Promise<void> {
    this.#log = evolve(this.#log, event);
    this.#clock.set(Date.parse(event.at));
    if ('orderRef' in event.data) await this.#happenedToBet(event, event.data.orderRef);
    else if (this.#isFromOutside(event)) {
      if (event.type === 'SYSTEM_RESET')
        for (const bet of this.handler.state().openBets) await this.#void(bet, 'reset');
      this.handler.fold(event);
    }
  }

  /** `nextAsked`: when the look after it began, ms. */
  async look(scan: RecordedScan, nextAsked: number): Promise<void> {
    await this.settleByBooks(scan.asked);
    this.#nextAsked = nextAsked;
    await this.#seen.during(scan, this.#bettor.selectMarket);
  }

  /** Of bets that the log does not have: their markets may be decided by then, ms. */
  async settleByBooks(until: number): Promise<void> {
    for (const bet of this.handler.state().openBets) {
      if (this.twins.has(bet.orderRef)) continue;
      const closed = this.#seen.closedAt(bet.marketId);
      if (closed === null) {
        this.unknown += 1;
        await this.#void(bet, NOT_RECORDED);
      } else if (closed <= until) {
        this.#seen.showLater(bet.marketId, closed);
        await this.#bettor.checkResults();
      }
    }
  }

  /** What people and files did; what the bot did of itself follows anew. */
  #isFromOutside({ type, data, actor }: Event): boolean {
    if (type === 'ODDS_RANGE_CHANGED') return this.#changed.odds === undefined;
    if (type === 'BETTING_PAUSED') return data.by === 'person' || data.by === 'unknownOrder';
    if (type === 'BETTING_RESUMED') return actor !== 'system';
    return FROM_OUTSIDE.includes(type);
  }

  async #happenedToBet(event: Event, logged: string): Promise<void> {
    const [own] = [...this.twins].find(([, theirs]) => theirs === logged) ?? [];
    if (event.type === 'BET_FOUND_LATE') this.twins.set(logged, logged);
    // Found late, under way before the first look, or decided before it: of any other bet this changes nothing.
    if (
      event.type === 'BET_FOUND_LATE' ||
      own === logged ||
      (own === undefined && event.type === 'RESULT_CORRECTED')
    )
      this.handler.fold(event);
    else if (own !== undefined) await this.#decideTwin(event, own);
  }

  /** The same result for the same bet. */
  async #decideTwin(event: Event, orderRef: string): Promise<void> {
    const intent = resultIntent(event, orderRef);
    if (intent !== null) await this.handler.handle(intent, { actor: 'system', id: event.id });
  }

  async #void({ orderRef, eventId }: OpenBet, reason: string): Promise<void> {
    const now = new Date(this.#clock.now()).toISOString();
    await this.handler.handle(
      { kind: 'record_void', now, orderRef, reason },
      { actor: 'system', id: eventId },
    );
  }

  #bettorWith({ currency, timeZone }: PlayDaysParts): Bettor {
    let ids = 0;
    const silent = (): void => undefined;
    const { handler } = this;
    const seen = this.#seen;
    const paper = createPaperExchange({
      exchange: seen.asExchange(),
      clock: { wait: (ms) => seen.holdBack(ms) },
      stakeRule: seen.scan().selection.stakeRule,
      balance: () => pennies(seen.available() + this.#aheadOfLog()),
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
      selection: () => seen.scan().selection,
      overdueAfterMs: () => Number.POSITIVE_INFINITY,
      unknownOrderWaitMs: 0,
    });
  }

  /** How much more was won here than there. */
  #aheadOfLog(): number {
    const net = ({ ledger }: State) => ledger.allTime.gross - ledger.allTime.commission;
    return net(this.handler.state()) - net(this.#log);
  }

  /** The log's answer, where it asked for the same at the same look. */
  #asLogged(order: BackOrder): PlaceOutcome | null {
    const { asked } = this.#seen.scan();
    const logged = this.#logged.find(
      ({ at, request }) => at >= asked && at < this.#nextAsked && isSameOrder(request, order),
    );
    if (logged === undefined) return null;
    this.twins.set(order.orderRef, logged.request.orderRef);
    return logged.outcome;
  }
}

/** What decides a bet as an event of the log decided its own; null where it decides nothing. */
function resultIntent({ type, at: now, data }: Event, orderRef: string): Intent | null {
  switch (type) {
    case 'BET_WON':
    case 'BET_LOST': {
      const { outcome, grossProfit, commission, source } = data;
      return { kind: 'record_result', now, orderRef, outcome, grossProfit, commission, source };
    }
    case 'BET_VOIDED':
      return { kind: 'record_void', now, orderRef, reason: data.reason };
    case 'RESULT_CORRECTED':
      return { kind: 'correct_result', now, orderRef, settledDate: data.settledDate, to: data.to };
    default:
      return null;
  }
}
