import { beforeAll, describe, expect, it } from 'vitest';
import { AWAY, ended } from '../scripted-source.ts';
import { hasRest, readRest, restResult } from '../shared-data.ts';
import { closedAs, MARKET, placed, placing, type World, world } from './world.ts';

type Shape = string | { readonly [key: string]: Shape } | readonly Shape[];

/** The types of a value's fields; of a list, that of its elements together. */
function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.map(shapeOf).reduce(merge)];
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}

function merge(a: Shape, b: Shape): Shape {
  if (isList(a) && isList(b)) {
    const inner = [...a, ...b];
    return inner.length === 0 ? [] : [inner.reduce(merge)];
  }
  if (typeof a === 'string' || typeof b === 'string' || isList(a) || isList(b)) return a;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((key) => [key, mergeField(a[key], b[key])]));
}

function mergeField(a: Shape | undefined, b: Shape | undefined): Shape {
  if (a === undefined || b === undefined) return a ?? b ?? [];
  return merge(a, b);
}

const isList = (shape: Shape): shape is readonly Shape[] => Array.isArray(shape);

/** Paths of `ours` that Betfair's sample does not have, or has with another type. */
function strangers(ours: Shape, theirs: Shape | undefined, path = ''): string[] {
  if (theirs === undefined) return [`${path} is not in the sample`];
  if (isList(ours) && isList(theirs)) {
    const [inner] = ours;
    return inner === undefined || theirs[0] === undefined ? [] : strangers(inner, theirs[0], `${path}[]`);
  }
  if (typeof ours === 'string' || typeof theirs === 'string' || isList(ours) || isList(theirs)) {
    return ours === theirs ? [] : [`${path} is ${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`];
  }
  return Object.entries(ours).flatMap(([key, inner]) => strangers(inner, theirs[key], `${path}.${key}`));
}

/** Paths that the sample has and `ours` has not. */
function lacking(ours: Shape | undefined, theirs: Shape, path = ''): string[] {
  if (ours === undefined) return [path];
  if (typeof ours === 'string' || typeof theirs === 'string') return [];
  if (isList(ours) || isList(theirs)) {
    const inner = isList(theirs) ? theirs[0] : undefined;
    return inner === undefined || !isList(ours) || ours[0] === undefined
      ? []
      : lacking(ours[0], inner, `${path}[]`);
  }
  return Object.entries(theirs).flatMap(([key, inner]) => lacking(ours[key], inner, `${path}.${key}`));
}

const samples = (...files: readonly string[]): Shape =>
  files.map((file) => shapeOf(restResult(file))).reduce(merge);

describe.skipIf(!hasRest)('the emulator answers with the fields and types of real replies', () => {
  let in_: World;
  let settled: World;

  beforeAll(async () => {
    in_ = world();
    await placed(in_, { size: 10, orderRef: 'ref', strategyRef: 'bot', customerRef: 'ref' });
    await placed(in_, { size: 10, price: 4, fillOrKill: false });
    settled = world([[1_000, closedAs(ended('WINNER', 'LOSER', 'LOSER'))]]);
    await placed(settled, { size: 10, orderRef: 'ref', strategyRef: 'bot' });
    await placed(settled, { size: 10, selectionId: AWAY });
    await settled.clock.advance(1_000);
  });

  const check = async (of: World, operation: string, params: unknown, ...files: readonly string[]) => {
    const answer = await of.emulator.call(operation, params);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    const [ours, theirs] = [shapeOf(answer), samples(...files)];
    return { strange: strangers(ours, theirs), lacking: lacking(ours, theirs) };
  };
  const same = { strange: [], lacking: [] };

  it('listMarketCatalogue', async () => {
    const marketProjection = [
      'COMPETITION',
      'EVENT',
      'EVENT_TYPE',
      'MARKET_START_TIME',
      'MARKET_DESCRIPTION',
      'RUNNER_DESCRIPTION',
      'RUNNER_METADATA',
    ];
    const params = { filter: {}, maxResults: 10, marketProjection };
    expect(await check(in_, 'listMarketCatalogue', params, 'replies/list_market_catalogue.json')).toEqual({
      strange: [],
      lacking: ['[].description.lineRangeInfo'],
    });
  });

  it('listMarketBook', async () => {
    const params = { marketIds: [MARKET], priceProjection: { priceData: ['EX_BEST_OFFERS'] } };
    // All optional in SportsAPING.xml: racing's, the starting price's, our own orders', and what no source knows.
    const lacking = [
      '[].betDelayModels',
      '[].lastMatchTime',
      '[].keyLineDescription',
      '[].runners[].adjustmentFactor',
      '[].runners[].totalMatched',
      '[].runners[].sp',
      '[].runners[].orders',
      '[].runners[].matches',
      '[].runners[].removalDate',
    ];
    const sample = 'replies/list_market_book.json';
    expect(await check(in_, 'listMarketBook', params, sample)).toEqual({ strange: [], lacking });
    expect(await check(settled, 'listMarketBook', params, sample)).toEqual({ strange: [], lacking });
  });

  it('placeOrders, taken', async () => {
    const params = placing({ customerRef: 'c', orderRef: 'o', fillOrKill: false, price: 10 });
    const sample = 'errors/betting_place_order_success.json';
    expect(await check(in_, 'placeOrders', params, sample)).toEqual(same);
  });

  it('placeOrders, refused', async () => {
    const sample = 'errors/betting_place_order_error.json';
    for (const asked of [{ marketId: '1.9' }, { price: 3.52 }]) {
      const params = placing({
        customerRef: `${Object.keys(asked)}`,
        orderRef: 'o',
        fillOrKill: false,
        ...asked,
      });
      expect(await check(in_, 'placeOrders', params, sample)).toEqual(same);
    }
  });

  it('cancelOrders', async () => {
    const { betId } = await placed(in_, { size: 10, price: 9, fillOrKill: false });
    const params = { marketId: MARKET, instructions: [{ betId }, { betId: '1' }], customerRef: 'x' };
    const sample = 'errors/betting_cancel_orders_batch_partial_failure.json';
    expect(await check(in_, 'cancelOrders', params, sample)).toEqual(same);
  });

  it('listCurrentOrders', async () => {
    const files = ['replies/list_current_orders.json', 'errors/list_current_orders_single.json'];
    expect(await check(in_, 'listCurrentOrders', {}, ...files)).toEqual({
      strange: [],
      lacking: ['.currentOrders[].regulatorAuthCode'],
    });
  });

  it('listClearedOrders', async () => {
    const files = ['replies/list_cleared_orders.json', 'errors/list_cleared_orders.json'];
    expect(await check(settled, 'listClearedOrders', { betStatus: 'SETTLED' }, ...files)).toEqual(same);
  });

  it('listClearedOrders by market, with the one field that no sample of bets has', async () => {
    const params = { betStatus: 'SETTLED', groupBy: 'MARKET' };
    const sample = 'errors/list_cleared_orders.json';
    expect(await check(settled, 'listClearedOrders', params, sample)).toMatchObject({
      strange: ['.clearedOrders[].commission is not in the sample'],
    });
  });

  it('getAccountFunds and getAccountDetails', async () => {
    const funds = 'errors/account_funds_with_exposure.json';
    expect(await check(in_, 'getAccountFunds', {}, funds)).toEqual(same);
    expect(await check(in_, 'getAccountDetails', {}, 'errors/account_details.json')).toEqual(same);
  });

  it('exceptions, by the codes of the recorded ones', async () => {
    const tooMuch = in_.emulator.call('listMarketCatalogue', { filter: {}, maxResults: 1_001 });
    await expect(tooMuch).rejects.toMatchObject({
      errorCode: 'TOO_MUCH_DATA',
      code: 'ANGX-0001',
      details: 'MaxResults must be less than or equal to 1000',
    });
    expect(readRest('errors/betting_jsonrpc_error_too_much_data_live.json')).toMatchObject({
      error: {
        message: 'ANGX-0001',
        data: {
          APINGException: {
            errorCode: 'TOO_MUCH_DATA',
            errorDetails: 'MaxResults must be less than or equal to 1000',
          },
        },
      },
    });
    expect(readRest('errors/betting_jsonrpc_error_invalid_params_live.json')).toMatchObject({
      error: { code: -32602, message: 'DSC-0018' },
    });
  });
});
