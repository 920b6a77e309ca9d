import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBetfairExchange } from '../../../src/exchange/betfair/betfair-exchange.ts';
import { readCancellation } from '../../../src/exchange/betfair/cancel.ts';
import { adviceOn } from '../../../src/exchange/betfair/error-advice.ts';
import { readPlacement } from '../../../src/exchange/betfair/place.ts';
import type { CurrentOrder, Exchange } from '../../../src/exchange/exchange.ts';
import { hasRest, readRest, restResult } from '../shared-data.ts';

/** The exchange as it understands these recorded answers. */
function answering(files: Readonly<Record<string, string>>): Exchange {
  return createBetfairExchange({
    strategyRef: 'rollover',
    call: async (operation) => restResult(files[operation] ?? ''),
  });
}

const anyMarket = { sportId: '1', marketType: 'WIN', from: '', to: '', max: 200 };
const catalogueOf = (file: string) => answering({ listMarketCatalogue: file }).listMarkets(anyMarket);
const currentOf = (file: string) => answering({ listCurrentOrders: file }).currentOrders({});
const settledOf = (file: string) => answering({ listClearedOrders: file }).clearedOrders('SETTLED', {});
const fundsOf = (file: string) =>
  answering({ getAccountFunds: file, getAccountDetails: 'errors/account_details.json' }).funds();

const sizesOf = (order: CurrentOrder) => ({
  asked: order.sizeAsked,
  matched: order.matched,
  remaining: order.remaining,
  lapsed: order.lapsed,
  cancelled: order.cancelled,
  voided: order.voided,
  at: order.priceMatched,
});

const none = { matched: 0, remaining: 0, lapsed: 0, cancelled: 0, voided: 0, at: null };

describe.skipIf(!hasRest)('a recorded catalogue', () => {
  it('of an outright market', async () => {
    const [market] = await catalogueOf('replies/list_market_catalogue.json');
    expect(market).toMatchObject({
      marketId: '1.125818641',
      marketName: 'Winner 2016/17',
      event: 'Austrian Bundesliga',
      competition: 'Austrian Bundesliga',
      startTime: '2005-03-07T14:30:00.000Z',
      baseRate: 0.05,
      discountAllowed: true,
    });
    expect(market?.runners).toHaveLength(10);
    expect(market?.runners[0]).toEqual({ selectionId: 3158851, name: 'Red Bull Salzburg', sortPriority: 1 });
  });

  it('of Australian football at 2.5 percent', async () => {
    const markets = await catalogueOf('errors/betting_list_market_catalogue.json');
    expect(markets).toHaveLength(3);
    expect(markets[0]).toMatchObject({ event: 'Collingwood v Western Bulldogs', baseRate: 0.025 });
  });

  it('whose ids are numbers and whose competition is null', async () => {
    const exchange = createBetfairExchange({
      strategyRef: 'rollover',
      call: async () => [restResult('errors/list_market_catalogue.json')],
    });
    expect(await exchange.listMarkets(anyMarket)).toMatchObject([
      {
        event: 'Globe Derby (AUS) 27th Nov',
        competition: null,
        startTime: '2023-11-27T05:43:00.000Z',
        baseRate: 0.07,
      },
    ]);
  });

  it('without a base rate leaves it unknown', async () => {
    const markets = await catalogueOf('replies/list_market_catalogue_no_ero.json');
    expect(markets.map(({ event, baseRate, discountAllowed }) => [event, baseRate, discountAllowed])).toEqual(
      [
        ['Austrian Bundesliga', 0.05, true],
        ['UK - Brexit', null, false],
      ],
    );
  });
});

describe.skipIf(!hasRest)('a recorded market book', () => {
  it('in-play and suspended, with a removed runner and float totals', async () => {
    const [book] = await answering({ listMarketBook: 'replies/list_market_book.json' }).listBooks([
      '1.125875153',
    ]);
    expect(book).toMatchObject({
      status: 'SUSPENDED',
      inPlay: true,
      betDelay: 1,
      version: 1384080720,
      delayed: false,
      numberOfWinners: 1,
      totalMatched: 74_428_688,
    });
    expect(book?.runners).toHaveLength(6);
    expect(book?.runners[0]).toMatchObject({ selectionId: 8665860, status: 'ACTIVE', lastPriceTraded: 1000 });
    expect(book?.runners[0]?.back.slice(0, 2)).toEqual([
      { price: 21, size: 200 },
      { price: 20, size: 17 },
    ]);
    expect(book?.runners[5]).toMatchObject({ status: 'REMOVED', lastPriceTraded: null, back: [], lay: [] });
    for (const runner of book?.runners ?? []) {
      const prices = runner.lay.map((offer) => offer.price);
      expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    }
  });

  it('of one runner reads as a book', async () => {
    const books = await answering({ listMarketBook: 'replies/list_runner_book.json' }).listBooks([]);
    expect(books).toEqual([]);
    const result = z
      .array(z.object({ marketId: z.string() }))
      .parse(restResult('replies/list_runner_book.json'));
    const ids = result.map((book) => book.marketId);
    expect(await answering({ listMarketBook: 'replies/list_runner_book.json' }).listBooks(ids)).toHaveLength(
      1,
    );
  });
});

describe.skipIf(!hasRest)('recorded current orders', () => {
  it.each<[string, object[]]>([
    ['replies/list_current_orders.json', [{ ...none, asked: 200, matched: 200, at: 1.22 }]],
    ['replies/list_current_orders_description.json', [{ ...none, asked: 200, matched: 200, at: 1.22 }]],
    ['errors/list_current_orders_empty.json', []],
    [
      'errors/list_current_orders_executable.json',
      [
        { ...none, asked: 1_000, remaining: 1_000 },
        { ...none, asked: 1_000, remaining: 1_000 },
      ],
    ],
    [
      'errors/list_current_orders_execution_complete.json',
      [
        { ...none, asked: 1_000, remaining: 1_000 },
        { ...none, asked: 1_000, matched: 1_000, at: 1.9 },
        { ...none, asked: 1_000, matched: 1_000, at: 1.92 },
      ],
    ],
    ['errors/list_current_orders_harness_canceled.json', [{ ...none, asked: 1_000, cancelled: 1_000 }]],
    ['errors/list_current_orders_harness_open.json', [{ ...none, asked: 1_000, remaining: 1_000 }]],
    [
      'errors/list_current_orders_lapsed.json',
      [
        { ...none, asked: 2_000, lapsed: 2_000 },
        { ...none, asked: 5_000, matched: 3_000, lapsed: 1_000, voided: 1_000, at: 2.4 },
      ],
    ],
    [
      'errors/list_current_orders_on_close_execution_complete.json',
      [
        { ...none, asked: 0, remaining: 1_000 },
        { ...none, asked: 0, remaining: 1_000 },
      ],
    ],
    ['errors/list_current_orders_single.json', [{ ...none, asked: 1_000, remaining: 1_000 }]],
  ])('in %s', async (file, expected) => {
    expect((await currentOf(file)).map(sizesOf)).toEqual(expected);
  });

  it('bear their references where they have any', async () => {
    expect(await currentOf('errors/list_current_orders_single.json')).toMatchObject([
      { betId: '1', orderRef: 'customer_order_ref', placedAt: '2021-03-24T06:47:02.000Z' },
    ]);
    expect(await currentOf('replies/list_current_orders.json')).toMatchObject([{ orderRef: null }]);
  });
});

describe.skipIf(!hasRest)('recorded cleared orders', () => {
  it('lost at a better price than was asked', async () => {
    const orders = await settledOf('errors/list_cleared_orders.json');
    expect(orders).toHaveLength(3);
    expect(orders[0]).toEqual({
      betId: '226125004209',
      side: 'BACK',
      marketId: '1.180076044',
      selectionId: 237491,
      orderRef: 'betfair-4b0eb05ab8bf450885fa3df0',
      placedAt: '2021-03-05T02:02:30.000Z',
      priceAsked: 3.85,
      status: 'SETTLED',
      outcome: 'LOST',
      priceMatched: 5.31,
      sizeSettled: 2_000,
      sizeCancelled: 0,
      profit: -2_000,
      settledDate: '2021-03-05T03:31:18.000Z',
    });
  });

  it('of which more pages were promised', async () => {
    const pages = [
      restResult('replies/list_cleared_orders.json'),
      { clearedOrders: [], moreAvailable: false },
    ];
    const exchange = createBetfairExchange({ strategyRef: 'rollover', call: async () => pages.shift() });
    expect(await exchange.clearedOrders('SETTLED', {})).toMatchObject([{ outcome: 'LOST', profit: -44 }]);
    expect(pages).toEqual([]);
  });
});

describe.skipIf(!hasRest)('a recorded account', () => {
  it.each([
    ['errors/account_funds_no_exposure.json', 0],
    ['errors/account_funds_with_exposure.json', -10_000],
  ])('in %s', async (file, exposure) => {
    expect(await fundsOf(file)).toEqual({ available: 100_000, exposure, currency: 'GBP', discountRate: 0 });
  });
});

describe.skipIf(!hasRest)('a recorded placement', () => {
  it.each<[string, string, object]>([
    [
      'errors/betting_place_order_success.json',
      'O-20210327-090738-001-001-2',
      { kind: 'unknown', why: 'taken as EXECUTABLE, bet 228302937743' },
    ],
    [
      'errors/betting_place_order_error.json',
      'O-20210331-202018-001-001-2',
      { kind: 'rejected', code: 'PERMISSION_DENIED' },
    ],
    [
      'errors/betting_place_order_batch_success.json',
      'O-20210327-090738-001-001-2',
      { kind: 'unknown', why: expect.stringContaining('instructionReports') },
    ],
    [
      'errors/betting_place_order_batch_partial_failure.json',
      'O-20210327-090738-001-001-2',
      { kind: 'unknown', why: expect.stringContaining('instructionReports') },
    ],
    [
      'replies/place_orders.json',
      'any',
      { kind: 'unknown', why: 'taken as an order of no status, bet 71962975289' },
    ],
  ])('%s for %s', (file, orderRef, expected) => {
    expect(readPlacement(restResult(file), orderRef)).toMatchObject(expected);
  });
});

describe.skipIf(!hasRest)('a recorded cancellation', () => {
  it.each<[string, (number | string)[]]>([
    ['replies/cancel_orders.json', [200]],
    ['errors/betting_cancel_orders_success.json', [1_000]],
    ['errors/betting_cancel_orders_batch_success.json', [1_000, 500]],
    ['errors/betting_cancel_orders_size_reduction.json', [300]],
    ['errors/betting_cancel_orders_batch_partial_failure.json', [1_000, 'ERROR_IN_ORDER']],
    ['errors/betting_cancel_orders_bet_taken_or_lapsed.json', ['BET_TAKEN_OR_LAPSED']],
    ['errors/betting_cancel_orders_error.json', ['ERROR_IN_ORDER']],
  ])('%s tells the end of each instruction, whatever the whole is called', (file, ends) => {
    const outcomes = readCancellation(restResult(file));
    expect(outcomes.map((each) => (each.kind === 'cancelled' ? each.size : each.code))).toEqual(ends);
  });

  it('errors/betting_cancel_orders_result_failure.json cancelled nothing', () => {
    const act = () => readCancellation(restResult('errors/betting_cancel_orders_result_failure.json'));
    expect(act).toThrow(expect.objectContaining({ code: 'MARKET_SUSPENDED', advice: 'give_up' }));
  });
});

const errorEnvelope = z.object({
  error: z.object({
    code: z.number(),
    message: z.string(),
    data: z
      .object({ exceptionname: z.string() })
      .catchall(z.union([z.string(), z.object({ errorCode: z.string() })]))
      .optional(),
  }),
});

function recordedErrorCode(file: string): string {
  const { error } = errorEnvelope.parse(readRest(file));
  const exception = error.data?.[error.data.exceptionname];
  return typeof exception === 'object' ? exception.errorCode : error.message;
}

describe.skipIf(!hasRest)('a recorded error', () => {
  it.each<[string, string, string, string]>([
    ['errors/account_funds_error.json', 'DSC-0018', 'give_up', 'rejected'],
    ['errors/account_jsonrpc_error_invalid_input_live.json', 'INVALID_INPUT_DATA', 'give_up', 'rejected'],
    ['errors/betting_jsonrpc_error_invalid_params_live.json', 'DSC-0018', 'give_up', 'rejected'],
    [
      'errors/betting_jsonrpc_error_invalid_session_live.json',
      'INVALID_SESSION_INFORMATION',
      'retry',
      'rejected',
    ],
    ['errors/betting_jsonrpc_error_too_much_data_live.json', 'TOO_MUCH_DATA', 'give_up', 'unknown'],
  ])('%s is %s: a read is told to %s, an order is %s', (file, errorCode, read, place) => {
    expect(recordedErrorCode(file)).toBe(errorCode);
    expect(adviceOn(errorCode)).toEqual({ read, place });
  });
});
