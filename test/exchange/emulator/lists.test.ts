import { describe, expect, it } from 'vitest';
import { AWAY, ended, HOME } from '../scripted-source.ts';
import {
  bookList,
  cleared,
  closedAs,
  current,
  homeOffers,
  MARKET,
  placed,
  placing,
  world,
  worldOf,
} from './world.ts';

const DAY = 86_400_000;
const homeWins = closedAs(ended('WINNER', 'LOSER', 'LOSER'));

describe('listCurrentOrders', () => {
  async function threeOrders() {
    const in_ = worldOf({ '1.1': [], '1.2': [] });
    await placed(in_, { marketId: '1.2', orderRef: 'a', strategyRef: 'bot' });
    await in_.clock.advance(1_000);
    await placed(in_, { marketId: '1.1', orderRef: 'b', strategyRef: 'bot' });
    await in_.clock.advance(1_000);
    await placed(in_, { marketId: '1.1', orderRef: 'c', fillOrKill: false, price: 4 });
    return in_;
  }
  const refs = (orders: readonly Record<string, unknown>[]) =>
    orders.map((order) => order['customerOrderRef']);

  it.each<[string, object, string[]]>([
    ['all, first placed first', {}, ['a', 'b', 'c']],
    ['by order reference', { customerOrderRefs: ['b', 'none'] }, ['b']],
    ['by strategy reference', { customerStrategyRefs: ['bot'] }, ['a', 'b']],
    ['by market', { marketIds: ['1.1'] }, ['b', 'c']],
    ['an empty set is as none', { marketIds: [], betIds: [] }, ['a', 'b', 'c']],
    ['the executable ones', { orderProjection: 'EXECUTABLE' }, ['c']],
    ['the complete ones', { orderProjection: 'EXECUTION_COMPLETE' }, ['a', 'b']],
    ['sorted by market', { orderBy: 'BY_MARKET' }, ['b', 'c', 'a']],
    ['latest first', { sortDir: 'LATEST_TO_EARLIEST' }, ['c', 'b', 'a']],
    ['by match time only what is matched', { orderBy: 'BY_MATCH_TIME' }, ['a', 'b']],
    ['by void time only what is void', { orderBy: 'BY_VOID_TIME' }, []],
    ['by settled time nothing before settlement', { orderBy: 'BY_SETTLED_TIME' }, []],
    ['by date, ends included', { dateRange: { from: '2026-03-01T12:00:01Z' } }, ['b', 'c']],
    ['by placed date', { placedDateRange: { to: '2026-03-01T12:00:00.999Z' } }, ['a']],
    ['a page', { fromRecord: 1, recordCount: 1 }, ['b']],
  ])('%s', async (_what, params, expected) => {
    expect(refs(await current(await threeOrders(), params))).toEqual(expected);
  });

  it('says whether more is to be had', async () => {
    const { emulator } = await threeOrders();
    const page = (fromRecord: number) => emulator.call('listCurrentOrders', { fromRecord, recordCount: 2 });
    expect(await page(0)).toMatchObject({ moreAvailable: true });
    expect(await page(1)).toMatchObject({ moreAvailable: false });
  });

  it('refuses more than 250 ids, and pages above 1000', async () => {
    const { emulator } = world();
    const betIds = Array.from({ length: 251 }, (_, index) => `${index}`);
    await expect(emulator.call('listCurrentOrders', { betIds })).rejects.toMatchObject({
      errorCode: 'REQUEST_SIZE_EXCEEDS_LIMIT',
      code: 'ANGX-0014',
    });
    const marketIds = betIds;
    const settled = emulator.call('listClearedOrders', { betStatus: 'SETTLED', marketIds });
    await expect(settled).rejects.toMatchObject({ errorCode: 'REQUEST_SIZE_EXCEEDS_LIMIT' });
    await expect(emulator.call('listCurrentOrders', { recordCount: 1_001 })).rejects.toMatchObject({
      errorCode: 'TOO_MUCH_DATA',
    });
    await expect(emulator.call('listCurrentOrders', { fromRecord: -1 })).rejects.toMatchObject({
      errorCode: 'INVALID_INPUT_DATA',
    });
  });
});

describe('listClearedOrders', () => {
  async function settledOrders() {
    const in_ = worldOf({ '1.1': [[5_000, homeWins]], '1.2': [[9_000, homeWins]] });
    await placed(in_, { marketId: '1.2', orderRef: 'won', size: 10, strategyRef: 'bot' });
    await placed(in_, { marketId: '1.1', orderRef: 'lost', size: 10, selectionId: AWAY });
    await placed(in_, {
      marketId: '1.1',
      orderRef: 'part',
      size: 20,
      price: 3.5,
      side: 'LAY',
      minFillSize: 1,
    });
    await placed(in_, { marketId: '1.1', orderRef: 'first', size: 200, price: 3.5, minFillSize: 1 });
    await in_.clock.advance(10_000);
    return in_;
  }

  it('lists by settled date, with a row for what was matched and one for what was cancelled', async () => {
    const in_ = await settledOrders();
    expect(await cleared(in_, 'SETTLED')).toMatchObject([
      { customerOrderRef: 'lost', settledDate: '2026-03-01T12:00:05.000Z', betOutcome: 'LOST' },
      { customerOrderRef: 'first', sizeSettled: 100, profit: 250, betOutcome: 'WON' },
      { customerOrderRef: 'won', settledDate: '2026-03-01T12:00:09.000Z', profit: 25 },
    ]);
    expect(await cleared(in_, 'CANCELLED')).toMatchObject([
      { customerOrderRef: 'part', sizeCancelled: 20 },
      { customerOrderRef: 'first', sizeCancelled: 100 },
    ]);
  });

  it.each<[string, object, string[]]>([
    ['a market', { marketIds: ['1.2'] }, ['won']],
    ['an event', { eventIds: ['event-1.1'] }, ['lost', 'first']],
    ['a sport', { eventTypeIds: ['7'] }, []],
    ['a reference', { customerOrderRefs: ['lost'] }, ['lost']],
    ['a strategy', { customerStrategyRefs: ['bot'] }, ['won']],
    ['a side', { side: 'LAY' }, []],
    ['a range of settled dates', { settledDateRange: { to: '2026-03-01T12:00:05Z' } }, ['lost', 'first']],
  ])('lists what belongs to %s', async (_what, params, expected) => {
    const rows = await cleared(await settledOrders(), 'SETTLED', params);
    expect(rows.map((row) => row['customerOrderRef'])).toEqual(expected);
  });

  it.each<[string, object[]]>([
    [
      'MARKET',
      [
        { marketId: '1.1', betCount: 2, profit: 240, commission: 12 },
        { marketId: '1.2', betCount: 1, profit: 25, commission: 1.25, customerOrderRef: 'won' },
      ],
    ],
    ['EVENT_TYPE', [{ eventTypeId: '1', betCount: 3, profit: 265, commission: 13.25 }]],
    [
      'RUNNER',
      [
        { marketId: '1.1', selectionId: AWAY, profit: -10 },
        { marketId: '1.1', selectionId: HOME, profit: 250 },
        { marketId: '1.2', selectionId: HOME, profit: 25 },
      ],
    ],
    [
      'STRATEGY',
      [
        { customerStrategyRef: '', profit: 240, betCount: 2 },
        { customerStrategyRef: 'bot', profit: 25 },
      ],
    ],
  ])('adds up by %s', async (groupBy, expected) => {
    expect(await cleared(await settledOrders(), 'SETTLED', { groupBy })).toMatchObject(expected);
  });

  it('has commission at market level and above only', async () => {
    const in_ = await settledOrders();
    for (const groupBy of ['RUNNER', 'SIDE', 'BET']) {
      const rows = await cleared(in_, 'SETTLED', { groupBy });
      expect(rows.every((row) => !('commission' in row))).toBe(true);
    }
  });

  it('describes the item where that is asked for', async () => {
    const [row] = await cleared(await settledOrders(), 'SETTLED', { includeItemDescription: true });
    expect(row).toMatchObject({ itemDescription: { runnerDesc: 'Away', marketDesc: 'Match Odds' } });
  });

  it('forgets after 90 days', async () => {
    const in_ = await settledOrders();
    await in_.clock.advance(90 * DAY);
    expect(await cleared(in_, 'SETTLED')).toEqual([]);
    expect(in_.emulator.books().orders).toHaveLength(4);
  });

  it('groups settled bets alone, and must be told a status', async () => {
    const { emulator } = world();
    const lapsed = emulator.call('listClearedOrders', { betStatus: 'LAPSED', groupBy: 'MARKET' });
    await expect(lapsed).rejects.toMatchObject({ errorCode: 'INVALID_INPUT_DATA' });
    await expect(emulator.call('listClearedOrders', {})).rejects.toMatchObject({ errorCode: 'DSC-0018' });
  });
});

describe('listMarketBook', () => {
  it('answers open and closed markets together with the open ones only', async () => {
    const in_ = worldOf({ '1.1': [], '1.2': [[0, homeWins]], '1.3': [[0, { status: 'SUSPENDED' }]] });
    const ids = async (marketIds: string[]) => (await bookList(in_, marketIds)).map((book) => book.marketId);
    expect(await ids(['1.1', '1.2', '1.3', '1.9'])).toEqual(['1.1', '1.3']);
    expect(await ids(['1.2', '1.9'])).toEqual(['1.2']);
    expect(await ids(['1.9'])).toEqual([]);
  });

  it('shows a closed market for 90 days, with the result and without prices', async () => {
    const in_ = world([[0, homeWins]]);
    const [book] = await bookList(in_, [MARKET]);
    expect(book?.runners.map((runner) => runner.status)).toEqual(['WINNER', 'LOSER', 'LOSER']);
    expect(await homeOffers(in_)).toEqual({ back: [], lay: [] });
    await in_.clock.advance(90 * DAY);
    expect(await bookList(in_, [MARKET])).toHaveLength(1);
    await in_.clock.advance(1);
    expect(await bookList(in_, [MARKET])).toEqual([]);
  });

  it('shows as many prices as are asked for, three otherwise', async () => {
    const in_ = world();
    const depths = [1, 3, 10].map(async (depth) => (await bookList(in_, [MARKET], depth))[0]?.runners[0]?.ex);
    expect((await Promise.all(depths)).map((ex) => ex?.availableToBack.length)).toEqual([1, 3, 4]);
  });

  it.each<[string, string[], number]>([
    ['nothing', [], 100],
    ['best offers', ['EX_BEST_OFFERS'], 40],
    ['all offers', ['EX_ALL_OFFERS'], 11],
    ['traded volume', ['EX_TRADED'], 11],
    ['best offers and traded volume', ['EX_BEST_OFFERS', 'EX_TRADED'], 10],
    ['all offers and traded volume', ['EX_ALL_OFFERS', 'EX_TRADED'], 6],
    ['starting prices', ['SP_AVAILABLE', 'SP_TRADED'], 20],
  ])('takes so many markets a call with %s', async (_what, priceData, most) => {
    const { emulator } = world();
    const ask = (count: number) =>
      emulator.call('listMarketBook', {
        marketIds: Array.from({ length: count }, (_, index) => `1.${index}`),
        priceProjection: { priceData },
      });
    expect(await ask(most)).toEqual([]);
    await expect(ask(most + 1)).rejects.toMatchObject({ errorCode: 'TOO_MUCH_DATA', code: 'ANGX-0001' });
  });

  it('weighs a deeper book more, and shows no more than ten prices', async () => {
    const { emulator } = world();
    const ask = (count: number, bestPricesDepth: number) =>
      emulator.call('listMarketBook', {
        marketIds: Array.from({ length: count }, (_, index) => `1.${index}`),
        priceProjection: { priceData: ['EX_BEST_OFFERS'], exBestOffersOverrides: { bestPricesDepth } },
      });
    expect(await ask(12, 10)).toEqual([]);
    await expect(ask(13, 10)).rejects.toMatchObject({ errorCode: 'TOO_MUCH_DATA' });
    await expect(ask(1, 11)).rejects.toMatchObject({ errorCode: 'INVALID_INPUT_DATA' });
  });

  it('raises the version with every change, its own operator’s included', async () => {
    const in_ = world([[1_000, { inPlay: true }]]);
    const version = async () => (await bookList(in_, [MARKET]))[0]?.version ?? 0;
    const versions = [await version()];
    await in_.clock.advance(1_000);
    versions.push(await version());
    in_.emulator.suspend(MARKET);
    versions.push(await version());
    in_.emulator.void(MARKET);
    versions.push(await version());
    expect(versions).toEqual([1_000, 1_001, 1_002, 1_003]);
  });

  it('says so where prices are delayed', async () => {
    const { emulator } = world([], { delayed: true });
    expect(await emulator.call('listMarketBook', { marketIds: [MARKET] })).toMatchObject([
      { isMarketDataDelayed: true },
    ]);
  });
});

describe('listMarketCatalogue', () => {
  const many = () => worldOf({ '1.1': [], '1.2': [[0, { startTime: Date.parse('2026-03-01T12:30:00Z') }]] });

  it.each<[string, object, string[]]>([
    ['everything', {}, ['1.2', '1.1']],
    ['a sport', { eventTypeIds: ['2'] }, []],
    ['a market type', { marketTypeCodes: ['MATCH_ODDS'] }, ['1.2', '1.1']],
    ['another market type', { marketTypeCodes: ['OVER_UNDER_25'] }, []],
    ['ids', { marketIds: ['1.1'] }, ['1.1']],
    ['an event', { eventIds: ['event-1.2'] }, ['1.2']],
    ['a competition', { competitionIds: ['1'] }, []],
    ['countries', { marketCountries: ['GB'] }, ['1.2', '1.1']],
    ['a start', { marketStartTime: { from: '2026-03-01T12:30:01Z' } }, ['1.1']],
    ['a start until', { marketStartTime: { to: '2026-03-01T12:30:00Z' } }, ['1.2']],
    ['words of the event', { textQuery: 'away 1.1' }, ['1.1']],
    ['what is in-play', { inPlayOnly: true }, []],
    ['what does not turn in-play', { turnInPlayEnabled: false }, []],
    ['starting price markets', { bspOnly: true }, []],
    ['lines', { marketBettingTypes: ['LINE'] }, []],
  ])('filters by %s', async (_what, filter, expected) => {
    const { emulator } = many();
    const answer = await emulator.call('listMarketCatalogue', {
      filter,
      maxResults: 10,
      sort: 'FIRST_TO_START',
    });
    expect(answer).toMatchObject(expected.map((marketId) => ({ marketId })));
    expect(answer).toHaveLength(expected.length);
  });

  it.each([
    ['MINIMUM_TRADED', ['1.2', '1.1']],
    ['MAXIMUM_TRADED', ['1.1', '1.2']],
    ['MINIMUM_AVAILABLE', ['1.2', '1.1']],
    ['MAXIMUM_AVAILABLE', ['1.1', '1.2']],
    ['FIRST_TO_START', ['1.2', '1.1']],
    ['LAST_TO_START', ['1.1', '1.2']],
    [undefined, ['1.1', '1.2']],
  ])('sorts by %s', async (sort, expected) => {
    const thin = { startTime: Date.parse('2026-03-01T12:30:00Z'), totalMatched: 1, runners: [] };
    const { emulator } = worldOf({ '1.1': [], '1.2': [[0, thin]] });
    const answer = await emulator.call('listMarketCatalogue', { filter: {}, maxResults: 2, sort });
    expect(answer).toMatchObject(expected.map((marketId) => ({ marketId })));
  });

  it('gives only what is projected', async () => {
    const { emulator } = world();
    const ask = (marketProjection?: string[]) =>
      emulator.call('listMarketCatalogue', { filter: {}, maxResults: 1, marketProjection });
    expect(await ask()).toEqual([{ marketId: MARKET, marketName: 'Match Odds', totalMatched: 12_345.67 }]);
    expect(await ask(['EVENT', 'EVENT_TYPE', 'RUNNER_METADATA'])).toMatchObject([
      { eventType: { id: '1', name: 'Soccer' }, runners: [{ metadata: { runnerId: String(HOME) } }, {}, {}] },
    ]);
  });

  it('leaves closed markets out', async () => {
    const { emulator } = world();
    const ask = () => emulator.call('listMarketCatalogue', { filter: {}, maxResults: 1 });
    expect(await ask()).toHaveLength(1);
    emulator.close(MARKET, [HOME]);
    expect(await ask()).toEqual([]);
  });

  it.each([
    ['1 to 1000 results', [], 1_000, 1_001],
    ['200 with descriptions', ['MARKET_DESCRIPTION', 'EVENT'], 200, 201],
    ['100 with metadata as well', ['MARKET_DESCRIPTION', 'RUNNER_METADATA'], 100, 101],
  ])('gives %s', async (_what, marketProjection, most, tooMany) => {
    const { emulator } = world();
    const ask = (maxResults: number) =>
      emulator.call('listMarketCatalogue', { filter: {}, maxResults, marketProjection });
    expect(await ask(most)).toHaveLength(1);
    await expect(ask(tooMany)).rejects.toMatchObject({ errorCode: 'TOO_MUCH_DATA' });
    await expect(ask(0)).rejects.toMatchObject({ errorCode: 'INVALID_INPUT_DATA' });
  });
});

describe('cancelOrders', () => {
  const resting = { fillOrKill: false, price: 4, size: 10 };

  it('cancels what is unmatched of an order, or a part of it', async () => {
    const in_ = world();
    const { betId } = await placed(in_, resting);
    const cancel = (sizeReduction?: number) =>
      in_.emulator.call('cancelOrders', { marketId: MARKET, instructions: [{ betId, sizeReduction }] });
    expect(await cancel(3)).toMatchObject({
      status: 'SUCCESS',
      instructionReports: [{ status: 'SUCCESS', sizeCancelled: 3, instruction: { betId } }],
    });
    expect(await cancel()).toMatchObject({ instructionReports: [{ sizeCancelled: 7 }] });
    expect(await cancel()).toMatchObject({
      status: 'SUCCESS',
      instructionReports: [{ status: 'FAILURE', errorCode: 'BET_TAKEN_OR_LAPSED' }],
    });
    expect(await current(in_)).toMatchObject([{ sizeCancelled: 10, sizeRemaining: 0 }]);
  });

  it('cancels all of a market, and all there is where nothing is named', async () => {
    const in_ = worldOf({ '1.1': [], '1.2': [] });
    for (const marketId of ['1.1', '1.1', '1.2']) await placed(in_, { ...resting, marketId });
    const remaining = async () => (await current(in_)).map((order) => order['sizeRemaining']);
    await in_.emulator.call('cancelOrders', { marketId: '1.1' });
    expect(await remaining()).toEqual([0, 0, 10]);
    await in_.emulator.call('cancelOrders', {});
    expect(await remaining()).toEqual([0, 0, 0]);
  });

  it('is refused under suspension', async () => {
    const in_ = world();
    const { betId } = await placed(in_, resting);
    in_.emulator.suspend(MARKET);
    const answer = await in_.emulator.call('cancelOrders', { marketId: MARKET, instructions: [{ betId }] });
    expect(answer).toMatchObject({ status: 'FAILURE', errorCode: 'MARKET_SUSPENDED' });
  });

  it('knows no strange bet, and no instructions without a market', async () => {
    const { emulator } = world();
    const instructions = [{ betId: '1' }];
    expect(await emulator.call('cancelOrders', { marketId: MARKET, instructions })).toMatchObject({
      instructionReports: [{ errorCode: 'INVALID_BET_ID' }],
    });
    await expect(emulator.call('cancelOrders', { instructions })).rejects.toMatchObject({
      errorCode: 'INVALID_INPUT_DATA',
    });
  });
});

describe('the front door', () => {
  it.each<[string, unknown, string, number]>([
    ['listRaces', {}, 'DSC-0021', -32_601],
    ['listMarketBook', {}, 'DSC-0018', -32_602],
    ['listMarketBook', undefined, 'DSC-0018', -32_602],
    ['listMarketBook', { marketIds: 'all' }, 'DSC-0009', -32_602],
    ['listMarketCatalogue', { filter: {} }, 'DSC-0018', -32_602],
    ['listMarketCatalogue', { filter: {}, maxResults: 'x' }, 'DSC-0009', -32_602],
    ['placeOrders', { marketId: '1.1', instructions: [{ side: 'BOTH' }] }, 'DSC-0018', -32_602],
    ['listClearedOrders', { betStatus: 'OPEN' }, 'DSC-0009', -32_602],
  ])('turns %s with %j away: %s', async (operation, params, errorCode, code) => {
    await expect(world().emulator.call(operation, params)).rejects.toMatchObject({ errorCode, code });
  });

  it('knows the accounts API by its own numbers', async () => {
    const { emulator } = world();
    await expect(emulator.call('getAccountFunds', { wallet: 'ITALIAN' })).rejects.toMatchObject({
      api: 'AccountAPING',
      errorCode: 'INVALID_INPUT_DATA',
      code: 'AANGX-0001',
    });
    expect(await emulator.call('getAccountFunds', { wallet: 'UK' })).toMatchObject({ wallet: 'UK' });
    expect(await emulator.call('getAccountDetails', {})).toMatchObject({ currencyCode: 'GBP' });
  });

  it('answers each call with data of its own', async () => {
    const { emulator } = world();
    const params = placing();
    const before = structuredClone(params);
    await emulator.call('placeOrders', params);
    expect(params).toEqual(before);
    const books = emulator.books();
    expect(structuredClone(books)).toEqual(books);
  });
});
