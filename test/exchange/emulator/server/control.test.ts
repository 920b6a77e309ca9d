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
  market = markets.pop() ?? '';
  const order = { marketId: market, orderRef: `on ${market}`, strategyRef: 'strategy' };
  await rpc(wire, headers, 'placeOrders', placing(order));
});

const change = (verb: string, body?: unknown, marketId = market) =>
  steer(wire, 'POST', `/markets/${marketId}/${verb}`, body);
const book = () => result(wire, headers, 'listMarketBook', { marketIds: [market] });
const cleared = (betStatus: string) =>
  result(wire, headers, 'listClearedOrders', { betStatus, marketIds: [market] });
const told = z.object({ orders: z.array(z.looseObject({ marketId: z.string() })) });
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

  it('a path or a method that it does not have', async () => {
    await refused('GET', '/nothing', undefined, 404, /GET \/nothing.*GET \/books.*POST \/faults/);
    await refused('PUT', '/books', '{}', 404, /no PUT \/books/);
    await refused('POST', `/markets/${market}/open`, undefined, 404, /POST \/markets\/ID\/correct/);
  });

  it('a state of the account that Betfair does not have', async () => {
    await refused('POST', '/login', { loginStatus: 'TIRED' }, 400, /loginStatus: .*SUSPENDED/);
  });
});
