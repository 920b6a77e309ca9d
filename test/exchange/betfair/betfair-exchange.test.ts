import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import { createBetfairExchange } from '../../../src/exchange/betfair/betfair-exchange.ts';
import type { Call } from '../../../src/exchange/betfair/call.ts';
import { CallFailed } from '../../../src/exchange/betfair/call-failed.ts';
import { MARKET, type World, world, worldOf } from '../emulator/world.ts';
import { exchangeContract, settlingContract } from '../exchange.contract.ts';
import { ended, HOME } from '../scripted-source.ts';

const overEmulator = async ({ emulator }: World) => ({
  exchange: createBetfairExchange({ call: emulator.call, strategyRef: 'rollover' }),
});

exchangeContract('Betfair over the emulator', overEmulator);
settlingContract('Betfair over the emulator', overEmulator);

interface Sent {
  readonly operation: string;
  readonly params: unknown;
}

/** The exchange over a call that keeps what was sent. */
function watched(call: Call) {
  const sent: Sent[] = [];
  const exchange = createBetfairExchange({
    strategyRef: 'rollover',
    call(operation, params) {
      sent.push({ operation, params });
      return call(operation, params);
    },
  });
  return { exchange, sent };
}

describe('what is sent to Betfair', () => {
  it('asks for 40 books a call, and again for those that a mixed answer left out', async () => {
    const closed = [[0, { status: 'CLOSED', runners: ended('WINNER', 'LOSER', 'LOSER') }]] as const;
    const ids = Array.from({ length: 41 }, (_, index) => `1.${index}`);
    const { emulator } = worldOf(Object.fromEntries(ids.map((id, index) => [id, index === 3 ? closed : []])));
    const { exchange, sent } = watched(emulator.call);
    const books = await exchange.listBooks([...ids, '1.0']);
    expect(books.map((book) => book.marketId)).toEqual(ids);
    expect(sent.map(({ params }) => params)).toEqual([
      { marketIds: ids.slice(0, 40), priceProjection: { priceData: ['EX_BEST_OFFERS'], virtualise: true } },
      { marketIds: ['1.40'], priceProjection: { priceData: ['EX_BEST_OFFERS'], virtualise: true } },
      { marketIds: ['1.3'], priceProjection: { priceData: ['EX_BEST_OFFERS'], virtualise: true } },
    ]);
  });

  it('does not ask again for markets that Betfair no longer has', async () => {
    const { exchange, sent } = watched(world().emulator.call);
    expect(await exchange.listBooks(['1.8', '1.9'])).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it('reads the books of all markets at once, since calls without orders have no limit but their weight', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `1.${index}`);
    const { emulator } = worldOf(Object.fromEntries(ids.map((id) => [id, []])));
    const waiting: (() => void)[] = [];
    const { exchange, sent } = watched(async (operation, params) => {
      const together = new Promise<void>((resolve) => waiting.push(resolve));
      if (waiting.length === 25) for (const goOn of waiting) goOn();
      await together;
      return emulator.call(operation, params);
    });
    const books = await exchange.listBooks(ids);
    expect(books.map((book) => book.marketId)).toEqual(ids);
    expect(sent).toHaveLength(25);
  });

  it('gives no book where one of its calls failed: a part of them could be taken for all', async () => {
    const ids = Array.from({ length: 81 }, (_, index) => `1.${index}`);
    const { emulator } = worldOf(Object.fromEntries(ids.map((id) => [id, []])));
    const { exchange, sent } = watched(async (operation, params) => {
      if (JSON.stringify(params).includes('"1.40"')) throw new CallFailed('Busy.', 'SERVICE_BUSY');
      return emulator.call(operation, params);
    });
    await expect(exchange.listBooks(ids)).rejects.toMatchObject({
      name: 'ExchangeError',
      code: 'SERVICE_BUSY',
      operation: 'listMarketBook',
    });
    expect(sent).toHaveLength(3);
  });

  it.each([
    [200, 200, true],
    [201, 201, false],
    [1_500, 1_000, false],
  ])('of %d markets asks for %d at once, with their rates: %s', async (max, maxResults, described) => {
    const { exchange, sent } = watched(world().emulator.call);
    const span = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' };
    const [market] = await exchange.listMarkets({ sportId: '1', marketType: 'MATCH_ODDS', ...span, max });
    expect(market?.baseRate).toBe(described ? 0.05 : null);
    expect(sent).toMatchObject([
      {
        operation: 'listMarketCatalogue',
        params: {
          maxResults,
          sort: 'FIRST_TO_START',
          filter: { eventTypeIds: ['1'], marketTypeCodes: ['MATCH_ODDS'], marketStartTime: span },
        },
      },
    ]);
    expect(JSON.stringify(sent).includes('MARKET_DESCRIPTION')).toBe(described);
  });

  it('places one limit back, fill or kill, with both references', async () => {
    const { exchange, sent } = watched(world().emulator.call);
    const order = { marketId: MARKET, marketVersion: 1_000, selectionId: HOME };
    await exchange.place({
      ...order,
      price: price(3.5),
      size: pennies(337),
      orderRef: 'ref',
      withinMs: 15_000,
    });
    expect(sent).toEqual([
      {
        operation: 'placeOrders',
        params: {
          marketId: MARKET,
          marketVersion: { version: 1_000 },
          customerRef: 'ref',
          customerStrategyRef: 'rollover',
          instructions: [
            {
              orderType: 'LIMIT',
              selectionId: HOME,
              handicap: 0,
              side: 'BACK',
              limitOrder: { size: 3.37, price: 3.5, persistenceType: 'LAPSE', timeInForce: 'FILL_OR_KILL' },
              customerOrderRef: 'ref',
            },
          ],
        },
      },
    ]);
  });

  it('asks for 250 markets a roll-up, each once, and for none nothing', async () => {
    const { exchange, sent } = watched(world().emulator.call);
    const ids = Array.from({ length: 251 }, (_, index) => `1.${index}`);
    await exchange.marketRollUps([...ids, '1.0']);
    await exchange.marketRollUps([]);
    expect(sent).toMatchObject([
      { operation: 'listClearedOrders', params: { groupBy: 'MARKET', marketIds: ids.slice(0, 250) } },
      { operation: 'listClearedOrders', params: { groupBy: 'MARKET', marketIds: ['1.250'] } },
    ]);
  });

  it('asks for cleared orders from a moment on, and for current ones without', async () => {
    const { exchange, sent } = watched(world().emulator.call);
    const from = '2026-03-01T12:00:00.000Z';
    await exchange.clearedOrders('VOIDED', { ours: true, settledFrom: from });
    await exchange.currentOrders({ settledFrom: from });
    expect(sent[0]?.params).toEqual({
      betStatus: 'VOIDED',
      customerStrategyRefs: ['rollover'],
      settledDateRange: { from },
      fromRecord: 0,
      recordCount: 1_000,
    });
    expect(JSON.stringify(sent[1]?.params)).not.toContain(from);
  });

  it('asks for the currency once', async () => {
    const { exchange, sent } = watched(world().emulator.call);
    await exchange.funds();
    await exchange.funds();
    expect(sent.map(({ operation }) => operation)).toEqual([
      'getAccountDetails',
      'getAccountFunds',
      'getAccountFunds',
    ]);
  });
});

describe('pages', () => {
  const row = (index: number) => ({
    betId: `${index}`,
    marketId: '1.1',
    selectionId: 1,
    side: 'BACK',
    priceSize: { price: 2, size: 2 },
    placedDate: '2026-03-01T12:00:00.000Z',
    averagePriceMatched: 0,
    sizeMatched: 0,
    sizeRemaining: 2,
    sizeLapsed: 0,
    sizeCancelled: 0,
    sizeVoided: 0,
  });

  it('are read until there are no more', async () => {
    const { exchange, sent } = watched(async (_operation, params) => {
      const { fromRecord } = params as { fromRecord: number };
      const rest = Array.from({ length: 2_500 }, (_, index) => row(index)).slice(
        fromRecord,
        fromRecord + 1_000,
      );
      return { currentOrders: rest, moreAvailable: fromRecord + 1_000 < 2_500 };
    });
    const orders = await exchange.currentOrders({ ours: true });
    expect(orders.map((order) => order.betId)).toEqual(
      Array.from({ length: 2_500 }, (_, index) => `${index}`),
    );
    expect(sent).toMatchObject([
      { params: { fromRecord: 0, recordCount: 1_000, customerStrategyRefs: ['rollover'] } },
      { params: { fromRecord: 1_000 } },
      { params: { fromRecord: 2_000 } },
    ]);
  });

  it('that promise more and bring nothing are an error, not an endless loop', async () => {
    const { exchange } = watched(async () => ({ clearedOrders: [], moreAvailable: true }));
    await expect(exchange.clearedOrders('LAPSED', {})).rejects.toMatchObject({
      code: 'UNREADABLE_REPLY',
      message: 'listClearedOrders promised records after 0 and sent none',
    });
  });
});

describe('a failed read', () => {
  const failing = (error: unknown) => watched(() => Promise.reject(error)).exchange.funds();
  const bearing = (errorCode: string) => Object.assign(new Error(`refused: ${errorCode}`), { errorCode });

  it.each([
    ['TIMEOUT_ERROR', 'retry'],
    ['UNEXPECTED_ERROR', 'retry'],
    ['SERVICE_BUSY', 'retry'],
    ['TOO_MANY_REQUESTS', 'retry'],
    ['INVALID_SESSION_INFORMATION', 'retry'],
    ['NO_SESSION', 'retry'],
    ['DSC-0019', 'retry'],
    ['A_CODE_OF_TOMORROW', 'retry'],
    ['TOO_MUCH_DATA', 'give_up'],
    ['REQUEST_SIZE_EXCEEDS_LIMIT', 'give_up'],
    ['INVALID_INPUT_DATA', 'give_up'],
    ['INVALID_APP_KEY', 'give_up'],
    ['NO_APP_KEY', 'give_up'],
    ['ACCESS_DENIED', 'give_up'],
    ['DSC-0018', 'give_up'],
  ])('with %s: %s', async (errorCode, advice) => {
    await expect(failing(bearing(errorCode))).rejects.toMatchObject({
      code: errorCode,
      advice,
      operation: 'getAccountDetails',
      message: `getAccountDetails was refused: refused: ${errorCode}`,
    });
  });

  it('without an answer from Betfair may be tried again, and keeps its cause', async () => {
    const cause = new Error('socket hang up');
    await expect(failing(cause)).rejects.toMatchObject({ code: 'NO_ANSWER', advice: 'retry', cause });
    await expect(failing('odd')).rejects.toMatchObject({
      message: 'getAccountDetails was not answered: odd',
    });
  });

  it('of an unknown form is given up, and says what was wrong', async () => {
    const { exchange } = watched(async () => [{ marketId: '1.1', status: 'OPEN', runners: [] }]);
    await expect(exchange.listBooks(['1.1'])).rejects.toMatchObject({
      code: 'UNREADABLE_REPLY',
      advice: 'give_up',
      operation: 'listMarketBook',
      message: expect.stringContaining('0.isMarketDataDelayed'),
    });
  });

  it('is a settled bet without its result', async () => {
    const bet = {
      betId: '1',
      side: 'BACK',
      marketId: '1.1',
      selectionId: 1,
      settledDate: '2026-03-01T12:00:00Z',
      sizeSettled: 2,
    };
    const { exchange } = watched(async () => ({ clearedOrders: [bet], moreAvailable: false }));
    await expect(exchange.clearedOrders('SETTLED', {})).rejects.toMatchObject({ code: 'UNREADABLE_REPLY' });
    expect(await exchange.clearedOrders('VOIDED', {})).toMatchObject([
      { profit: 0, sizeSettled: 200, placedAt: null, priceAsked: null },
    ]);
  });
});

it('lets values pass that Betfair adds one day', async () => {
  const runner = {
    selectionId: 1,
    status: 'ASLEEP',
    ex: { availableToBack: [{ price: 2, size: 0 }] },
    mood: 'good',
  };
  const book = {
    marketId: '1.1',
    isMarketDataDelayed: true,
    status: 'HIBERNATING',
    betDelay: 0,
    betDelayModels: ['NEW'],
    inplay: false,
    version: 1,
    runners: [runner],
  };
  const { exchange } = watched(async () => [book]);
  expect(await exchange.listBooks(['1.1'])).toEqual([
    {
      marketId: '1.1',
      status: 'UNKNOWN',
      inPlay: false,
      betDelay: 0,
      version: 1,
      delayed: true,
      numberOfWinners: null,
      totalMatched: 0,
      runners: [{ selectionId: 1, status: 'UNKNOWN', lastPriceTraded: null, back: [], lay: [] }],
    },
  ]);
});

describe('a discount rate', () => {
  it.each([
    [0.2, 0.2],
    [10, 0.1],
    [undefined, 0],
  ])('of %s is the fraction %d', async (discountRate, expected) => {
    const { exchange } = watched(async (operation) =>
      operation === 'getAccountDetails'
        ? { currencyCode: 'GBP' }
        : { availableToBetBalance: 1, exposure: 0, discountRate },
    );
    expect(await exchange.funds()).toMatchObject({ discountRate: expected });
  });
});

it('takes no strategy reference that Betfair would refuse', () => {
  const call: Call = async () => [];
  for (const strategyRef of ['', 's'.repeat(16), 'a b']) {
    expect(() => createBetfairExchange({ call, strategyRef })).toThrow(
      'a strategy reference has 1 to 15 characters',
    );
  }
});
