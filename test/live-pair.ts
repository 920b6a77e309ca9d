import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Event, EventOf, Mode } from '../src/core/events.ts';
import { openBets, placedBets, results } from './bets-in-log.ts';
import { startBotProcess } from './bot-process.ts';
import { type BookedOrder, controlOf, type ExchangeControl, isBet } from './exchange-control.ts';
import { startExchangeProcess } from './exchange-process.ts';
import type { BotProcess } from './spawn-bot.ts';
import { tempDir } from './store/temp-log.ts';

export interface Pair {
  readonly exchange: ExchangeControl;
  readonly bot: () => BotProcess;
  /** Starts the bot again, once it has ended. */
  restart(): void;
  /** Kills the bot where it stands and starts it again. */
  killAndRestart(): Promise<void>;
}

/** The bot and the exchange as two processes, betting on generated football; in live, armed over restarts. */
export async function startPair(mode: Mode): Promise<Pair> {
  const { up } = startExchangeProcess(['--speed', '600']);
  const { env, control } = await up;
  const dir = tempDir();
  const file = join(dir, 'config.json');
  writeFileSync(
    file,
    JSON.stringify({
      betting: { initial_stake: 2, target_amount: 500, min_odds: 1.8, max_odds: 4 },
      market_selection: { polling_interval_seconds: 1 },
      result_checking: { check_interval_minutes: 1 / 60, unknown_order_wait_seconds: 2 },
      system: { dry_run: mode === 'dry_run' },
    }),
  );
  const start = () =>
    startBotProcess({ dir, mode, flags: ['--console'], env: { ...env, CONFIG_FILE: file } });
  let bot = start();
  if (mode === 'live') {
    await bot.until('its start', (events) => events.length > 0);
    bot.type('arm 60 true');
  }
  await bot.until('a bet', (events) => openBets(events).length > 0);
  const restart = () => {
    bot = start();
  };
  return {
    exchange: controlOf(control),
    bot: () => bot,
    restart,
    async killAndRestart() {
      bot.child.kill('SIGKILL');
      await bot.ended();
      restart();
    },
  };
}

const pennies = (profit: number): number => Math.round(profit * 100);

const byBet = (rows: readonly (readonly [string, string, number])[]) =>
  [...rows].sort(([a], [b]) => Number(a) - Number(b));

/** Each matched order is one recorded bet, each recorded bet one matched order, with the same result. */
function expectBooksEqual(orders: readonly BookedOrder[], events: readonly Event[]): void {
  const profits = new Map(
    results(events).map(({ data }) => [data.orderRef, 'grossProfit' in data ? data.grossProfit : 0]),
  );
  const matched = orders.filter(isBet);
  expect(
    byBet(placedBets(events).map((bet) => [bet.betId, bet.orderRef, profits.get(bet.orderRef) ?? 0])),
  ).toEqual(
    byBet(
      matched.map(({ betId, customerOrderRef = '', profit = 0 }) => [
        betId,
        customerOrderRef,
        pennies(profit),
      ]),
    ),
  );
  expect(new Set(orders.map(({ customerOrderRef }) => customerOrderRef)).size).toBe(orders.length);
}

const DRAW = 58_805;

/** Ends the markets of all open bets: the bet wins, or the match is a draw, or the market is void. */
export async function endMarkets({ exchange, bot }: Pair, ending: 'win' | 'draw' | 'void'): Promise<void> {
  for (const { marketId, selectionId } of openBets(bot().events())) {
    const asked =
      ending === 'void'
        ? exchange.void(marketId)
        : exchange.close(marketId, ending === 'win' ? selectionId : DRAW);
    await asked.catch((error: unknown) => {
      if (!/is closed/.test(String(error))) throw error;
    });
  }
}

export const requestsAfter = (events: readonly Event[], seq: number) =>
  events.filter(
    (event): event is EventOf<'BET_REQUESTED'> => event.type === 'BET_REQUESTED' && event.seq > seq,
  );

export const lastSeq = (events: readonly Event[]): number => events.at(-1)?.seq ?? 0;

/** Longer than the bot waits for an order's answer. */
export const SLOW_MS = 17_000;

/** Waits until all bets are settled as the exchange has them, with betting paused. */
export async function expectEqualAtTheEnd(pair: Pair): Promise<void> {
  const { exchange, bot } = pair;
  const seq = lastSeq(bot().events());
  bot().type('pause "end of the test"');
  await bot().until('the pause', (events) =>
    events.some((event) => event.type === 'BETTING_PAUSED' && event.seq > seq),
  );
  await endMarkets(pair, 'draw');
  const events = await bot().until('the last result', (all) => openBets(all).length === 0);
  expectBooksEqual(await exchange.orders(), events);
}
