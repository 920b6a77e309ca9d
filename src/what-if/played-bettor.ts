import type { MovedClock } from '../backtest/moved-clock.ts';
import { type Bettor, createBettor } from '../betting/bettor.ts';
import type { Pennies } from '../core/money.ts';
import type { BackOrder, PlaceOutcome } from '../exchange/exchange.ts';
import { createPaperExchange } from '../exchange/paper/paper-exchange.ts';
import { alone } from '../leadership.ts';
import type { PlayedHandler } from './played-handler.ts';
import type { SeenExchange } from './seen-exchange.ts';

/** Where the bot's account is, and its days are counted. */
export interface AccountPlace {
  readonly currency: string;
  readonly timeZone: string;
}

export interface PlayedBettorParts extends AccountPlace {
  readonly handler: PlayedHandler;
  readonly clock: MovedClock;
  readonly seen: SeenExchange;
  /** What could be bet by what was won here. */
  balance(): Pennies;
  /** The log's answer to an order; null where it has none. */
  asLogged(order: BackOrder): PlaceOutcome | null;
}

/** The real bettor on the exchange that its looks saw, with paper bets and nobody to hear of it. */
export function createPlayedBettor({ seen, balance, asLogged, ...parts }: PlayedBettorParts): Bettor {
  let ids = 0;
  const silent = (): void => undefined;
  const paper = createPaperExchange({
    exchange: seen.asExchange(),
    clock: { wait: (ms) => seen.holdBack(ms) },
    stakeRule: seen.scan().selection.stakeRule,
    balance,
    orders: () => parts.handler.state().openBets.map(({ stake, ...bet }) => ({ ...bet, size: stake })),
  });
  return createBettor({
    ...parts,
    mode: 'dry_run',
    exchange: { ...paper, place: async (order) => asLogged(order) ?? paper.place(order) },
    newId: () => `whatif-${++ids}`,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    alerts: { raise: silent, clear: silent },
    leadership: alone,
    ending: new AbortController().signal,
    selection: () => seen.scan().selection,
    overdueAfterMs: () => Number.POSITIVE_INFINITY,
    unknownOrderWaitMs: 0,
  });
}
