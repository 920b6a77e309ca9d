import { v7 as uuid } from 'uuid';
import type { EventLog } from '../../store/event-log.ts';
import { type Bettor, createBettor } from '../betting/bettor.ts';
import { createHandler, type Handler } from '../betting/handle.ts';
import type { Clock } from '../clock.ts';
import type { Event } from '../core/events.ts';
import { initialState } from '../core/initial-state.ts';
import type { Intent } from '../core/intents.ts';
import { pennies } from '../core/money.ts';
import type { State } from '../core/state.ts';
import { createPaperExchange } from '../exchange/paper/paper-exchange.ts';
import { alone } from '../leadership.ts';
import type { Logger } from '../logging/logger.ts';
import type { Alerts } from '../notify/alerts.ts';
import { createMovedClock } from './moved-clock.ts';
import type { RecordedFeed } from './recorded-feed.ts';
import type { Strategy } from './strategy.ts';

/** One strategy on its way through the recordings: the very bettor, with paper bets, on a clock that is moved. */
export interface Trial {
  readonly strategy: Strategy;
  readonly period: Period;
  readonly events: readonly Event[];
  state(): State;
  /** Begins its log. */
  start(now: number): Promise<void>;
  /** The bettor's two jobs at a moment, ms. They come back at once where an order is held back: see heldUntil. */
  select(now: number): Promise<void>;
  check(now: number): Promise<void>;
  /** When the bet delay of an order that is under way is over, ms; null where none is. */
  heldUntil(): number | null;
  /** Lets the order go on, at a moment not before that. */
  goOn(now: number): Promise<void>;
  /** Voids the open bet, whose result the recording does not have. */
  giveUp(now: number, why: string): Promise<void>;
}

/** When bets may be made, ms since 1970; results are waited for beyond it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export const ALL_TIME: Period = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

export interface TrialParts {
  readonly feed: RecordedFeed;
  readonly openLog: (needs: {
    readonly clock: Clock;
    readonly newId: () => string;
    readonly events: Event[];
  }) => EventLog;
  readonly version: string;
}

/** All the paper money there is beside what is won: no run comes to its end. */
const PLAY_MONEY = 1_000_000_000;

const silent = (): void => undefined;
const QUIET: Logger = { debug: silent, info: silent, warn: silent, error: silent };
const NO_ALERTS: Alerts = { raise: silent, clear: silent };
const NO_RANDOM = new Uint8Array(16);

export function createTrial(
  strategy: Strategy,
  period: Period,
  { feed, openLog, version }: TrialParts,
): Trial {
  const events: Event[] = [];
  let ids = 0;
  let job: Promise<void> = Promise.resolve();
  const clock = createMovedClock();
  const newId = (): string => uuid({ msecs: clock.now(), seq: ids++, random: NO_RANDOM });
  const handler = createHandler(openLog({ clock, newId, events }), initialState);
  const bettor = bettorOf({ strategy, feed, handler, clock, newId });

  async function run(work: () => Promise<void>): Promise<void> {
    const isHeld = clock.nextWait();
    job = work();
    await Promise.race([job, isHeld]);
  }

  const handle = async (intent: Intent, id = newId()): Promise<void> => {
    await handler.handle(intent, { actor: 'system', id });
  };
  const time = (): string => new Date(clock.now()).toISOString();

  return {
    strategy,
    period,
    events,
    state: handler.state,
    start(at) {
      clock.set(at);
      return handle({ kind: 'start', now: time(), mode: 'dry_run', version, settings: strategy.settings });
    },
    select(at) {
      clock.set(at);
      return run(bettor.selectMarket);
    },
    check(at) {
      clock.set(at);
      return run(async () => void (await bettor.checkResults()));
    },
    heldUntil: clock.waitsUntil,
    goOn(at) {
      clock.set(at);
      clock.release();
      return job;
    },
    async giveUp(at, reason) {
      clock.set(at);
      for (const { orderRef, eventId } of handler.state().openBets)
        await handle({ kind: 'record_void', now: time(), orderRef, reason }, eventId);
    },
  };
}

function bettorOf({
  strategy,
  feed,
  handler,
  clock,
  newId,
}: Pick<TrialParts, 'feed'> & {
  readonly strategy: Strategy;
  readonly handler: Handler;
  readonly clock: Clock;
  readonly newId: () => string;
}): Bettor {
  const { selection, currency, timeZone } = strategy;
  return createBettor({
    handler,
    clock,
    newId,
    exchange: createPaperExchange({
      exchange: feed.asSeenIn(currency),
      clock,
      stakeRule: selection.stakeRule,
      balance: () => {
        const { gross, commission } = handler.state().ledger.allTime;
        return pennies(PLAY_MONEY + gross - commission);
      },
      orders: () => handler.state().openBets.map(({ stake, ...bet }) => ({ ...bet, size: stake })),
    }),
    logger: QUIET,
    alerts: NO_ALERTS,
    mode: 'dry_run',
    leadership: alone,
    ending: new AbortController().signal,
    selection: () => selection,
    currency,
    timeZone,
    overdueAfterMs: () => Number.POSITIVE_INFINITY,
    unknownOrderWaitMs: 0,
  });
}
