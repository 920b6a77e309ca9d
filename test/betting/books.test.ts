import { describe, expect, test } from 'vitest';
import { compareBooks } from '../../src/betting/books/compare-books.ts';
import { lastNight, periodsAt } from '../../src/betting/periods.ts';
import { pennies } from '../../src/core/money.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { AWAY } from '../exchange/scripted-source.ts';
import { backing, HOME_LOSES, HOME_WINS, live } from './live-bench.ts';
import { type Bench, HOUR, lost, MARKET } from './loop-bench.ts';

const DAY = 24 * HOUR;

/** A bet of 1.00 at 3.50 that was won and recorded: +2.50 less 0.13 of commission. */
async function wonBet(more?: (bench: Bench) => Promise<unknown>): Promise<Bench> {
  const bench = await live([[HOUR, HOME_WINS]]);
  await bench.bettor.selectMarket();
  await more?.(bench);
  await bench.clock.advance(HOUR + 60_000);
  await bench.bettor.checkResults();
  return bench;
}

const compare = (bench: Bench, exchange: Partial<Exchange> = {}) =>
  compareBooks({ ...bench.exchange, ...exchange }, bench.handler.state(), bench.clock.now());

const betIdOf = (bench: Bench): string => bench.orders()[0]!.betId;

describe('the books and the exchange', () => {
  test('agree to the penny on a bet that was settled', async () => {
    const bench = await wonBet();
    expect(await compare(bench)).toMatchObject({
      since: bench.handler.state().began,
      bets: 1,
      estimated: 0,
      awaited: 0,
      differences: [],
      account: { available: 100_237, atStake: 0, unexplained: null },
    });
  });

  test('agree on a lost and on a void bet', async () => {
    for (const end of [HOME_LOSES, { status: 'CLOSED', runners: [] } as const]) {
      const bench = await live([[HOUR, end]]);
      await bench.bettor.selectMarket();
      if (end.runners.length === 0) bench.emulator.void(MARKET);
      await bench.clock.advance(HOUR + 60_000);
      await bench.bettor.checkResults();
      expect(await compare(bench)).toMatchObject({ bets: 1, differences: [] });
    }
  });

  test('name the bet that is a penny off', async () => {
    const bench = await wonBet();
    const clearedOrders: Exchange['clearedOrders'] = async (...asked) =>
      (await bench.exchange.clearedOrders(...asked)).map((order) => ({
        ...order,
        profit: pennies(order.profit - 1),
      }));
    expect((await compare(bench, { clearedOrders })).differences).toEqual([
      {
        betId: betIdOf(bench),
        orderRef: bench.orders()[0]!.customerOrderRef,
        what: 'profit',
        ours: 250,
        theirs: 249,
      },
    ]);
  });

  test('name the bet whose commission is a penny off', async () => {
    const bench = await wonBet();
    const marketRollUps: Exchange['marketRollUps'] = async (...asked) =>
      (await bench.exchange.marketRollUps(...asked)).map((row) => ({ ...row, commission: pennies(12) }));
    expect((await compare(bench, { marketRollUps })).differences).toMatchObject([
      { betId: betIdOf(bench), what: 'commission', ours: 13, theirs: 12 },
    ]);
  });

  test('name the bet that the exchange does not list', async () => {
    const bench = await wonBet();
    expect((await compare(bench, { clearedOrders: async () => [] })).differences).toMatchObject([
      { betId: betIdOf(bench), what: 'missing', ours: 250, theirs: null },
    ]);
  });

  test('name a settled bet of ours that the log does not know, until a person has let it go', async () => {
    const bench = await wonBet((at) => at.emulator.call('placeOrders', backing('a-stranger')));
    const [, stranger] = bench.orders();
    const unknown = { betId: stranger!.betId, orderRef: null, what: 'unknown', ours: null, theirs: 250 };
    expect((await compare(bench)).differences).toContainEqual(unknown);
    const now = new Date(bench.clock.now()).toISOString();
    await bench.handler.handle({ kind: 'resume', now, why: 'seen' }, { actor: 'console', id: 'r' });
    expect((await compare(bench)).differences).not.toContainEqual(unknown);
  });

  test('agree again after each change of a result, also where it bears no new settled date', async () => {
    const bench = await wonBet();
    const betId = betIdOf(bench);
    for (const profit of [249, 248, 250]) {
      bench.emulator.misstate(betId, pennies(profit));
      await bench.clock.advance(60_000);
      await bench.bettor.checkResults();
      expect((await bench.events()).at(-1)).toMatchObject({
        type: 'RESULT_CORRECTED',
        data: { to: { grossProfit: profit } },
      });
      expect((await compare(bench)).differences).toEqual([]);
    }
  });

  test('leave out the commission where the account has other bets in the market', async () => {
    const bench = await wonBet((at) => at.emulator.call('placeOrders', backing(null, null, AWAY)));
    expect(await compare(bench)).toMatchObject({ estimated: 1, differences: [] });
  });

  test('count a bet that is settled there and open here as awaited', async () => {
    const bench = await live([[HOUR, HOME_WINS]]);
    await bench.bettor.selectMarket();
    await bench.clock.advance(HOUR + 60_000);
    expect(await compare(bench)).toMatchObject({ bets: 0, awaited: 1, differences: [] });
  });

  test('compare no bet of which the exchange tells no more', async () => {
    const bench = await wonBet();
    await bench.clock.advance(91 * DAY);
    expect(await compare(bench)).toMatchObject({ bets: 0, differences: [] });
  });

  test('ask for no account where bets are paper', async () => {
    const bench = await live([[HOUR, HOME_WINS]], { mode: 'dry_run' });
    const before = bench.calls.length;
    expect(await bench.bettor.compareBooks()).toBeNull();
    expect(bench.calls.slice(before)).toEqual([]);
  });
});

describe('every night', () => {
  /** Until a minute after half past three. */
  const UNTIL_NIGHT = 15.5 * HOUR + 60_000;

  async function afterNight(more?: (bench: Bench) => Promise<unknown>): Promise<Bench> {
    const bench = await wonBet(more);
    await bench.clock.advance(UNTIL_NIGHT - HOUR - 60_000);
    return bench;
  }

  test('the books are compared once, and how they stood is on record with the account', async () => {
    const bench = await wonBet();
    expect((await bench.types()).at(-1)).toBe('BET_WON');
    await bench.clock.advance(UNTIL_NIGHT - HOUR - 60_000);
    await bench.bettor.checkResults();
    await bench.bettor.checkResults();
    expect((await bench.events()).slice(5)).toMatchObject([
      {
        type: 'BOOKS_CHECKED',
        actor: 'system',
        data: { bets: 1, differences: [], available: 100_237, atStake: 0 },
      },
    ]);
    await bench.clock.advance(DAY);
    await bench.bettor.checkResults();
    expect((await bench.types()).slice(5)).toEqual(['BOOKS_CHECKED', 'BOOKS_CHECKED']);
  });

  test('an exchange that does not answer is asked again with the next check', async () => {
    const bench = await afterNight();
    bench.before('getAccountFunds', lost);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BET_WON');
    bench.before('getAccountFunds', null);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BOOKS_CHECKED');
  });

  test('a bet that is settled there and not here yet is waited for, but not for ever', async () => {
    const bench = await live([[14 * HOUR, HOME_WINS]]);
    bench.emulator.paceSettlement({ rollUpLag: 48 * HOUR });
    await bench.bettor.selectMarket();
    await bench.clock.advance(UNTIL_NIGHT);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BET_PLACED');
    await bench.clock.advance(6 * HOUR);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BOOKS_CHECKED');
  });

  test('a bet that is paid there and open here explains what it moved', async () => {
    const bench = await live([[20 * HOUR, HOME_WINS]]);
    bench.emulator.paceSettlement({ rollUpLag: 48 * HOUR });
    await bench.bettor.selectMarket();
    await bench.clock.advance(UNTIL_NIGHT);
    await bench.bettor.checkResults();
    await bench.clock.advance(6 * HOUR);
    expect(await compare(bench)).toMatchObject({ awaited: 1, account: { unexplained: { amount: 0 } } });
    expect((await compare(bench)).account.available).toBe(100_237);
  });

  test('a result that was changed long ago is a correction first, and no difference', async () => {
    const bench = await afterNight();
    await bench.clock.advance(3 * DAY);
    bench.emulator.correct(MARKET, [AWAY]);
    await bench.clock.advance(60_000);
    await bench.bettor.checkResults();
    expect((await bench.events()).slice(5)).toMatchObject([
      { type: 'RESULT_CORRECTED', data: { to: { outcome: 'lost', grossProfit: -100, commission: 0 } } },
      { type: 'BOOKS_CHECKED', data: { bets: 1, differences: [], available: 99_900 } },
    ]);
  });

  test('a difference that could not be explained is looked at again with each check, not only a night later', async () => {
    const bench = await afterNight();
    await bench.clock.advance(3 * DAY);
    bench.emulator.paceSettlement({ voidLag: 2 * HOUR });
    bench.emulator.voidBet(betIdOf(bench));
    await bench.bettor.checkResults();
    expect((await bench.events()).slice(5)).toMatchObject([
      { type: 'BOOKS_CHECKED', data: { differences: [{ what: 'missing', ours: 250, theirs: null }] } },
    ]);
    await bench.clock.advance(HOUR);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BOOKS_CHECKED');
    await bench.clock.advance(HOUR);
    await bench.bettor.checkResults();
    expect((await bench.events()).at(-1)).toMatchObject({
      type: 'RESULT_CORRECTED',
      data: { to: { outcome: 'void', grossProfit: 0 } },
    });
  });

  test('what the bets of the bot do not explain is shown as a move of the account', async () => {
    const bench = await afterNight((at) =>
      at.emulator.call('placeOrders', backing(null, 'another-bot', AWAY)),
    );
    await bench.bettor.checkResults();
    expect((await compare(bench)).account.unexplained).toMatchObject({ amount: 0 });
    bench.emulator.correct(MARKET, [AWAY]);
    await bench.clock.advance(60_000);
    await bench.bettor.checkResults();
    // The account stands where it stood: what our bet lost by the correction, the other one brought.
    expect((await compare(bench)).account.unexplained).toMatchObject({ amount: 337 });
  });
});

describe('a night', () => {
  test.each([
    ['2026-03-01T03:29:59.999Z', 'UTC', '2026-02-28T03:30:00.000Z'],
    ['2026-03-01T03:30:00.000Z', 'UTC', '2026-03-01T03:30:00.000Z'],
    ['2026-07-01T02:30:00.000Z', 'Europe/London', '2026-07-01T02:30:00.000Z'],
    ['2026-07-01T02:29:59.999Z', 'Europe/London', '2026-06-30T02:30:00.000Z'],
    // The clocks go forward from 1 to 2, and back from 2 to 1.
    ['2026-03-29T12:00:00.000Z', 'Europe/London', '2026-03-29T02:30:00.000Z'],
    ['2026-10-25T12:00:00.000Z', 'Europe/London', '2026-10-25T03:30:00.000Z'],
  ])('at %s in %s began last at %s', (now, zone, began) => {
    expect(lastNight(Date.parse(now), zone)).toBe(began);
  });

  test('and the month begins where the operator is', () => {
    expect(periodsAt(Date.parse('2026-07-01T12:00:00Z'), 'Europe/London').monthStart).toBe(
      '2026-06-30T23:00:00.000Z',
    );
  });
});
