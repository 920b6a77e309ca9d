import { connect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOME } from '../../scripted-source.ts';
import { hasRest, readRest } from '../../shared-data.ts';
import { MARKET, placing } from '../world.ts';
import {
  apiHeaders,
  envelope,
  type Heard,
  json,
  rest,
  result,
  rpc,
  send,
  startWire,
  steer,
  switchOn,
  type Wire,
} from './wire.ts';

let wire: Wire;
let headers: Record<string, string>;
beforeAll(async () => {
  wire = await startWire({ [MARKET]: [] });
});
afterAll(() => wire.close());
beforeEach(async () => {
  await wire.world.clock.advance(60_000);
  headers = await apiHeaders(wire);
});

const betting = () => `${wire.env.BETFAIR_API_URL}/betting/json-rpc/v1`;
const raw = async (body: string, url = betting()) => send(wire.agent, url, { headers, body });
const fault = (heard: Heard) => [heard.status, json(heard)];

describe('JSON-RPC', () => {
  it('answers in an envelope with the id of the request', async () => {
    for (const id of [7, 'seven', null]) {
      const heard = await raw(JSON.stringify(envelope('listMarketBook', { marketIds: [MARKET] }, id)));
      expect(heard.status).toBe(200);
      expect(json(heard)).toEqual({
        jsonrpc: '2.0',
        result: [expect.objectContaining({ marketId: MARKET })],
        id,
      });
    }
  });

  it('is the same exchange as the one in process', async () => {
    const params = { filter: {}, maxResults: 10, marketProjection: ['EVENT', 'RUNNER_DESCRIPTION'] };
    expect(await result(wire, headers, 'listMarketCatalogue', params)).toEqual(
      await wire.world.emulator.call('listMarketCatalogue', params),
    );
  });

  it('answers a batch in its order, each on its own', async () => {
    const batch = [
      envelope('listMarketBook', { marketIds: [MARKET] }, 1),
      envelope('listMarketCatalogue', { filter: {}, maxResults: 2_000 }, 2),
      { ...envelope('listMarketBook', {}, 3), method: 'SportsAPING/v1.0/listNothing' },
      envelope('listMarketBook', {}, 4),
      'nonsense',
    ];
    const heard = await raw(JSON.stringify(batch));
    expect(heard.status).toBe(200);
    expect(json(heard)).toEqual([
      expect.objectContaining({ id: 1, result: [expect.anything()] }),
      expect.objectContaining({
        id: 2,
        error: expect.objectContaining({ code: -32_099, message: 'ANGX-0001' }),
      }),
      { jsonrpc: '2.0', id: 3, error: { code: -32_601, message: 'DSC-0021' } },
      { jsonrpc: '2.0', id: 4, error: { code: -32_602, message: 'DSC-0018' } },
      { jsonrpc: '2.0', id: null, error: { code: -32_600, message: 'DSC-0008' } },
    ]);
  });

  it.each([
    ['no JSON', '{', -32_700, 'DSC-0008'],
    ['an empty batch', '[]', -32_600, 'DSC-0008'],
    ['no method', '{"jsonrpc":"2.0","id":1}', -32_600, 'DSC-0008'],
  ])('refuses %s', async (_what, body, code, message) => {
    const heard = await raw(body);
    expect(fault(heard)).toEqual([200, { jsonrpc: '2.0', error: { code, message }, id: null }]);
  });

  it.each([
    ['of the other API', 'AccountAPING/v1.0/getAccountFunds'],
    ['under the wrong API', 'SportsAPING/v1.0/getAccountFunds'],
    ['without its prefix', 'listMarketBook'],
    ['in other letters', 'SportsAPING/v1.0/ListMarketBook'],
    ['of identity', 'SportsAPING/v1.0/certlogin'],
  ])('knows no method %s', async (_what, method) => {
    const heard = await raw(JSON.stringify({ jsonrpc: '2.0', method, params: {}, id: 1 }));
    expect(json(heard)).toMatchObject({ error: { code: -32_601, message: 'DSC-0021' } });
  });

  it('names a parameter of the wrong type', async () => {
    const heard = await rpc(wire, headers, 'listMarketBook', { marketIds: 7 });
    expect(json(heard)).toEqual({ jsonrpc: '2.0', error: { code: -32_602, message: 'DSC-0009' }, id: 1 });
  });
});

describe('REST', () => {
  it('answers with the bare result, with and without the last slash', async () => {
    const heard = await rest(wire, headers, 'listMarketBook', { marketIds: [MARKET] });
    expect(fault(heard)).toEqual([200, [expect.objectContaining({ marketId: MARKET })]]);
    const url = `${wire.env.BETFAIR_API_URL}/account/rest/v1.0/getAccountFunds`;
    expect(json(await send(wire.agent, url, { headers }))).toMatchObject({ availableToBetBalance: 1_000 });
  });

  it('says faults with their HTTP status', async () => {
    const plain = (faultstring: string) => ({ faultcode: 'Client', faultstring, detail: {} });
    expect(fault(await rest(wire, headers, 'listMarketBook', {}))).toEqual([400, plain('DSC-0018')]);
    expect(fault(await rest(wire, headers, 'listMarketBook', { marketIds: 1 }))).toEqual([
      400,
      plain('DSC-0009'),
    ]);
    expect(fault(await rest(wire, headers, 'listNothing', {}))).toEqual([404, plain('DSC-0021')]);
    const url = `${wire.env.BETFAIR_API_URL}/betting/rest/v1.0/listMarketBook/`;
    expect(fault(await raw('{', url))).toEqual([400, plain('DSC-0008')]);
  });

  it('says exceptions as faults', async () => {
    expect(
      fault(await rest(wire, headers, 'listMarketCatalogue', { filter: {}, maxResults: 2_000 })),
    ).toEqual([
      400,
      {
        faultcode: 'Client',
        faultstring: 'ANGX-0001',
        detail: {
          exceptionname: 'APINGException',
          APINGException: {
            requestUUID: expect.any(String),
            errorCode: 'TOO_MUCH_DATA',
            errorDetails: 'MaxResults must be less than or equal to 1000',
          },
        },
      },
    ]);
  });
});

describe('the door', () => {
  it.each([
    ['X-Application', undefined, 'ANGX-0004', 'NO_APP_KEY'],
    ['X-Application', 'wrong', 'ANGX-0007', 'INVALID_APP_KEY'],
    ['X-Authentication', undefined, 'ANGX-0005', 'NO_SESSION'],
    ['X-Authentication', 'wrong', 'ANGX-0003', 'INVALID_SESSION_INFORMATION'],
  ])('refuses %s: %s', async (name, value, message, errorCode) => {
    const { [name]: _, ...others } = headers;
    const changed = value === undefined ? others : { ...others, [name]: value };
    expect(json(await rpc(wire, changed, 'listMarketBook', { marketIds: [MARKET] }))).toEqual({
      jsonrpc: '2.0',
      error: {
        code: -32_099,
        message,
        data: {
          exceptionname: 'APINGException',
          APINGException: { requestUUID: expect.any(String), errorCode, errorDetails: '' },
        },
      },
      id: 1,
    });
  });

  it('uses the words of the account API there', async () => {
    const { 'X-Application': _, ...others } = headers;
    expect(json(await rpc(wire, others, 'getAccountFunds', {}))).toMatchObject({
      error: {
        message: 'AANGX-0011',
        data: { exceptionname: 'AccountAPINGException', AccountAPINGException: { errorCode: 'NO_APP_KEY' } },
      },
    });
  });

  it('takes no order from one whom it does not let in', async () => {
    await rpc(
      wire,
      { ...headers, 'X-Authentication': 'dead' },
      'placeOrders',
      placing({ orderRef: 'never' }),
    );
    expect(JSON.stringify(wire.world.emulator.books())).not.toContain('never');
  });
});

describe('HTTP', () => {
  it.each([
    '/exchange/betting/json-rpc/V1',
    '/exchange/Betting/json-rpc/v1',
    '/exchange/betting/rest/v1/listMarketBook/',
    '/api/keepalive',
    '/api/certLogin',
    '/',
  ])('knows no path %s', async (path) => {
    const heard = await raw('{}', new URL(path, wire.env.BETFAIR_API_URL).href);
    expect(fault(heard)).toEqual([404, { faultcode: 'Client', faultstring: 'DSC-0023', detail: {} }]);
  });

  it('takes POST and JSON only', async () => {
    expect((await send(wire.agent, betting(), { method: 'GET', headers })).status).toBe(405);
    const forms = { ...headers, 'Content-Type': 'text/plain' };
    expect((await send(wire.agent, betting(), { headers: forms, body: '{}' })).status).toBe(415);
  });

  it('takes no body that no request can have', async () => {
    expect((await raw(' '.repeat(2_000_000))).status).toBe(413);
  });

  it('answers Expect: 100-continue with 417', async () => {
    const heard = await send(wire.agent, betting(), {
      headers: { ...headers, Expect: '100-continue' },
      body: '{}',
    });
    expect(heard.status).toBe(417);
  });

  it('zips its answers for those who take that', async () => {
    const asking = { ...headers, 'Accept-Encoding': 'gzip, deflate' };
    const zipped = await rpc(wire, asking, 'listMarketBook', { marketIds: [MARKET] });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    const plain = await rpc(wire, headers, 'listMarketBook', { marketIds: [MARKET] });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(json(zipped)).toEqual(json(plain));
  });

  it('tells the time of its own clock', async () => {
    const heard = await rpc(wire, headers, 'getAccountFunds', {});
    expect(Date.parse(heard.headers.date ?? '')).toBe(wire.world.clock.now());
  });

  it('keeps connections for the next call', async () => {
    const heard = await rpc(wire, headers, 'getAccountFunds', {});
    expect(heard.headers.connection).toBe('keep-alive');
    expect(Object.values(wire.agent.freeSockets).flat()).toHaveLength(1);
  });

  it('outlives those who leave in the middle and those who talk nonsense', async () => {
    const { port } = new URL(wire.env.BETFAIR_API_URL);
    for (const words of [
      'POST /exchange/betting/json-rpc/v1 HTTP/1.1\r\nContent-Length: 99\r\n\r\n{',
      '\0\0\r\n\r\n',
    ]) {
      const socket = connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false });
      await new Promise((ready) => socket.once('secureConnect', ready));
      await new Promise((written) => socket.write(words, written));
      socket.destroy();
    }
    expect((await rpc(wire, headers, 'getAccountFunds', {})).status).toBe(200);
  });
});

describe('limits', () => {
  const codeOf = (heard: Heard) => JSON.stringify(json(heard)).match(/TOO_MANY_REQUESTS/)?.[0] ?? null;

  it.each([
    ['listCurrentOrders', {}],
    ['listClearedOrders', { betStatus: 'SETTLED' }],
    ['listMarketBook', { marketIds: [MARKET], orderProjection: 'ALL' }],
  ])('has at most three of %s in progress', async (operation, params) => {
    await switchOn(wire, 'slow', operation, { times: 3, ms: 1_000 });
    const slow = [1, 2, 3].map(() => rpc(wire, headers, operation, params));
    await expect.poll(() => wire.world.clock.waiting()).toBe(3);
    expect(codeOf(await rpc(wire, headers, operation, params))).toBe('TOO_MANY_REQUESTS');
    expect(codeOf(await rpc(wire, headers, 'listMarketBook', { marketIds: [MARKET] }))).toBeNull();
    await wire.world.clock.advance(1_000);
    expect((await Promise.all(slow)).map(codeOf)).toEqual([null, null, null]);
    expect(codeOf(await rpc(wire, headers, operation, params))).toBeNull();
  });

  it('holds a placement for the bet delay of its market', async () => {
    const own = await startWire({ [MARKET]: [[0, { inPlay: true, betDelay: 5 }]] });
    const let_in = await apiHeaders(own);
    const placing_ = rpc(own, let_in, 'placeOrders', placing());
    await expect.poll(() => own.world.clock.waiting()).toBe(1);
    expect(own.world.emulator.books().orders).toEqual([]);
    await own.world.clock.advance(5_000);
    expect(json(await placing_)).toMatchObject({ result: { status: 'SUCCESS' } });
    await own.close();
  });
});

it('takes orders, refuses the same reference twice in a minute, and lists them by their references', async () => {
  const asked = placing({ customerRef: 'once', orderRef: 'order-1', strategyRef: 'strategy' });
  expect(await result(wire, headers, 'placeOrders', asked)).toMatchObject({
    status: 'SUCCESS',
    customerRef: 'once',
  });
  expect(await result(wire, headers, 'placeOrders', asked)).toMatchObject({
    errorCode: 'DUPLICATE_TRANSACTION',
  });
  const filter = { customerOrderRefs: ['order-1'], customerStrategyRefs: ['strategy'] };
  expect(await result(wire, headers, 'listCurrentOrders', filter)).toMatchObject({
    currentOrders: [{ selectionId: HOME, customerOrderRef: 'order-1', sizeMatched: 2 }],
    moreAvailable: false,
  });
  expect((await steer(wire, 'GET', '/books')).body).toEqual(wire.world.emulator.books());
});

it('says of its prices that they are delayed where it is told to', async () => {
  const own = await startWire({ [MARKET]: [] }, {}, { delayed: true });
  const book = await result(own, await apiHeaders(own), 'listMarketBook', { marketIds: [MARKET] });
  expect(book).toMatchObject([{ isMarketDataDelayed: true }]);
  await own.close();
});

it('answers 500 where the exchange itself fails, tells its keeper why, and goes on', async () => {
  const told: unknown[] = [];
  const broken = new Error('a fault in the exchange');
  const own = await startWire(
    { [MARKET]: [] },
    {
      emulator: { ...wire.world.emulator, call: () => Promise.reject(broken) },
      onError: (error) => void told.push(error),
    },
  );
  const letIn = await apiHeaders(own);
  for (let time = 0; time < 2; time++)
    expect((await rpc(own, letIn, 'listMarketBook', { marketIds: [MARKET] })).status).toBe(500);
  expect(await steer(own, 'POST', `/markets/${MARKET}/suspend`)).toMatchObject({ status: 500 });
  expect(told).toEqual([broken, broken, broken]);
  await own.close();
});

describe.skipIf(!hasRest)('errors have the form of recorded ones', () => {
  const masked = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value)
        .replace(/("requestUUID":)"[^"]*"/g, '$1"-"')
        .replace(/,?"id":\d+/g, ''),
    );
  const sample = (name: string) => masked(readRest(`errors/${name}.json`));

  it('of the betting API', async () => {
    const dead = { ...headers, 'X-Authentication': 'dead' };
    expect(masked(json(await rpc(wire, dead, 'listMarketBook', {})))).toEqual(
      sample('betting_jsonrpc_error_invalid_session_live'),
    );
    const tooMuch = { filter: {}, maxResults: 1_001 };
    expect(masked(json(await rpc(wire, headers, 'listMarketCatalogue', tooMuch)))).toEqual(
      sample('betting_jsonrpc_error_too_much_data_live'),
    );
    expect(masked(json(await rpc(wire, headers, 'listMarketBook', {})))).toEqual(
      sample('betting_jsonrpc_error_invalid_params_live'),
    );
  });

  it('of the account API, but for what was wrong', async () => {
    const { 'X-Authentication': _, ...others } = headers;
    const ours = json(await rpc(wire, others, 'getAccountFunds', {}));
    expect(shapeOf(ours)).toEqual(shapeOf(readRest('errors/account_jsonrpc_error_invalid_input_live.json')));
  });
});

/** The value with its leaves' types in their place. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}
