import { describe, expect, test } from 'vitest';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { Call } from '../../src/exchange/betfair/call.ts';
import { createEmulator } from '../../src/exchange/emulator/emulator.ts';
import type { EmulatedRunner } from '../../src/exchange/emulator/market-source.ts';
import { alone } from '../../src/leadership.ts';
import { tellDamage, tellUnchecked } from '../../src/wiring/tell-distrust.ts';
import { realDisk } from '../../store/event-file/disk.ts';
import { handClock } from '../exchange/hand-clock.ts';
import { AWAY, DRAW, ended, HOME, runner, scriptedSource } from '../exchange/scripted-source.ts';
import { tempDir } from '../store/temp-log.ts';
import { BENCH_SELECTION, HOUR, loopBench, lost, MARKET } from './loop-bench.ts';

const NARROW = { odds: { min: price(3.3), max: price(3.6) } };
const closed = (...statuses: EmulatedRunner['status'][]) =>
  ({ status: 'CLOSED', runners: ended(...statuses) }) as const;

describe('the betting loop', () => {
  test('requests, places, settles and goes on with the winnings', async () => {
    const bench = await loopBench({
      settings: NARROW,
      scripts: [
        { marketId: MARKET, steps: [[2 * HOUR, closed('WINNER', 'LOSER', 'LOSER')]] },
        { marketId: '1.200', steps: [[0, { startTime: handClock().now() + 5 * HOUR }]] },
      ],
    });
    await bench.bettor.selectMarket();
    expect(bench.handler.state().openBets).toMatchObject([
      {
        marketId: MARKET,
        selectionId: HOME,
        selection: 'Home',
        stake: 100,
        priceMatched: 3.5,
        commissionRate: 0.05,
        leg: 1,
      },
    ]);
    expect(bench.bettor.lastMarket()?.runners.map(({ name }) => name)).toEqual(['Home', 'Away', 'The Draw']);
    expect(bench.orders()).toMatchObject([{ sizeMatched: 1, customerStrategyRef: 'rollover' }]);
    await bench.bettor.checkResults();
    expect(await bench.types()).toEqual(['BOT_STARTED', 'BET_REQUESTED', 'BET_PLACED']);
    await bench.clock.advance(2 * HOUR);
    await bench.bettor.checkResults();
    await bench.bettor.selectMarket();
    expect(await bench.types()).toEqual([
      'BOT_STARTED',
      'BET_REQUESTED',
      'BET_PLACED',
      'BET_WON',
      'BET_REQUESTED',
      'BET_PLACED',
    ]);
    expect(bench.handler.state().openBets).toMatchObject([{ marketId: '1.200', stake: 337, leg: 2 }]);
  });

  test('sends the order that its request has, and no other', async () => {
    const clock = handClock();
    const source = scriptedSource([{ marketId: MARKET, start: clock.now(), steps: [] }]);
    const emulator = createEmulator({
      source,
      clock,
      account: { currency: 'GBP', balance: pennies(100_000) },
    });
    const sent: unknown[] = [];
    const call: Call = (operation, params) => {
      if (operation === 'placeOrders') sent.push(params);
      return emulator.call(operation, params);
    };
    const bench = await loopBench({ settings: NARROW, clock, emulator, call });
    await bench.bettor.selectMarket();
    const [, requested] = await bench.events();
    if (requested?.type !== 'BET_REQUESTED') throw new Error('no request');
    const { marketId, marketVersion, selectionId, orderRef, stake, priceAsked } = requested.data;
    expect(sent).toEqual([
      {
        marketId,
        marketVersion: { version: marketVersion },
        customerRef: orderRef,
        customerStrategyRef: 'rollover',
        instructions: [
          {
            ...{ orderType: 'LIMIT', side: 'BACK', handicap: 0, selectionId, customerOrderRef: orderRef },
            limitOrder: {
              ...{ size: stake / 100, price: priceAsked },
              ...{ persistenceType: 'LAPSE', timeInForce: 'FILL_OR_KILL' },
            },
          },
        ],
      },
    ]);
  });

  test('says why this bet in its request, and links each event to the one that led to it', async () => {
    const bench = await loopBench({ settings: NARROW });
    await bench.bettor.selectMarket();
    const [, requested, placed] = await bench.events();
    expect(requested).toMatchObject({
      data: {
        reason: expect.stringMatching(/^Home in .+ at 3\.50 is the first to start of 3 .*100\.00 is offered/),
      },
    });
    expect(placed).toMatchObject({ cause: requested!.id });
    expect(requested!.id).not.toBe(placed!.id);
  });

  test.each([
    ['lost', closed('LOSER', 'WINNER', 'LOSER'), 'BET_LOST', { netProfit: -100 }],
    [
      'won',
      closed('WINNER', 'LOSER', 'LOSER'),
      'BET_WON',
      { grossProfit: 250, commission: 13, netProfit: 237 },
    ],
    [
      'a dead heat',
      closed('WINNER', 'WINNER', 'LOSER'),
      'BET_WON',
      { outcome: 'dead_heat', grossProfit: 75, commission: 4 },
    ],
    [
      'void: all removed',
      closed('REMOVED', 'REMOVED', 'REMOVED'),
      'BET_VOIDED',
      { reason: 'all runners were removed' },
    ],
    [
      'void: selection removed',
      closed('REMOVED', 'WINNER', 'LOSER'),
      'BET_VOIDED',
      { reason: 'the selection was removed' },
    ],
  ] as const)('records a bet that is %s', async (_, end, type, data) => {
    const bench = await loopBench({ settings: NARROW, steps: [[HOUR, end]] });
    await bench.bettor.selectMarket();
    await bench.clock.advance(HOUR);
    await bench.bettor.checkResults();
    await bench.bettor.checkResults();
    expect((await bench.events()).slice(3)).toMatchObject([{ type, data }]);
    expect(bench.alerts).toEqual([]);
  });

  test('takes what was matched as the stake, at the price that was matched', async () => {
    const book = {
      back: [
        [3.6, 40],
        [3.5, 40],
      ] as const,
      lay: [],
    };
    const bench = await loopBench({
      settings: { initialStake: pennies(3000), odds: { min: price(3.3), max: price(3.6) } },
      steps: [[0, { runners: [runner(HOME, book), runner(AWAY, { back: [] }), runner(DRAW, { back: [] })] }]],
    });
    await bench.bettor.selectMarket();
    expect(bench.handler.state().openBets).toMatchObject([
      { stake: 3000, priceAsked: 3.6, priceMatched: 3.6 },
    ]);
  });

  test('counts no leg for an order that the exchange refused or killed, and tries again', async () => {
    const bench = await loopBench({
      settings: NARROW,
      steps: [[HOUR / 2, { runners: [runner(HOME, { back: [[3.4, 100]] }), runner(AWAY), runner(DRAW)] }]],
    });
    bench.before('placeOrders', () => bench.emulator.suspend(MARKET));
    await bench.bettor.selectMarket();
    expect((await bench.events()).slice(1)).toMatchObject([
      { type: 'BET_REQUESTED' },
      { type: 'BET_REJECTED', data: { code: 'MARKET_SUSPENDED' } },
    ]);
    expect(bench.handler.state()).toMatchObject({ request: null, ledger: { leg: 0, pot: 100 } });
    const late = await loopBench({
      settings: NARROW,
      steps: [[HOUR / 2, { runners: [runner(HOME, { back: [[3.4, 100]] }), runner(AWAY), runner(DRAW)] }]],
    });
    late.before('placeOrders', () => void late.clock.advance(HOUR / 2));
    await late.bettor.selectMarket();
    expect((await late.events()).slice(1)).toMatchObject([
      { type: 'BET_REQUESTED' },
      { type: 'BET_REJECTED' },
    ]);
    late.before('placeOrders', null);
    await late.bettor.selectMarket();
    expect((await late.types()).at(-1)).toBe('BET_PLACED');
  });

  test('is not the one to bet on a market that was suspended since', async () => {
    const bench = await loopBench({ settings: NARROW });
    expect((await bench.bettor.look()).candidates).toHaveLength(3);
    bench.emulator.suspend(MARKET);
    await bench.bettor.selectMarket();
    expect(await bench.types()).toEqual(['BOT_STARTED']);
    expect(bench.bettor.betting().why).toMatch(/suspended/);
  });

  test('alerts once for an overdue result, waits, and says when it is over; time decides nothing', async () => {
    const bench = await loopBench({
      settings: NARROW,
      steps: [[30 * HOUR, closed('LOSER', 'WINNER', 'LOSER')]],
    });
    await bench.bettor.selectMarket();
    await bench.clock.advance(13 * HOUR);
    await bench.bettor.checkResults();
    expect(bench.alerts).toEqual([]);
    await bench.clock.advance(HOUR);
    await bench.bettor.checkResults();
    await bench.bettor.checkResults();
    expect(bench.alerts).toEqual(['+overdue']);
    expect(bench.handler.state().openBets).toHaveLength(1);
    await bench.clock.advance(16 * HOUR);
    await bench.bettor.checkResults();
    expect(bench.alerts).toEqual(['+overdue', '-overdue']);
    expect((await bench.types()).at(-1)).toBe('BET_LOST');
  });

  test('has no alert left for a bet that a reset has taken away', async () => {
    const bench = await loopBench({ settings: NARROW });
    await bench.bettor.selectMarket();
    await bench.clock.advance(14 * HOUR);
    await bench.bettor.checkResults();
    const now = new Date(bench.clock.now()).toISOString();
    await bench.handler.handle(
      { kind: 'reset', now, initialStake: pennies(100), minStake: pennies(100) },
      { actor: 'console', id: 'r' },
    );
    await bench.bettor.checkResults();
    expect(bench.alerts).toEqual(['+overdue', '-overdue']);
  });

  test('decides nothing on a closed market that does not say who won', async () => {
    const bench = await loopBench({
      settings: NARROW,
      steps: [
        [HOUR, closed('ACTIVE', 'WINNER', 'LOSER')],
        [2 * HOUR, { ...closed('LOSER', 'WINNER', 'LOSER'), numberOfWinners: 0 }],
        [3 * HOUR, { ...closed('LOSER', 'WINNER', 'LOSER'), numberOfWinners: 1 }],
      ],
    });
    await bench.bettor.selectMarket();
    for (const hour of [1, 2]) {
      await bench.clock.advance(HOUR);
      await bench.bettor.checkResults();
      expect([hour, (await bench.types()).at(-1)]).toEqual([hour, 'BET_PLACED']);
    }
    expect(bench.alerts).toEqual(['+unclear']);
    await bench.clock.advance(HOUR);
    await bench.bettor.checkResults();
    expect(bench.alerts).toEqual(['+unclear', '-unclear']);
    expect((await bench.types()).at(-1)).toBe('BET_LOST');
  });

  test('tells a person of an exchange that stays away, once, and bets again when it is back', async () => {
    const bench = await loopBench({ settings: NARROW });
    bench.before('listMarketCatalogue', () => {
      throw Object.assign(new Error('busy'), { errorCode: 'SERVICE_BUSY' });
    });
    for (let i = 0; i < 5; i++) await bench.bettor.selectMarket();
    expect(bench.alerts).toEqual(['+exchange']);
    expect(bench.bettor.betting()).toMatchObject({ on: false, why: expect.stringContaining('exchange') });
    const since = new Date(bench.clock.now()).toISOString();
    expect(bench.bettor.reach().failure).toEqual({ why: expect.stringContaining('busy'), since });
    await bench.clock.advance(HOUR / 60);
    await bench.bettor.selectMarket();
    expect(bench.bettor.reach().failure).toMatchObject({ since });
    bench.before('listMarketCatalogue', null);
    await bench.bettor.selectMarket();
    expect(bench.alerts).toEqual(['+exchange', '-exchange']);
    expect((await bench.types()).at(-1)).toBe('BET_PLACED');
    const answeredAt = new Date(bench.clock.now()).toISOString();
    expect(bench.bettor.reach()).toEqual({ failure: null, answeredAt });
  });
});

test('a look for results says what the exchange said, or that it could not be asked', async () => {
  const bench = await loopBench({ settings: NARROW });
  await bench.bettor.selectMarket();
  const [open] = bench.handler.state().openBets;
  const waiting = { kind: 'waiting', why: 'the market is not closed' };
  expect(await bench.bettor.checkResults()).toEqual({
    failed: null,
    verdicts: new Map([[open!.orderRef, waiting]]),
  });
  bench.before('listMarketBook', lost);
  expect(await bench.bettor.checkResults()).toEqual({
    failed: expect.stringContaining('not answered'),
    verdicts: new Map(),
  });
});

test('a job that has nothing to ask says nothing of an exchange that is away', async () => {
  const bench = await loopBench({ settings: NARROW });
  bench.before('listMarketCatalogue', lost);
  bench.before('getAccountFunds', lost);
  for (let i = 0; i < 4; i++) {
    await bench.bettor.selectMarket();
    await bench.bettor.checkResults();
  }
  expect(bench.alerts).toEqual(['+exchange']);
});

describe('an outcome that the exchange did not tell', () => {
  test('is looked up, and nothing else is bet meanwhile', async () => {
    const bench = await loopBench({ settings: NARROW });
    bench.before('placeOrders', lost);
    await bench.bettor.selectMarket();
    expect(bench.handler.state().request).not.toBeNull();
    const { orderRef } = bench.handler.state().request!;
    bench.before('placeOrders', null);
    await bench.bettor.selectMarket();
    expect(bench.calls.filter((operation) => operation === 'placeOrders')).toHaveLength(1);
    await bench.emulator.call('placeOrders', {
      marketId: MARKET,
      customerStrategyRef: 'rollover',
      instructions: [
        {
          orderType: 'LIMIT',
          selectionId: HOME,
          side: 'BACK',
          customerOrderRef: orderRef,
          limitOrder: { size: 1, price: 3.5, persistenceType: 'LAPSE', timeInForce: 'FILL_OR_KILL' },
        },
      ],
    });
    await bench.bettor.checkResults();
    expect(bench.handler.state().openBets).toMatchObject([{ orderRef, stake: 100, priceMatched: 3.5 }]);
  });

  test('is "not found" only after the wait', async () => {
    const bench = await loopBench({ settings: NARROW });
    bench.before('placeOrders', lost);
    await bench.bettor.selectMarket();
    await bench.clock.advance(119_000);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BET_REQUESTED');
    await bench.clock.advance(1_000);
    bench.before('listClearedOrders', lost);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BET_REQUESTED');
    bench.before('listClearedOrders', null);
    await bench.bettor.checkResults();
    expect((await bench.events()).at(-1)).toMatchObject({
      type: 'BET_REJECTED',
      data: { code: 'NOT_FOUND' },
    });
  });

  test('waits for the bet delay of the market as well', async () => {
    const bench = await loopBench({ settings: NARROW, steps: [[0, { betDelay: 5 }]] });
    bench.before('placeOrders', lost);
    await bench.bettor.selectMarket();
    await bench.clock.advance(124_000);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BET_REQUESTED');
    await bench.clock.advance(1_000);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BET_REJECTED');
  });

  test('of a paper bet is dropped at the next start', async () => {
    const dir = tempDir();
    const first = await loopBench({ settings: NARROW, dir });
    first.before('placeOrders', lost);
    await first.bettor.selectMarket();
    await first.close();
    const second = await loopBench({ settings: NARROW, dir });
    expect((await second.events()).at(-1)).toMatchObject({
      type: 'BET_REJECTED',
      data: { code: 'NOT_FOUND' },
    });
    await second.bettor.selectMarket();
    expect((await second.types()).at(-1)).toBe('BET_PLACED');
  });
});

describe('a log that cannot be written', () => {
  test('blocks betting before the exchange is asked, tells a person, and betting goes on by itself', async () => {
    const disk = realDisk();
    let full = false;
    const brittle: typeof disk = {
      ...disk,
      write: (fd, bytes, position) => {
        if (full) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        return disk.write(fd, bytes, position);
      },
    };
    const bench = await loopBench({ settings: NARROW, log: { disk: brittle } });
    full = true;
    await bench.bettor.selectMarket();
    expect(bench.calls).not.toContain('placeOrders');
    expect(bench.alerts).toEqual(['+log']);
    expect(bench.bettor.betting()).toMatchObject({
      on: false,
      why: expect.stringContaining('cannot be written'),
    });
    full = false;
    await bench.bettor.selectMarket();
    expect(bench.alerts).toEqual(['+log', '-log']);
    expect(await bench.types()).toEqual(['BOT_STARTED', 'BET_REQUESTED', 'BET_PLACED']);
  });

  test.each([
    ['found damaged', tellDamage, 'log-damage', 'line 8, seq 7: its hash is another'],
    [
      'that could not be checked',
      tellUnchecked,
      'log-unchecked',
      'its events up to seq 7 could not be checked',
    ],
  ])(
    '%s behind the start is bet on no more, while results are still recorded',
    async (_, tell, alert, what) => {
      const bench = await loopBench({
        settings: NARROW,
        steps: [[HOUR, closed('LOSER', 'WINNER', 'LOSER')]],
      });
      await bench.bettor.selectMarket();
      const told: string[] = [];
      const alerts = { raise: (key: string) => void told.push(key) };
      tell(what, bench.handler, alerts);
      expect(told).toEqual([alert]);
      await bench.clock.advance(HOUR);
      await bench.bettor.checkResults();
      await bench.bettor.selectMarket();
      expect(await bench.types()).toEqual(['BOT_STARTED', 'BET_REQUESTED', 'BET_PLACED', 'BET_LOST']);
      expect(bench.bettor.betting()).toMatchObject({
        on: false,
        why: expect.stringContaining(what),
      });
    },
  );
});

describe('an outcome that cannot be written', () => {
  test('is written as soon as it can be, without asking the exchange again', async () => {
    const disk = realDisk();
    let failures = 0;
    const brittle: typeof disk = {
      ...disk,
      write: (fd, bytes, position) => {
        if (failures === 0) return disk.write(fd, bytes, position);
        failures -= 1;
        throw Object.assign(new Error('input/output error'), { code: 'EIO' });
      },
    };
    const bench = await loopBench({ settings: NARROW, log: { disk: brittle } });
    bench.before('placeOrders', () => {
      failures = 5;
    });
    let isOver = false;
    const betting = bench.bettor.selectMarket().then(() => {
      isOver = true;
    });
    while (!isOver) await bench.clock.advance(1_000);
    await betting;
    expect(failures).toBe(0);
    expect(await bench.types()).toEqual(['BOT_STARTED', 'BET_REQUESTED', 'BET_PLACED']);
    expect(bench.calls.slice(bench.calls.indexOf('placeOrders'))).toEqual(['placeOrders']);
  });
});

test('what is skipped is left out, and the next one is bet on', async () => {
  const bench = await loopBench({
    settings: NARROW,
    scripts: [
      { marketId: MARKET, steps: [] },
      { marketId: '1.200', steps: [[0, { startTime: handClock().now() + 5 * HOUR }]] },
    ],
  });
  const now = new Date(bench.clock.now()).toISOString();
  await bench.handler.handle(
    { kind: 'skip', now, what: 'market', name: MARKET, why: 'a new pitch', until: null },
    { actor: 'console', id: 's' },
  );
  await bench.bettor.selectMarket();
  expect(bench.handler.state().openBets).toMatchObject([{ marketId: '1.200' }]);
  const { steps, skipped } = bench.bettor.lastScan()!;
  expect(steps.at(-1)).toMatchObject({ filter: 'not skipped', entered: 6, left: 3 });
  expect(skipped[0]).toMatchObject({ why: `the market ${MARKET} is skipped (a new pitch)` });
});

test('a skipped market does not take the place of one that can be bet on', async () => {
  const bench = await loopBench({
    settings: NARROW,
    scripts: [
      { marketId: MARKET, steps: [] },
      { marketId: '1.200', steps: [[0, { startTime: handClock().now() + 5 * HOUR }]] },
      { marketId: '1.300', steps: [[0, { startTime: handClock().now() + 6 * HOUR }]] },
    ],
    bettor: { selection: () => ({ ...BENCH_SELECTION, maxMarkets: 1 }) },
  });
  const now = new Date(bench.clock.now()).toISOString();
  await bench.handler.handle(
    { kind: 'skip', now, what: 'market', name: MARKET, why: 'a new pitch', until: null },
    { actor: 'console', id: 's' },
  );
  await bench.bettor.selectMarket();
  expect(bench.handler.state().openBets).toMatchObject([{ marketId: '1.200' }]);
  expect(bench.bettor.lastScan()).toMatchObject({ markets: 1 });
});

describe('of more markets than are listed with their rates', () => {
  /** Each with its own rate: 2 % instead of the 5 % that counts where it is unknown. */
  const markets = (length: number, first: object = {}) =>
    Array.from({ length }, (_, i) => ({
      marketId: `1.${1_000 + i}`,
      steps: [[0, { baseRate: 2, ...(i === 0 ? first : {}) }]] as const,
    }));
  const selection = () => ({ ...BENCH_SELECTION, maxMarkets: 1_000 });
  const counted = (calls: readonly string[]) =>
    Object.fromEntries(
      [...new Set(calls)].map((name) => [name, calls.filter((each) => each === name).length]),
    );

  test('a tick lists all at once, reads 40 books a call and asks for the rate of the pick alone', async () => {
    const bench = await loopBench({ settings: NARROW, scripts: markets(1_000), bettor: { selection } });
    await bench.bettor.selectMarket();
    expect(counted(bench.calls)).toEqual({
      listMarketCatalogue: 2,
      listMarketBook: 25,
      getAccountDetails: 1,
      getAccountFunds: 1,
      placeOrders: 1,
    });
    expect(bench.bettor.lastScan()).toMatchObject({ markets: 1_000 });
    expect(bench.handler.state().openBets).toMatchObject([{ marketId: '1.1000', commissionRate: 0.02 }]);
  });

  test('what does not pass with its own rate is left for the next one', async () => {
    const early = { startTime: handClock().now() + HOUR / 2 };
    const offered = (id: number) => runner(id, { back: [[3.5, 43]] });
    const bench = await loopBench({
      settings: { ...NARROW, staking: 'to_target', initialStake: pennies(20_000), target: pennies(30_000) },
      // 42.11 would reach the target at 5 %, 44.45 at 10 %.
      scripts: markets(300, { ...early, baseRate: 10, runners: [HOME, AWAY, DRAW].map(offered) }),
      bettor: { selection: () => ({ ...selection(), liquidityFactor: 1 }) },
    });
    await bench.bettor.selectMarket();
    expect(bench.handler.state().openBets).toMatchObject([{ marketId: '1.1001', commissionRate: 0.02 }]);
    expect(counted(bench.calls)).toMatchObject({ listMarketCatalogue: 3, listMarketBook: 8 });
  });

  test('nothing is bet where a call for books failed, and all is read again at the next tick', async () => {
    const bench = await loopBench({ settings: NARROW, scripts: markets(300), bettor: { selection } });
    let asked = 0;
    bench.before('listMarketBook', () => {
      asked += 1;
      if (asked === 7) lost();
    });
    await bench.bettor.selectMarket();
    expect(await bench.types()).toEqual(['BOT_STARTED']);
    expect(bench.bettor.lastScan()).toBeNull();
    await bench.bettor.selectMarket();
    expect(bench.handler.state().openBets).toMatchObject([{ marketId: '1.1000' }]);
  });
});

describe('nothing is sent', () => {
  test('while betting is paused', async () => {
    const bench = await loopBench({ settings: NARROW });
    const now = new Date(bench.clock.now()).toISOString();
    await bench.handler.handle(
      { kind: 'pause', now, why: 'dinner', until: null },
      { actor: 'console', id: 'p' },
    );
    await bench.bettor.selectMarket();
    expect(bench.calls).toEqual([]);
    expect(bench.bettor.betting()).toMatchObject({
      on: false,
      why: 'Paused at the console at 2026-03-01 12:00 UTC: Dinner. It lasts until somebody resumes.',
      pause: { by: 'person' },
    });
  });

  test('until the end of a pause, which is told', async () => {
    const bench = await loopBench({ settings: NARROW });
    const now = new Date(bench.clock.now()).toISOString();
    const until = new Date(bench.clock.now() + 60_000).toISOString();
    await bench.handler.handle({ kind: 'pause', now, why: 'tea', until }, { actor: 'console', id: 'p' });
    await bench.bettor.selectMarket();
    expect(bench.bettor.betting().why).toMatch(
      /: Tea\. It ends at 2026-03-01 12:01 UTC, or when somebody resumes\.$/,
    );
    await bench.clock.advance(60_000);
    await bench.bettor.selectMarket();
    expect((await bench.events()).slice(2)).toMatchObject([
      { type: 'BETTING_RESUMED', actor: 'system' },
      { type: 'BET_REQUESTED' },
      { type: 'BET_PLACED' },
    ]);
  });

  test.each([0, 5_499])('while another process might take over within %s ms', async (left) => {
    const leadership = { ...alone, left: () => left, prolong: async () => left > 0 };
    const bench = await loopBench({ settings: NARROW, bettor: { leadership } });
    await bench.bettor.selectMarket();
    expect(bench.calls).not.toContain('placeOrders');
    expect(bench.bettor.betting().why).not.toMatch(/Looking/);
  });

  test('in an account of another currency', async () => {
    const bench = await loopBench({ settings: NARROW, bettor: { currency: 'EUR' } });
    await bench.bettor.selectMarket();
    expect(bench.calls).not.toContain('placeOrders');
    expect(bench.bettor.betting().why).toMatch(/GBP, not EUR/);
  });
});

test('both jobs take turns, so that a request on its way is not taken for one that never arrived', async () => {
  const bench = await loopBench({
    settings: NARROW,
    steps: [[0, { betDelay: 5 }]],
    bettor: { unknownOrderWaitMs: 0 },
  });
  await bench.clock.advance(HOUR);
  const placing = bench.bettor.selectMarket();
  const checking = bench.bettor.checkResults();
  while (bench.clock.waiting() === 0) await new Promise(setImmediate);
  await bench.clock.advance(5_000);
  await Promise.all([placing, checking]);
  expect(await bench.types()).toEqual(['BOT_STARTED', 'BET_REQUESTED', 'BET_PLACED']);
});
