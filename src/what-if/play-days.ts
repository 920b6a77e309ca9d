import { setImmediate as nextTurn } from 'node:timers/promises';
import { createMovedClock } from '../backtest/moved-clock.ts';
import { NOT_RECORDED } from '../backtest/player.ts';
import type { Bettor } from '../betting/bettor.ts';
import type { Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import { pennies } from '../core/money.ts';
import type { OpenBet, State } from '../core/state.ts';
import type { BackOrder, PlaceOutcome } from '../exchange/exchange.ts';
import type { RecordedScan } from '../recorder/scans-in.ts';
import { isFromOutside } from './from-outside.ts';
import { type LoggedBet, loggedBets, resultIntent } from './logged-bets.ts';
import { LoggedLooks } from './logged-looks.ts';
import { type AccountPlace, createPlayedBettor } from './played-bettor.ts';
import { createPlayedHandler, type PlayedHandler } from './played-handler.ts';
import type { RecordedDays } from './recorded-days.ts';
import { SeenExchange } from './seen-exchange.ts';

/** The bot's own days: what it saw, and what happened. */
export interface Days {
  /** The state of the log before the first of its events here. */
  readonly before: State;
  readonly events: readonly Event[];
  readonly recorded: RecordedDays;
}

/** What is different from what it was. */
export interface Changed {
  readonly odds?: State['settings']['odds'];
}

export interface PlayedDays {
  readonly state: State;
  /** What was decided anew, the first one first. */
  readonly events: readonly Event[];
  /** How many looks were played, and when the last one began, ms since 1970. */
  readonly looks: number;
  readonly lastAsked: number;
  /** The orders that are the log's own, by their references here. */
  readonly twins: ReadonlyMap<string, string>;
  /** How many bets have no result in the recordings, and were taken as void. */
  readonly unknown: number;
  /** Bets of the log whose looks are not on record, the first one first. */
  readonly unseen: readonly LoggedBet[];
}

/**
 * Plays the bot's own days once more through the same code: each look as it was recorded, what people and files did
 * meanwhile as the log has it, and the same answer where the same order is made again. Other orders are filled from the
 * recorded books and settled from the recorded results.
 */
export async function playDays(days: Days, changed: Changed, parts: AccountPlace): Promise<PlayedDays> {
  const run = new Run(days, changed, parts);
  let [next, looks, lastAsked] = [0, 0, days.recorded.first.asked];
  for await (const { looks: scans, markets, nextAsked } of days.recorded.inOrder()) {
    run.seen.goOnWith(markets);
    for (const [i, scan] of scans.entries()) {
      for (
        let event = days.events[next];
        event && Date.parse(event.at) < scan.decided;
        event = days.events[++next]
      )
        await run.happened(event);
      await run.look(scan, scans[i + 1]?.asked ?? nextAsked);
      looks += 1;
      lastAsked = scan.asked;
      // The bot goes on meanwhile.
      if (looks % AT_A_STRETCH === 0) await nextTurn();
    }
  }
  for (const event of days.events.slice(next)) await run.happened(event);
  await run.settleByBooks(Number.POSITIVE_INFINITY);
  const { handler, twins, unknown, logged } = run;
  const played = { state: handler.state(), events: handler.events, looks, lastAsked };
  return { ...played, twins, unknown, unseen: logged.unseen };
}

/** Looks that are played without a pause. */
const AT_A_STRETCH = 5;

class Run {
  readonly seen: SeenExchange;
  readonly handler: PlayedHandler;
  /** The log's reference of each order here that is one of its own. */
  readonly twins = new Map<string, string>();
  unknown = 0;
  readonly logged: LoggedLooks;
  readonly #clock = createMovedClock();
  readonly #changed: Changed;
  readonly #bettor: Bettor;
  #log: State;

  constructor({ before, events, recorded }: Days, changed: Changed, parts: AccountPlace) {
    this.#changed = changed;
    this.logged = new LoggedLooks(loggedBets(events));
    this.#log = before;
    this.seen = new SeenExchange(recorded, this.#clock);
    // What was under way before the first look is the log's own.
    for (const { orderRef } of [...before.openBets, ...(before.request === null ? [] : [before.request])])
      this.twins.set(orderRef, orderRef);
    const odds = changed.odds ?? before.settings.odds;
    this.handler = createPlayedHandler(
      { ...before, settings: { ...before.settings, odds } },
      this.#clock.now,
    );
    this.#bettor = createPlayedBettor({
      ...parts,
      ...{ handler: this.handler, clock: this.#clock, seen: this.seen },
      balance: () => pennies(this.seen.available() + this.#aheadOfLog()),
      asLogged: (order) => this.#asLogged(order),
    });
  }

  /** Something that the log has. */
  async happened(event: Event): Promise<void> {
    this.#log = evolve(this.#log, event);
    this.#clock.set(Date.parse(event.at));
    if ('orderRef' in event.data) await this.#happenedToBet(event, event.data.orderRef);
    else if (isFromOutside(event, this.#changed.odds !== undefined)) {
      if (event.type === 'SYSTEM_RESET')
        for (const bet of this.handler.state().openBets) await this.#void(bet, 'reset');
      this.handler.fold(event);
    }
  }

  /** `nextAsked`: when the look after it began, ms. */
  async look(scan: RecordedScan, nextAsked: number): Promise<void> {
    await this.settleByBooks(scan.asked);
    await this.seen.during(scan, async () => {
      this.logged.goOnTo({ asked: scan.asked, nextAsked, shows: (request) => this.seen.shows(request) });
      await this.#bettor.selectMarket();
    });
  }

  /** Of bets that the log does not have: their markets may be decided by then, ms. */
  async settleByBooks(until: number): Promise<void> {
    for (const bet of this.handler.state().openBets) {
      if (this.twins.has(bet.orderRef)) continue;
      const closed = this.seen.closedAt(bet.marketId);
      if (closed === null) {
        this.unknown += 1;
        await this.#void(bet, NOT_RECORDED);
      } else if (closed <= until) {
        this.seen.showClosed(bet.marketId, closed);
        await this.#bettor.checkResults();
      }
    }
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

  /** How much more was won here than there. */
  #aheadOfLog(): number {
    const net = ({ ledger }: State) => ledger.allTime.gross - ledger.allTime.commission;
    return net(this.handler.state()) - net(this.#log);
  }

  /** The log's answer, where it asked for the same at the same look. */
  #asLogged(order: BackOrder): PlaceOutcome | null {
    const logged = this.logged.sameAs(order);
    if (logged === undefined) return null;
    this.twins.set(order.orderRef, logged.request.orderRef);
    return logged.outcome;
  }
}
