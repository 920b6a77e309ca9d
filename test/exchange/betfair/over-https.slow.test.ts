import { afterEach, describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import { createBetfairExchange } from '../../../src/exchange/betfair/betfair-exchange.ts';
import type { BackOrder } from '../../../src/exchange/exchange.ts';
import { ExchangeError } from '../../../src/exchange/exchange-error.ts';
import { MARKET, type World, world } from '../emulator/world.ts';
import { exchangeContract, settlingContract } from '../exchange.contract.ts';
import { HOME } from '../scripted-source.ts';
import { connect, fault, type Served, serve } from './over-https.ts';

const strategyRef = 'rollover';

const overHttps = async (in_: World) => {
  const served = await serve(in_);
  const connection = connect(served.access);
  return {
    exchange: createBetfairExchange({ call: connection.call, strategyRef }),
    async stop() {
      await connection.logout();
      await served.close();
    },
  };
};

exchangeContract('Betfair over HTTPS', overHttps);
settlingContract('Betfair over HTTPS', overHttps);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function start(in_: World = world()) {
  const served = await serve(in_);
  const connection = connect(served.access);
  open.push(served, { close: connection.logout });
  const exchange = createBetfairExchange({ call: connection.call, strategyRef });
  return { served, connection, exchange, books: () => in_.emulator.books().orders };
}

const order = (orderRef: string): BackOrder => ({
  marketId: MARKET,
  marketVersion: 1_000,
  selectionId: HOME,
  price: price(3.5),
  size: pennies(200),
  orderRef,
  withinMs: 15_000,
});

/** A session that the exchange does not know any more. */
const killSession = (served: Served, operation: string, times = 1) =>
  fault(served, 'dead_session', operation, times);

describe('a dead session', () => {
  it('is replaced by one login, which calls at the same time share, and the reads are answered', async () => {
    const { served, connection, exchange } = await start();
    await connection.login();
    await killSession(served, 'getAccountFunds');
    const answers = await Promise.all([exchange.funds(), exchange.listBooks([MARKET]), exchange.funds()]);
    expect(answers.map(Boolean)).toEqual([true, true, true]);
    expect(connection.tokens).toHaveLength(2);
  });

  it('is replaced once for a call, which is given up if the new one is dead as well', async () => {
    const { served, connection, exchange } = await start();
    await killSession(served, 'listCurrentOrders', 5);
    await expect(exchange.currentOrders({})).rejects.toMatchObject({
      code: expect.stringMatching(/SESSION/),
      advice: 'retry',
    });
    expect(connection.tokens).toHaveLength(2);
  });

  it('rejects a placement, which is not sent again; the next one has a new session', async () => {
    const { served, connection, exchange, books } = await start();
    await connection.login();
    await killSession(served, 'placeOrders');
    expect(await exchange.place(order('first'))).toMatchObject({
      kind: 'rejected',
      code: expect.stringMatching(/SESSION/),
    });
    expect(books()).toEqual([]);
    expect(await exchange.place(order('second'))).toMatchObject({ kind: 'placed' });
    expect(books().map((each) => each.customerOrderRef)).toEqual(['second']);
    expect(connection.tokens).toHaveLength(2);
  });

  it('is found and replaced by keeping it alive', async () => {
    const { served, connection } = await start();
    await connection.keepAlive();
    expect(connection.tokens).toHaveLength(0);
    await connection.login();
    await connection.keepAlive();
    expect(connection.tokens).toHaveLength(1);
    await killSession(served, 'keepAlive');
    await connection.keepAlive();
    expect(connection.tokens).toHaveLength(2);
    await fault(served, 'timeout', 'keepAlive');
    const failing = connection.keepAlive();
    await expect(failing).rejects.toBeInstanceOf(ExchangeError);
    await expect(failing).rejects.toThrow(/prolong the session \(INTERNAL_ERROR\)/);
    expect(connection.tokens).toHaveLength(2);
  });

  it('is not made again once the program has logged out', async () => {
    const { connection, exchange } = await start();
    await connection.login();
    await connection.logout();
    await expect(exchange.funds()).rejects.toThrow(/has been ended/);
    expect(await exchange.place(order('late'))).toMatchObject({ kind: 'rejected' });
    expect(connection.tokens).toHaveLength(1);
  });
});

const READ_FAULTS = [
  'lost_after',
  'lost_before',
  'http_5xx',
  'html',
  'cut',
  'too_many_requests',
  'timeout',
  'unknown_code',
  'unknown_field',
];

describe('a fault of the exchange', () => {
  it.each(READ_FAULTS)('%s: the read is answered all the same', async (kind) => {
    const { served, exchange } = await start();
    await fault(served, kind, 'getAccountFunds');
    expect(await exchange.funds()).toMatchObject({ available: 100_000 });
  });

  it.each([
    ['lost_after', {}, 1],
    ['lost_before', {}, 0],
    ['http_5xx', {}, 1],
    ['http_5xx', { taken: false }, 0],
    ['html', {}, 1],
    ['cut', {}, 1],
    ['timeout', {}, 1],
    ['bet_in_progress', {}, 1],
    ['unknown_code', {}, 1],
  ])('%s %o: the outcome of a placement is unknown, and %i orders are there', async (kind, more, taken) => {
    const { served, exchange, books } = await start();
    await fault(served, kind, 'placeOrders', 1, more);
    expect(await exchange.place(order('only'))).toMatchObject({ kind: 'unknown' });
    expect(books()).toHaveLength(taken);
  });

  it('too_many_requests: the placement is rejected and not sent again', async () => {
    const { served, exchange, books } = await start();
    await fault(served, 'too_many_requests', 'placeOrders');
    expect(await exchange.place(order('only'))).toEqual({ kind: 'rejected', code: 'TOO_MANY_REQUESTS' });
    expect(books()).toEqual([]);
  });

  it('unknown_field: the placement is read as ever', async () => {
    const { served, exchange } = await start();
    await fault(served, 'unknown_field', 'placeOrders');
    expect(await exchange.place(order('only'))).toMatchObject({ kind: 'placed', matched: 200 });
  });
});

describe('an order of a process that may act no more', () => {
  it.each([
    ['over a connection that is there', true],
    ['over a new connection', false],
  ])('does not leave, also where that is found out at the last moment, %s', async (_, isWarm) => {
    const in_ = world();
    const served = await serve(in_);
    const asked: number[] = [];
    const connection = connect(served.access, undefined, (forMs) => {
      asked.push(forMs);
      return false;
    });
    open.push(served, { close: connection.logout });
    const exchange = createBetfairExchange({ call: connection.call, strategyRef });
    await (isWarm ? exchange.funds() : connection.login());
    expect(asked).toEqual([]);
    expect(await exchange.place(order('too-late'))).toEqual({
      kind: 'unknown',
      why: expect.stringMatching(/^Nothing was sent to 127.0.0.1:\d+: another process has taken over/),
    });
    expect(asked).toEqual([order('too-late').withinMs]);
    await exchange.funds();
    expect(in_.emulator.books().orders).toEqual([]);
  });

  it.each([
    ['connected', [true, false]],
    ['encrypted', [true, true, false]],
  ])('does not leave where that is found out when its new connection is %s', async (_, found) => {
    const in_ = world();
    const served = await serve(in_);
    const answers = [...found];
    const connection = connect(served.access, undefined, () => answers.shift() ?? false);
    open.push(served, { close: connection.logout });
    const exchange = createBetfairExchange({ call: connection.call, strategyRef });
    await connection.login();
    expect(await exchange.place(order('too-late'))).toEqual({
      kind: 'unknown',
      why: expect.stringMatching(/^Nothing was sent to 127.0.0.1:\d+: another process has taken over/),
    });
    await exchange.funds();
    expect([answers, in_.emulator.books().orders]).toEqual([[], []]);
  });
});

describe('an order whose connection is cut', () => {
  it('is unknown at once, and what is asked next has a connection of its own', async () => {
    const { served, connection, exchange, books } = await start();
    await connection.login();
    await fault(served, 'slow', 'placeOrders', 1, { ms: 3_600_000 });
    const placing = exchange.place({ ...order('on-its-way'), withinMs: 3_600_000 });
    await expect.poll(books).toHaveLength(1);
    connection.cut();
    expect(await placing).toMatchObject({ kind: 'unknown' });
    expect((await exchange.currentOrders({})).map(({ orderRef }) => orderRef)).toEqual(['on-its-way']);
    expect(books()).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it('tells what became of each order', async () => {
    const { exchange } = await start();
    const outcome = await exchange.place(order('matched'));
    const betId = outcome.kind === 'placed' ? outcome.betId : '';
    expect(await exchange.cancel({ marketId: MARKET, betIds: [betId, '7'] })).toEqual([
      { betId, kind: 'refused', code: 'BET_TAKEN_OR_LAPSED' },
      { betId: '7', kind: 'refused', code: 'INVALID_BET_ID' },
    ]);
  });

  it('is sent once, and its outcome is unknown where no answer came', async () => {
    const { served, exchange } = await start();
    await fault(served, 'lost_before', 'cancelOrders');
    await expect(exchange.cancel({ marketId: MARKET, betIds: ['7'] })).rejects.toMatchObject({
      advice: 'outcome_unknown',
      operation: 'cancelOrders',
    });
  });

  it('takes no empty list, which would mean every order of the account', async () => {
    const { exchange } = await start();
    // @ts-expect-error at least one bet id
    await expect(exchange.cancel({ marketId: MARKET, betIds: [] })).rejects.toBeInstanceOf(RangeError);
  });
});
