import { describe, expect, it } from 'vitest';
import type { EmulatedMarket } from '../../../src/exchange/emulator/market-source.ts';
import { AWAY, DRAW, HOME, runner } from '../scripted-source.ts';
import { account, cleared, current, homeOffers, MARKET, place, placed, placing, world } from './world.ts';

const now = (change: Partial<EmulatedMarket>) => [[0, change]] as const;

describe('an order of the whole request is refused', () => {
  it.each<[string, Partial<EmulatedMarket>, string]>([
    ['while the market is suspended', { status: 'SUSPENDED' }, 'MARKET_SUSPENDED'],
    ['before the market opens', { status: 'INACTIVE' }, 'MARKET_NOT_OPEN_FOR_BETTING'],
    ['after the market closed', { status: 'CLOSED' }, 'MARKET_NOT_OPEN_FOR_BETTING'],
  ])('%s', async (_when, change, errorCode) => {
    const report = await place(world(now(change)));
    expect(report).toMatchObject({
      status: 'FAILURE',
      errorCode,
      instructionReports: [{ status: 'FAILURE', errorCode: 'ERROR_IN_ORDER' }],
    });
  });

  it('in a market that there is not', async () => {
    expect(await place(world(), { marketId: '1.9' })).toMatchObject({ errorCode: 'INVALID_MARKET_ID' });
  });

  it('that the account cannot pay', async () => {
    const poor = world([], { balance: 199 });
    expect(await place(poor)).toMatchObject({ status: 'FAILURE', errorCode: 'INSUFFICIENT_FUNDS' });
    expect(await account(poor)).toEqual([1.99, 0]);
  });

  it('for a market version of more than 12 digits', async () => {
    expect(await place(world(), { version: 1e12 })).toMatchObject({ errorCode: 'INVALID_MARKET_VERSION' });
  });

  it('and leaves no trace', async () => {
    const suspended = world(now({ status: 'SUSPENDED' }));
    await place(suspended);
    expect(suspended.emulator.books()).toEqual({ orders: [] });
  });
});

describe('an instruction is refused', () => {
  it.each<[string, Parameters<typeof placing>[0], string]>([
    ['at a price off the ladder', { price: 3.52 }, 'INVALID_ODDS'],
    ['below the minimum stake', { size: 0.99 }, 'INVALID_BET_SIZE'],
    ['of no size', { size: 0 }, 'INVALID_BET_SIZE'],
    ['finer than a penny', { size: 2.005 }, 'INVALID_BET_SIZE'],
    ['whose rounded profit is far off', { size: 1.37, price: 1.01 }, 'INVALID_PROFIT_RATIO'],
    ['on a runner that there is not', { selectionId: 1 }, 'INVALID_RUNNER'],
    ['on a removed runner', { selectionId: AWAY }, 'RUNNER_REMOVED'],
    ['with a least fill above its size', { minFillSize: 3 }, 'INVALID_MIN_FILL_SIZE'],
    ['with a reference of 33 characters', { orderRef: 'r'.repeat(33) }, 'INVALID_CUSTOMER_ORDER_REF'],
    ['with a strategy of 16 characters', { strategyRef: 's'.repeat(16) }, 'INVALID_CUSTOMER_STRATEGY_REF'],
    ['at the starting price', { orderType: 'MARKET_ON_CLOSE' }, 'MARKET_NOT_OPEN_FOR_BSP_BETTING'],
    [
      'that would go to the starting price',
      { fillOrKill: false, persistenceType: 'MARKET_ON_CLOSE' },
      'INVALID_PERSISTENCE_TYPE',
    ],
  ])('%s', async (_what, asked, errorCode) => {
    const runners = [runner(HOME), runner(AWAY, { status: 'REMOVED' }), runner(DRAW)];
    expect(await place(world(now({ runners })), asked)).toMatchObject({
      status: 'FAILURE',
      errorCode: 'BET_ACTION_ERROR',
      instructionReports: [{ status: 'FAILURE', errorCode }],
    });
  });

  it('that should stay in-play where the market does not turn in-play', async () => {
    const dull = world(now({ turnInPlay: false }));
    expect(await placed(dull, { fillOrKill: false, persistenceType: 'PERSIST' })).toMatchObject({
      errorCode: 'INVALID_PERSISTENCE_TYPE',
    });
  });

  it('and takes the sound ones of the same request with it', async () => {
    const { emulator } = world();
    const params = placing();
    const [good] = params.instructions;
    const instructions = [good, { ...good, selectionId: 1 }];
    expect(await emulator.call('placeOrders', { ...params, instructions })).toMatchObject({
      instructionReports: [{ errorCode: 'RELATED_ACTION_FAILED' }, { errorCode: 'INVALID_RUNNER' }],
    });
    expect(emulator.books().orders).toEqual([]);
  });
});

describe('the least stake', () => {
  it.each([
    ['GBP', 1, 3.5, 'SUCCESS'],
    ['GBP', 0.1, 100, 'SUCCESS'],
    ['GBP', 0.1, 95, 'FAILURE'],
    ['EUR', 0.2, 100, 'SUCCESS'],
    ['EUR', 0.19, 100, 'FAILURE'],
    ['AUD', 1, 3.5, 'FAILURE'],
    ['DKK', 15, 3.5, 'SUCCESS'],
  ])('in %s: %d at %d is a %s', async (currency, size, price, status) => {
    expect(await placed(world([], { currency }), { size, price })).toMatchObject({ status });
  });

  it('is not known for a currency without accounts', () => {
    expect(() => world([], { currency: 'XAU' })).toThrow('no accounts in XAU, only in GBP, EUR');
  });
});

describe('FILL_OR_KILL', () => {
  it('takes the offered price though a lower one was asked', async () => {
    expect(await placed(world(), { size: 20, price: 3 })).toMatchObject({
      status: 'SUCCESS',
      orderStatus: 'EXECUTION_COMPLETE',
      sizeMatched: 20,
      averagePriceMatched: 3.5,
    });
  });

  it('goes below its limit as far as the average holds', async () => {
    // 100 @ 3.5, 50 @ 3.45, 50 @ 3.4: 692.5 / 200.
    const report = await placed(world(), { size: 200, price: 3.45 });
    expect(report).toMatchObject({ sizeMatched: 200, averagePriceMatched: 3.4625 });
  });

  it('is killed when the average of the whole would be below the limit', async () => {
    const in_ = world();
    expect(await placed(in_, { size: 101, price: 3.5, orderRef: 'k' })).toMatchObject({
      status: 'SUCCESS',
      orderStatus: 'EXPIRED',
      sizeMatched: 0,
      averagePriceMatched: 0,
    });
    expect(await current(in_)).toMatchObject([
      { status: 'EXECUTION_COMPLETE', sizeMatched: 0, sizeRemaining: 0, sizeCancelled: 101 },
    ]);
    expect(await cleared(in_, 'CANCELLED')).toMatchObject([{ sizeCancelled: 101, customerOrderRef: 'k' }]);
    expect(await account(in_)).toEqual([1000, 0]);
  });

  it('with a least fill takes what it can and cancels the rest', async () => {
    const in_ = world();
    expect(await placed(in_, { size: 150, price: 3.5, minFillSize: 60 })).toMatchObject({
      orderStatus: 'EXECUTION_COMPLETE',
      sizeMatched: 100,
      averagePriceMatched: 3.5,
    });
    expect(await current(in_)).toMatchObject([{ sizeMatched: 100, sizeCancelled: 50, sizeRemaining: 0 }]);
  });

  it('with a least fill that cannot be had is killed', async () => {
    expect(await placed(world(), { size: 150, price: 3.5, minFillSize: 101 })).toMatchObject({
      orderStatus: 'EXPIRED',
      sizeMatched: 0,
    });
  });

  it('takes of a worse level only what the better ones pay for, to the penny', async () => {
    // 100 @ 3.5 are 5.00 above 3.45; 50 @ 3.4 cost 2.50 of that, and 25 @ 3.35 the rest.
    const report = await placed(world(), { size: 500, price: 3.45, minFillSize: 1 });
    expect(report).toMatchObject({ sizeMatched: 225 });
    expect(report.averagePriceMatched).toBeCloseTo(3.45, 12);
  });

  it('lays in the same way, from the lowest price up', async () => {
    expect(await placed(world(), { side: 'LAY', size: 150, price: 3.6 })).toMatchObject({
      sizeMatched: 150,
      averagePriceMatched: (100 * 3.55 + 50 * 3.6) / 150,
    });
  });
});

describe('a limit order', () => {
  it('takes all that is offered at its price or better and rests with the remainder', async () => {
    const in_ = world();
    expect(await placed(in_, { fillOrKill: false, size: 200, price: 3.45 })).toMatchObject({
      orderStatus: 'EXECUTABLE',
      sizeMatched: 150,
    });
    expect(await current(in_)).toMatchObject([{ status: 'EXECUTABLE', sizeMatched: 150, sizeRemaining: 50 }]);
    expect(await homeOffers(in_)).toEqual({
      back: [
        [3.4, 50],
        [3.35, 500],
      ],
      lay: [
        [3.45, 50],
        [3.55, 100],
        [3.6, 50],
      ],
    });
  });

  it('is matched later at its own price when the book comes to it', async () => {
    const richer = [runner(HOME, { back: [[4, 30]] }), runner(AWAY), runner(DRAW)];
    const in_ = world([[60_000, { runners: richer }]]);
    await placed(in_, { fillOrKill: false, size: 40, price: 3.6 });
    await in_.clock.advance(60_000);
    expect(await current(in_)).toMatchObject([
      { sizeMatched: 30, sizeRemaining: 10, averagePriceMatched: 3.6 },
    ]);
    expect(await homeOffers(in_)).toMatchObject({ back: [] });
  });

  it('lapses when the market turns in-play, unless it persists', async () => {
    const in_ = world([[60_000, { inPlay: true, betDelay: 5 }]]);
    await placed(in_, { fillOrKill: false, size: 40, price: 3.6, orderRef: 'lapses' });
    await placed(in_, {
      fillOrKill: false,
      size: 40,
      price: 3.6,
      orderRef: 'stays',
      persistenceType: 'PERSIST',
    });
    await in_.clock.advance(60_000);
    expect(await current(in_)).toMatchObject([
      { customerOrderRef: 'lapses', sizeLapsed: 40, sizeRemaining: 0, status: 'EXECUTION_COMPLETE' },
      { customerOrderRef: 'stays', sizeLapsed: 0, sizeRemaining: 40, status: 'EXECUTABLE' },
    ]);
    expect(await cleared(in_, 'LAPSED')).toMatchObject([{ customerOrderRef: 'lapses', sizeCancelled: 40 }]);
  });

  it('is not matched while the market is suspended', async () => {
    const richer = [runner(HOME, { back: [[4, 30]] }), runner(AWAY), runner(DRAW)];
    const in_ = world([
      [1_000, { status: 'SUSPENDED', runners: richer }],
      [2_000, { status: 'OPEN' }],
    ]);
    await placed(in_, { fillOrKill: false, size: 20, price: 3.6 });
    await in_.clock.advance(1_000);
    expect(await current(in_)).toMatchObject([{ sizeMatched: 0 }]);
    await in_.clock.advance(1_000);
    expect(await current(in_)).toMatchObject([{ sizeMatched: 20 }]);
  });
});

describe('what our own orders took', () => {
  it('is gone from the book, for the next order as well', async () => {
    const in_ = world();
    await placed(in_, { size: 60 });
    expect((await homeOffers(in_)).back[0]).toEqual([3.5, 40]);
    expect(await placed(in_, { size: 60 })).toMatchObject({ orderStatus: 'EXPIRED', sizeMatched: 0 });
    expect(await placed(in_, { size: 40 })).toMatchObject({ sizeMatched: 40 });
    expect((await homeOffers(in_)).back[0]).toEqual([3.45, 50]);
  });
});

describe('the market version', () => {
  it('that is still current lets the bet be matched', async () => {
    expect(await placed(world(), { version: 1_000 })).toMatchObject({ sizeMatched: 2 });
  });

  it('that has been overtaken makes the bet lapse', async () => {
    const in_ = world([[0, { inPlay: false }]]);
    expect(await placed(in_, { version: 1_000 })).toMatchObject({
      status: 'SUCCESS',
      orderStatus: 'EXECUTION_COMPLETE',
      sizeMatched: 0,
    });
    expect(await cleared(in_, 'LAPSED')).toMatchObject([{ sizeCancelled: 2 }]);
    expect(await account(in_)).toEqual([1000, 0]);
  });
});

describe('the bet delay', () => {
  const inPlay = { inPlay: true, betDelay: 5 };

  it('holds the answer back and matches at the prices of its end', async () => {
    const in_ = world([
      [0, inPlay],
      [3_000, { runners: [runner(HOME, { back: [[3.75, 10]] }), runner(AWAY), runner(DRAW)] }],
    ]);
    const answer = placed(in_);
    await in_.clock.advance(4_999);
    expect(in_.clock.waiting()).toBe(1);
    expect(await current(in_)).toEqual([]);
    await in_.clock.advance(1);
    expect(await answer).toMatchObject({
      sizeMatched: 2,
      averagePriceMatched: 3.75,
      placedDate: '2026-03-01T12:00:00.000Z',
    });
    expect(await current(in_)).toMatchObject([{ matchedDate: '2026-03-01T12:00:05.000Z' }]);
  });

  it('ends in a refusal when the market was suspended meanwhile', async () => {
    const in_ = world([
      [0, inPlay],
      [3_000, { status: 'SUSPENDED' }],
    ]);
    const answer = place(in_);
    await in_.clock.advance(5_000);
    expect(await answer).toMatchObject({ status: 'FAILURE', errorCode: 'MARKET_SUSPENDED' });
    expect(in_.emulator.books().orders).toEqual([]);
  });

  it('ends in a refusal when another order took the money meanwhile', async () => {
    const in_ = world([[0, inPlay]], { balance: 300 });
    const answers = [place(in_), place(in_)];
    await in_.clock.advance(5_000);
    expect((await Promise.all(answers)).map((report) => report.errorCode ?? report.status)).toEqual([
      'SUCCESS',
      'INSUFFICIENT_FUNDS',
    ]);
  });
});

describe('a customer reference', () => {
  it('is taken once a minute, whatever became of the first request', async () => {
    const in_ = world();
    await placed(in_, { customerRef: 'abc' });
    await in_.clock.advance(59_999);
    expect(await place(in_, { customerRef: 'abc' })).toMatchObject({
      status: 'FAILURE',
      errorCode: 'DUPLICATE_TRANSACTION',
    });
    await in_.clock.advance(1);
    expect(await place(in_, { customerRef: 'abc' })).toMatchObject({ status: 'SUCCESS' });
    expect(in_.emulator.books().orders).toHaveLength(2);
  });

  it('keeps a second request out while the first is held back', async () => {
    const in_ = world([[0, { inPlay: true, betDelay: 5 }]]);
    const first = place(in_, { customerRef: 'abc' });
    expect(await place(in_, { customerRef: 'abc' })).toMatchObject({ errorCode: 'DUPLICATE_TRANSACTION' });
    await in_.clock.advance(5_000);
    expect(await first).toMatchObject({ status: 'SUCCESS' });
  });

  it('of a forbidden form is an input fault', async () => {
    const { emulator } = world();
    for (const customerRef of ['a b', 'x'.repeat(33)]) {
      await expect(emulator.call('placeOrders', placing({ customerRef }))).rejects.toMatchObject({
        errorCode: 'INVALID_INPUT_DATA',
        code: 'ANGX-0002',
      });
    }
  });

  it('empty is the same as none', async () => {
    const in_ = world();
    await place(in_, { customerRef: '' });
    expect(await place(in_, { customerRef: '' })).toMatchObject({ status: 'SUCCESS' });
  });
});

it('gives bet ids that rise with time', async () => {
  const in_ = world();
  const ids = [await placed(in_), await placed(in_), await placed(in_)].map((report) => Number(report.betId));
  expect(ids).toEqual([in_.clock.now(), in_.clock.now() + 1, in_.clock.now() + 2]);
});

it('takes numbers as strings, and echoes them as numbers', async () => {
  const { emulator } = world();
  const limitOrder = { size: '2', price: '3.5', persistenceType: 'LAPSE' };
  const instruction = { orderType: 'LIMIT', selectionId: String(HOME), side: 'BACK', limitOrder };
  expect(await emulator.call('placeOrders', { marketId: MARKET, instructions: [instruction] })).toMatchObject(
    {
      instructionReports: [{ instruction: { selectionId: HOME, limitOrder: { size: 2, price: 3.5 } } }],
    },
  );
});

it('does not take more than 200 instructions, none, an async order or a bet target', async () => {
  const { emulator } = world();
  const params = placing();
  const [one] = params.instructions;
  const target = { price: 3.5, betTargetType: 'PAYOUT', betTargetSize: 10 };
  for (const wrong of [
    { instructions: Array.from({ length: 201 }, () => one) },
    { instructions: [] },
    { async: true },
    { instructions: [{ ...one, limitOrder: target }] },
  ]) {
    const call = emulator.call('placeOrders', { ...params, ...wrong });
    await expect(call).rejects.toMatchObject({ errorCode: 'INVALID_INPUT_DATA' });
  }
});
