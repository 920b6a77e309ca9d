import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Event, EventOf, Mode, PlacedBet } from '../src/core/events.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import {
  type BookedOrder,
  controlOf,
  type ExchangeControl,
  startExchangeProcess,
} from './exchange-process.ts';
import { tempDir } from './store/temp-log.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

interface Pair {
  readonly exchange: ExchangeControl;
  readonly bot: () => BotProcess;
  /** Kills the bot where it stands and starts it again. */
  killAndRestart(): Promise<void>;
}

/** The bot and the exchange as two processes, betting on generated football; in live, armed over restarts. */
async function startPair(mode: Mode): Promise<Pair> {
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
  return {
    exchange: controlOf(control),
    bot: () => bot,
    async killAndRestart() {
      bot.child.kill('SIGKILL');
      await bot.ended();
      bot = start();
    },
  };
}

const placedBets = (events: readonly Event[]): readonly PlacedBet[] =>
  events.flatMap((event) =>
    event.type === 'BET_PLACED' || event.type === 'BET_FOUND_LATE' ? [event.data] : [],
  );

type ResultEvent = EventOf<'BET_WON'> | EventOf<'BET_LOST'> | EventOf<'BET_VOIDED'>;

const results = (events: readonly Event[]): readonly ResultEvent[] =>
  events.filter(
    (event): event is ResultEvent =>
      event.type === 'BET_WON' || event.type === 'BET_LOST' || event.type === 'BET_VOIDED',
  );

function openBets(events: readonly Event[]): readonly PlacedBet[] {
  const over = new Set(results(events).map(({ data }) => data.orderRef));
  return placedBets(events).filter(({ orderRef }) => !over.has(orderRef));
}

const rejected = (events: readonly Event[], orderRef: string): boolean =>
  events.some((event) => event.type === 'BET_REJECTED' && event.data.orderRef === orderRef);

const pennies = (profit: number): number => Math.round(profit * 100);

const byBet = (rows: readonly (readonly [string, string, number])[]) =>
  [...rows].sort(([a], [b]) => Number(a) - Number(b));

/** A voided order is no longer matched. */
const isBet = ({ sizeMatched, outcome }: BookedOrder): boolean => sizeMatched > 0 || outcome !== undefined;

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
async function endMarkets({ exchange, bot }: Pair, ending: 'win' | 'draw' | 'void'): Promise<void> {
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

const requestsAfter = (events: readonly Event[], seq: number) =>
  events.filter(
    (event): event is EventOf<'BET_REQUESTED'> => event.type === 'BET_REQUESTED' && event.seq > seq,
  );

const lastSeq = (events: readonly Event[]): number => events.at(-1)?.seq ?? 0;

const isDecided = (events: readonly Event[], orderRef: string): boolean =>
  rejected(events, orderRef) || placedBets(events).some((bet) => bet.orderRef === orderRef);

/** What may befall a placement, and whether the exchange takes the order although its answer goes amiss. */
const BAD_DAYS = [
  { kind: 'lost_after', taken: true },
  { kind: 'lost_before', taken: false },
  { kind: 'http_5xx', taken: true },
  { kind: 'http_5xx', taken: false },
  { kind: 'html', taken: true },
  { kind: 'html', taken: false },
  { kind: 'cut', taken: true },
  { kind: 'too_many_requests', taken: false },
  { kind: 'dead_session', taken: false },
  { kind: 'timeout', taken: true },
  { kind: 'bet_in_progress', taken: true },
  { kind: 'unknown_code', taken: true },
  { kind: 'unknown_field', taken: true },
  { kind: 'slow', taken: true },
] as const;

const OF_READS = [...new Set(BAD_DAYS.map(({ kind }) => kind))].filter((kind) => kind !== 'bet_in_progress');

/** Longer than the bot waits for an order's answer. */
const SLOW_MS = 17_000;

/** Waits until all bets are settled as the exchange has them, with betting paused. */
async function expectEqualAtTheEnd({ exchange, bot }: Pair): Promise<void> {
  bot().type('pause "end of the test"');
  const seq = lastSeq(bot().events());
  await bot().until('the pause', (events) =>
    events.some((event) => event.type === 'BETTING_PAUSED' && event.seq > seq),
  );
  await endMarkets({ exchange, bot, killAndRestart: async () => {} }, 'draw');
  const events = await bot().until('the last result', (all) => openBets(all).length === 0);
  expectBooksEqual(await exchange.orders(), events);
}

describe('the bot in live against the exchange', () => {
  test('finds out what became of each order whatever befalls its placing, and bets no order twice', async () => {
    const pair = await startPair('live');
    const { exchange, bot } = pair;
    const seen: Record<string, number> = {};
    for (const [index, { kind, taken }] of BAD_DAYS.entries()) {
      const seq = lastSeq(bot().events());
      await exchange.setFault({ kind, operation: 'placeOrders', ms: SLOW_MS, taken });
      await endMarkets(pair, (['draw', 'win', 'void'] as const)[index % 3] ?? 'draw');
      const found = await bot().until(`the outcome with ${kind}`, (events) => {
        const [first] = requestsAfter(events, seq);
        if (first === undefined || !isDecided(events, first.data.orderRef)) return false;
        return openBets(events).length > 0;
      });
      expect(await exchange.faults()).toEqual([]);
      const [first] = requestsAfter(found, seq);
      const ref = first?.data.orderRef ?? '';
      const orders = (await exchange.orders()).filter(({ customerOrderRef }) => customerOrderRef === ref);
      if (!taken) expect([kind, orders, rejected(found, ref)]).toEqual([kind, [], true]);
      if (taken) expect([kind, orders.length]).toEqual([kind, 1]);
      if (orders.some(isBet)) {
        seen[kind] = (seen[kind] ?? 0) + 1;
        await bot().until(`the bet with ${kind}`, (events) =>
          placedBets(events).some((bet) => bet.orderRef === ref && bet.betId === orders[0]?.betId),
        );
      }
    }
    expect(Object.keys(seen).length).toBeGreaterThan(5);
    await expectEqualAtTheEnd(pair);
  });

  test('takes up after a kill what it had asked for, whether the exchange took it or not', async () => {
    const pair = await startPair('live');
    const { exchange, bot } = pair;
    for (const taken of [true, false]) {
      const seq = lastSeq(bot().events());
      const kind = taken ? 'slow' : 'lost_before';
      await exchange.setFault({ kind, operation: 'placeOrders', ms: SLOW_MS });
      await endMarkets(pair, 'draw');
      const asked = await bot().until('a request', (events) => requestsAfter(events, seq).length > 0);
      const ref = requestsAfter(asked, seq)[0]?.data.orderRef ?? '';
      await expect.poll(exchange.faults).toEqual([]);
      expect(isDecided(bot().events(), ref)).toBe(false);
      await pair.killAndRestart();
      const found = await bot().until('what became of it', (events) => isDecided(events, ref));
      expect(rejected(found, ref)).toBe(!taken);
      await bot().until('a bet', (events) => openBets(events).length > 0);
    }
    await expectEqualAtTheEnd(pair);
  });

  test('records the right results, once, through every fault that befalls the reading of them', async () => {
    const pair = await startPair('live');
    const { exchange, bot } = pair;
    for (const [index, ending] of (['win', 'draw', 'void'] as const).entries()) {
      for (const operation of ['listClearedOrders', 'listCurrentOrders', 'listMarketBook'])
        for (const kind of OF_READS.filter((_, place) => place % 3 === index))
          await exchange.setFault({ kind, operation, ms: 1_000 });
      const [open] = openBets(bot().events());
      await endMarkets(pair, ending);
      await bot().until('the result', (events) =>
        results(events).some(({ data }) => data.orderRef === open?.orderRef),
      );
      await bot().until('a bet', (events) => openBets(events).length > 0);
    }
    await expectEqualAtTheEnd(pair);
  });
});

describe('the bot in dry run against the exchange', () => {
  test('bets and settles on paper through every fault, and never sends an order', async () => {
    const pair = await startPair('dry_run');
    const { exchange, bot } = pair;
    const endings = [
      ['win', 'BET_WON'],
      ['void', 'BET_VOIDED'],
    ] as const;
    for (const [index, [ending, expected]] of endings.entries()) {
      for (const kind of OF_READS.filter((_, place) => place % 2 === index))
        await exchange.setFault({ kind, operation: 'listMarketBook', ms: 1_000 });
      const [open] = openBets(bot().events());
      await endMarkets(pair, ending);
      const events = await bot().until('the result', (all) =>
        results(all).some(({ data }) => data.orderRef === open?.orderRef),
      );
      expect(results(events).find(({ data }) => data.orderRef === open?.orderRef)?.type).toBe(expected);
      await bot().until('a bet', (all) => openBets(all).length > 0);
    }
    expect(await exchange.orders()).toEqual([]);
  });
});
