import { describe, expect, test } from 'vitest';
import { newestFirst } from '../../src/core/chain.ts';
import { pennies } from '../../src/core/money.ts';
import { AWAY, type Script } from '../exchange/scripted-source.ts';
import { backing, HOME_LOSES, HOME_WINS, live, NARROW } from './live-bench.ts';
import { type Bench, HOUR, loopBench, lost, MARKET } from './loop-bench.ts';

describe('a real bet', () => {
  test('is placed only while armed', async () => {
    const bench = await loopBench({ mode: 'live', settings: NARROW });
    await bench.bettor.selectMarket();
    expect(bench.calls).toEqual([]);
    expect(bench.bettor.betting()).toEqual({ on: false, why: 'Live betting is not armed.' });
  });

  test('is settled by its cleared order and the commission of its market, once they are there', async () => {
    const bench = await live();
    await bench.bettor.selectMarket();
    await bench.clock.advance(HOUR);
    await bench.bettor.checkResults();
    expect(bench.handler.state().openBets).toHaveLength(1);
    await bench.clock.advance(60_000);
    await bench.bettor.checkResults();
    await bench.bettor.checkResults();
    expect((await bench.events()).slice(4)).toMatchObject([
      {
        type: 'BET_WON',
        data: { source: 'cleared_orders', grossProfit: 250, commission: 13, potAfter: 337 },
      },
    ]);
    expect(bench.orders()).toMatchObject([{ outcome: 'WON', profit: 2.5 }]);
  });

  test('pays its own share where the account has other bets in the market, marked as an estimate', async () => {
    const bench = await live();
    await bench.emulator.call('placeOrders', backing(null, null, AWAY));
    await bench.bettor.selectMarket();
    await bench.clock.advance(HOUR + 60_000);
    await bench.bettor.checkResults();
    expect((await bench.events()).at(-1)).toMatchObject({
      type: 'BET_WON',
      data: { grossProfit: 250, commission: 13, estimated: true },
    });
  });

  test('whose result the exchange changes is corrected once, with what it was', async () => {
    const bench = await live();
    await bench.bettor.selectMarket();
    await bench.clock.advance(HOUR + 60_000);
    await bench.bettor.checkResults();
    await bench.clock.advance(HOUR);
    bench.emulator.correct(MARKET, [58_805]);
    await bench.clock.advance(60_000);
    await bench.bettor.checkResults();
    await bench.bettor.checkResults();
    expect((await bench.events()).slice(5)).toMatchObject([
      {
        type: 'RESULT_CORRECTED',
        data: { from: { outcome: 'won' }, to: { outcome: 'lost', grossProfit: -100 } },
      },
    ]);
    expect(bench.handler.state().ledger).toMatchObject({ cycle: 2, pot: 100 });
  });

  test('is settled with its share of the commission where another bet of ours is in its market', async () => {
    const bench = await live();
    await bench.bettor.selectMarket();
    await bench.emulator.call('placeOrders', backing('other'));
    await bench.clock.advance(HOUR + 60_000);
    await bench.bettor.checkResults();
    await adopt(bench, 'other');
    await bench.bettor.checkResults();
    expect(bench.orders().map(({ betId }) => commissionOf(bench, betId))).toEqual([13, 12]);
    expect(await bench.types()).not.toContain('RESULT_CORRECTED');
  });

  test('follows its share of the commission as often as that changes, also long after', async () => {
    const bench = await live();
    await bench.bettor.selectMarket();
    for (const ref of ['second', 'third']) {
      await bench.emulator.call('placeOrders', backing(ref));
      await bench.bettor.checkResults();
      await adopt(bench, ref);
    }
    await bench.clock.advance(HOUR + 60_000);
    await bench.bettor.checkResults();
    const [first, second, third] = bench.orders().map(({ betId }) => betId);
    const shares = () => [first, second, third].map((betId) => commissionOf(bench, betId!));
    expect(shares()).toEqual([13, 12, 13]);
    bench.emulator.voidBet(first!);
    await bench.bettor.checkResults();
    expect(shares()).toEqual([0, 13, 12]);
    await bench.clock.advance(3 * 24 * HOUR);
    bench.emulator.voidBet(second!);
    await bench.bettor.checkResults();
    expect(shares()).toEqual([0, 0, 13]);
  });

  test('is asked after in one go with the results that are looked at again', async () => {
    const bench = await live();
    await bench.bettor.selectMarket();
    await bench.clock.advance(HOUR + 60_000);
    const before = bench.calls.length;
    await bench.bettor.checkResults();
    // Orders and results of the sweep, then the bet's results and its market's roll-up.
    const results = Array.from({ length: 5 }, () => 'listClearedOrders');
    expect(bench.calls.slice(before)).toEqual(['listCurrentOrders', ...results]);
    expect(bench.handler.state().openBets).toEqual([]);
  });

  test('is not looked at again after a day', async () => {
    const bench = await live();
    await bench.bettor.selectMarket();
    await bench.clock.advance(HOUR + 60_000);
    await bench.bettor.checkResults();
    await bench.clock.advance(25 * HOUR);
    // The night's comparison of the books.
    await bench.bettor.checkResults();
    const before = bench.calls.length;
    await bench.bettor.checkResults();
    // Those of the sweep alone.
    expect(bench.calls.slice(before)).toEqual([
      'listCurrentOrders',
      'listClearedOrders',
      'listClearedOrders',
    ]);
  });
});

describe('delayed prices', () => {
  test('are never bet on with real money, and it is said why', async () => {
    const bench = await live([], { delayed: true });
    await bench.bettor.selectMarket();
    expect(bench.orders()).toEqual([]);
    expect(bench.bettor.betting().why).toMatch(/delayed/);
  });

  test('are bet on with paper, said in the status and in the event', async () => {
    const bench = await live([], { mode: 'dry_run', delayed: true });
    await bench.bettor.selectMarket();
    expect((await bench.events()).at(-1)).toMatchObject({ type: 'BET_PLACED', data: { delayed: true } });
    expect(bench.bettor.betting().why).toMatch(/Waiting for the result.*delayed by up to a minute/);
  });
});

describe('an order that shows late', () => {
  async function notFound(steps?: Script['steps']): Promise<{ bench: Bench; orderRef: string }> {
    const bench = await live(steps);
    bench.before('placeOrders', lost);
    await bench.bettor.selectMarket();
    const { orderRef } = bench.handler.state().request!;
    await bench.clock.advance(120_000);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BET_REJECTED');
    bench.before('placeOrders', null);
    return { bench, orderRef };
  }

  test('after it was taken for not found is a bet, and is settled', async () => {
    const { bench, orderRef } = await notFound([[HOUR, HOME_LOSES]]);
    await bench.emulator.call('placeOrders', backing(orderRef));
    await bench.bettor.selectMarket();
    expect(bench.handler.state().openBets).toMatchObject([{ orderRef, stake: 100, priceMatched: 3.5 }]);
    await bench.clock.advance(HOUR);
    await bench.bettor.checkResults();
    expect((await bench.types()).slice(-2)).toEqual(['BET_FOUND_LATE', 'BET_LOST']);
    expect(bench.orders()).toHaveLength(1);
    expect(bench.alerts).toEqual([]);
  });

  test('is found also where it is settled already', async () => {
    const { bench, orderRef } = await notFound([[HOUR, HOME_WINS]]);
    await bench.emulator.call('placeOrders', backing(orderRef));
    await bench.clock.advance(HOUR + 60_000);
    await bench.bettor.checkResults();
    expect((await bench.types()).slice(-2)).toEqual(['BET_FOUND_LATE', 'BET_WON']);
  });
});

test('an open bet of another size at the exchange is told once', async () => {
  const bench = await live();
  await bench.bettor.selectMarket();
  await bench.bettor.checkResults();
  expect(bench.alerts).toEqual([]);
  const more = { ...bench.handler.state().openBets[0]!, stake: pennies(50) };
  const other = await loopBench({
    mode: 'live',
    settings: NARROW,
    clock: bench.clock,
    emulator: bench.emulator,
  });
  const { placedAt: _, eventId: __, ...bet } = more;
  const now = new Date(bench.clock.now()).toISOString();
  await other.handler.handle(
    { kind: 'record_found_late', since: '', now, bet },
    { actor: 'console', id: 'x' },
  );
  await other.bettor.checkResults();
  await other.bettor.checkResults();
  expect(other.alerts).toEqual(['+size']);
});

describe('an order that the log does not know', () => {
  test('stops betting and is told once, until it is taken over', async () => {
    const bench = await live();
    await bench.emulator.call('placeOrders', backing('a-stranger'));
    await bench.bettor.selectMarket();
    await bench.bettor.selectMarket();
    await bench.bettor.checkResults();
    expect(await bench.types()).toEqual(['BOT_STARTED', 'LIVE_ARMED', 'BETTING_PAUSED']);
    expect(bench.alerts).toEqual(['+unknown-order']);
    expect(bench.bettor.unknownOrders()).toMatchObject([{ orderRef: 'a-stranger', matched: 100 }]);
    expect(bench.bettor.betting()).toMatchObject({
      on: false,
      why: expect.stringContaining('does not know'),
    });
  });

  test('of another program on the account is none of ours', async () => {
    const bench = await live();
    await bench.emulator.call('placeOrders', backing('other', 'another-bot'));
    await bench.bettor.selectMarket();
    expect((await bench.types()).at(-1)).toBe('BET_PLACED');
    expect(bench.alerts).toEqual([]);
  });
});

/** Takes an order of ours over that the log does not know. */
async function adopt({ handler, clock, orders }: Bench, orderRef: string): Promise<void> {
  const order = orders().find(({ customerOrderRef }) => customerOrderRef === orderRef)!;
  const [known] = [...newestFirst(handler.state().journal)].filter((line) => line.kind === 'placed');
  const bet = { ...known!.bet, orderRef, betId: order.betId };
  const now = new Date(clock.now()).toISOString();
  await handler.handle(
    { kind: 'record_found_late', since: '', now, bet },
    { actor: 'console', id: `adopt ${orderRef}` },
  );
}

function commissionOf({ handler }: Bench, betId: string): number | undefined {
  for (const line of newestFirst(handler.state().journal))
    if (line.kind === 'settled' && line.bet.betId === betId) return line.result.commission;
  return undefined;
}
