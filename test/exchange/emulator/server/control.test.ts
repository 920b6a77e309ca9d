import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AWAY, HOME } from '../../scripted-source.ts';
import { placing } from '../world.ts';
import { apiHeaders, result, rpc, startWire, steer, switchOff, switchOn, type Wire } from './wire.ts';

let wire: Wire;
let headers: Record<string, string>;
let market: string;
/** A market for each test. */
const markets = Array.from({ length: 40 }, (_, index) => `1.${index + 1}`);
beforeAll(async () => {
  wire = await startWire(Object.fromEntries(markets.map((each) => [each, []])));
  headers = await apiHeaders(wire);
});
afterAll(() => wire.close());
beforeEach(async () => {
  await switchOff(wire);
  await pace(ALL_AT_ONCE);
  market = markets.pop() ?? '';
  const order = { marketId: market, orderRef: `on ${market}`, strategyRef: 'strategy' };
  await rpc(wire, headers, 'placeOrders', placing(order));
});

const change = (verb: string, body?: unknown, marketId = market) =>
  steer(wire, 'POST', `/markets/${marketId}/${verb}`, body);
const book = () => result(wire, headers, 'listMarketBook', { marketIds: [market] });
const cleared = (betStatus: string, groupBy = 'BET') =>
  result(wire, headers, 'listClearedOrders', { betStatus, groupBy, marketIds: [market] });
const currentOrders = () => result(wire, headers, 'listCurrentOrders', { marketIds: [market] });
const told = z.object({ orders: z.array(z.looseObject({ betId: z.string(), marketId: z.string() })) });
const betId = async () => (await books()).orders[0]?.betId;
const changeBet = async (verb: string, body?: unknown) =>
  steer(wire, 'POST', `/bets/${await betId()}/${verb}`, body);
const pace = (body: object) => steer(wire, 'POST', '/settlement', body);
const ALL_AT_ONCE = { lagMs: 0, rollUpLagMs: 0, voidLagMs: 0, gap: false };
const books = async () => {
  const { orders } = told.parse((await steer(wire, 'GET', '/books')).body);
  return { orders: orders.filter(({ marketId }) => marketId === market) };
};

describe('the control', () => {
  it('tells every order that was ever taken, with its references', async () => {
    expect(await books()).toEqual({
      orders: [
        expect.objectContaining({
          betId: expect.any(String),
          marketId: market,
          selectionId: HOME,
          customerOrderRef: `on ${market}`,
          customerStrategyRef: 'strategy',
          sizeMatched: 2,
          averagePriceMatched: 3.5,
        }),
      ],
    });
  });

  it('suspends a market', async () => {
    expect(await change('suspend')).toEqual({ status: 200, body: { marketId: market, done: 'suspend' } });
    expect(await book()).toMatchObject([{ status: 'SUSPENDED' }]);
  });

  it('closes a market with its winners and tells what became of the orders', async () => {
    expect((await change('close', { winners: [HOME] })).status).toBe(200);
    expect(await book()).toMatchObject([{ status: 'CLOSED' }]);
    expect(await cleared('SETTLED')).toMatchObject({ clearedOrders: [{ betOutcome: 'WON', profit: 5 }] });
    expect(await books()).toMatchObject({ orders: [{ outcome: 'WON', profit: 5 }] });
  });

  it('corrects a closed market, which is settled anew at a later date', async () => {
    await change('close', { winners: [HOME] });
    const before = await cleared('SETTLED');
    await wire.world.clock.advance(60_000);
    expect((await change('correct', { winners: [AWAY] })).status).toBe(200);
    const after = await cleared('SETTLED');
    expect(after).toMatchObject({ clearedOrders: [{ betOutcome: 'LOST', profit: -2 }] });
    expect(JSON.stringify(after)).not.toContain(JSON.stringify(before).match(/"settledDate":"[^"]+"/)?.[0]);
  });

  it('voids a market', async () => {
    expect((await change('void')).status).toBe(200);
    expect(await cleared('VOIDED')).toMatchObject({ clearedOrders: [{ customerOrderRef: `on ${market}` }] });
    expect(await books()).toMatchObject({ orders: [{ outcome: 'VOID', profit: 0, sizeVoided: 2 }] });
  });

  it('voids a bet in part, then, once it is settled, the rest of it', async () => {
    expect(await changeBet('void', { size: 0.5 })).toEqual({
      status: 200,
      body: { betId: await betId(), done: 'void' },
    });
    expect(await books()).toMatchObject({ orders: [{ sizeMatched: 1.5, sizeVoided: 0.5 }] });
    await change('close', { winners: [HOME] });
    expect(await cleared('SETTLED')).toMatchObject({ clearedOrders: [{ sizeSettled: 1.5, profit: 3.75 }] });
    expect(await cleared('VOIDED')).toMatchObject({ clearedOrders: [{ sizeSettled: 0.5, profit: 0 }] });
    expect((await changeBet('void')).status).toBe(200);
    expect(await cleared('SETTLED')).toMatchObject({ clearedOrders: [] });
    expect(await cleared('VOIDED')).toMatchObject({ clearedOrders: [{ sizeSettled: 2 }] });
    expect(await books()).toMatchObject({ orders: [{ outcome: 'VOID', profit: 0 }] });
  });

  it('has the cleared row of a bet tell another profit than the books', async () => {
    await change('close', { winners: [HOME] });
    expect(await changeBet('profit', { profit: 4.99 })).toMatchObject({ body: { done: 'profit' } });
    expect(await cleared('SETTLED')).toMatchObject({ clearedOrders: [{ profit: 4.99 }] });
    expect(await books()).toMatchObject({ orders: [{ profit: 5 }] });
  });

  it('slows the settlement down piece by piece, and makes a gap before it', async () => {
    const slow = { lagMs: 60_000, rollUpLagMs: 60_000, voidLagMs: 120_000, gap: true };
    expect(await pace(slow)).toEqual({ status: 200, body: slow });
    expect(await pace({})).toEqual({ status: 200, body: slow });
    await changeBet('void', { size: 0.5 });
    await change('close', { winners: [HOME] });
    const counts = async () => {
      const lists = [await currentOrders(), await cleared('SETTLED'), await cleared('VOIDED')];
      const rollUps = JSON.stringify(await cleared('SETTLED', 'MARKET'));
      return [
        ...lists.map((list) => JSON.stringify(list).split('betId').length - 1),
        /commission/.test(rollUps),
      ];
    };
    expect(await counts()).toEqual([0, 0, 0, false]);
    expect(await pace({ gap: false })).toMatchObject({ body: { lagMs: 60_000, gap: false } });
    expect(await counts()).toEqual([1, 0, 0, false]);
    await wire.world.clock.advance(60_000);
    expect(await counts()).toEqual([0, 1, 0, false]);
    await wire.world.clock.advance(60_000);
    expect(await counts()).toEqual([0, 1, 0, true]);
    await wire.world.clock.advance(60_000);
    expect(await counts()).toEqual([0, 1, 1, true]);
  });

  it('tells which faults are on', async () => {
    await switchOn(wire, 'slow', 'placeOrders', { times: 3, ms: 10 });
    expect((await steer(wire, 'GET', '/faults')).body).toEqual({
      faults: [{ kind: 'slow', operation: 'placeOrders', times: 3, ms: 10, taken: true }],
    });
  });
});

describe('the control says what is wrong with', () => {
  const refused = async (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: unknown,
    status: number,
    why: RegExp,
  ) =>
    expect(await steer(wire, method, path, body)).toEqual({
      status,
      body: { error: expect.stringMatching(why) },
    });

  it.each([
    [
      'an unknown kind',
      { kind: 'nonsense', operation: 'placeOrders', times: 1 },
      /kind: .*lost_after.*unknown_field/,
    ],
    [
      'an unknown operation',
      { kind: 'slow', operation: 'bet', times: 1 },
      /operation: .*placeOrders.*certlogin/,
    ],
    ['a number of times that is none', { kind: 'slow', operation: '*', times: -1 }, /times: .*>=0/],
    ['a field that is missing', { kind: 'slow', operation: '*' }, /times: .*expected number/],
    ['a field too many', { kind: 'slow', operation: '*', times: 1, time: 2 }, /"time"/],
    [
      'a kind without words there',
      { kind: 'bet_in_progress', operation: 'listMarketBook', times: 1 },
      /cannot befall/,
    ],
    [
      'a kind without words at login',
      { kind: 'dead_session', operation: 'certlogin', times: 1 },
      /cannot befall/,
    ],
    ['a body that is not JSON', '{', /not JSON/],
    ['a body that is no object', '7', /expected object/],
  ])('%s', async (_what, body, why) => {
    await refused('POST', '/faults', body, 400, why);
    expect((await steer(wire, 'GET', '/faults')).body).toEqual({ faults: [] });
  });

  it('a market that is not on show', async () => {
    await refused('POST', '/markets/1.99/suspend', undefined, 404, /No market 1\.99 is on show/);
  });

  it('winners that are none of its runners, or none', async () => {
    await refused('POST', `/markets/${market}/close`, { winners: [7] }, 400, /7 is no runner of market/);
    await refused('POST', `/markets/${market}/close`, { winners: [] }, 400, /winners: /);
    await refused('POST', `/markets/${market}/close`, undefined, 400, /winners: /);
  });

  it('a change that comes too early or too late', async () => {
    await refused('POST', `/markets/${market}/correct`, { winners: [HOME] }, 400, /is not closed yet/);
    await change('close', { winners: [HOME] });
    await refused(
      'POST',
      `/markets/${market}/close`,
      { winners: [HOME] },
      400,
      /is closed: correct it instead/,
    );
    await refused('POST', `/markets/${market}/suspend`, undefined, 400, /is closed/);
  });

  it('a bet that was never taken, and a size or profit that cannot be', async () => {
    await refused('POST', '/bets/7/void', undefined, 404, /No bet 7 was ever taken: GET \/books/);
    const path = `/bets/${await betId()}`;
    await refused('POST', `${path}/void`, { size: 2.01 }, 400, /from 0\.01 to 2 can be void\./);
    await refused('POST', `${path}/void`, { size: 0 }, 400, /from 0\.01 to 2/);
    await refused('POST', `${path}/void`, { size: 0.005 }, 400, /size: .*0\.01/);
    await refused('POST', `${path}/void`, { size: 1e30 }, 400, /size: /);
    await refused('POST', `${path}/profit`, { profit: 1 }, 400, /has no settled row/);
    await refused('POST', `${path}/profit`, undefined, 400, /profit: /);
  });

  it('a lag that is none', async () => {
    await refused('POST', '/settlement', { lagMs: -1 }, 400, /lagMs: .*>=0/);
    await refused('POST', '/settlement', { lag: 1 }, 400, /"lag"/);
    await refused('POST', '/settlement', { gap: 1 }, 400, /gap: .*boolean/);
    expect((await pace({})).body).toEqual(ALL_AT_ONCE);
  });

  it('a path or a method that it does not have', async () => {
    await refused('GET', '/nothing', undefined, 404, /GET \/nothing.*GET \/books.*POST \/faults/);
    await refused('PUT', '/books', '{}', 404, /no PUT \/books/);
    await refused('POST', `/markets/${market}/open`, undefined, 404, /POST \/markets\/ID\/correct/);
  });

  it('a state of the account that Betfair does not have', async () => {
    await refused('POST', '/login', { loginStatus: 'TIRED' }, 400, /loginStatus: .*SUSPENDED/);
  });
});
