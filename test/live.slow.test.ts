import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { isDecided, openBets, placedBets, rejected, results } from './bets-in-log.ts';
import { isBet } from './exchange-control.ts';
import { endMarkets, expectEqualAtTheEnd, lastSeq, requestsAfter, SLOW_MS, startPair } from './live-pair.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

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
