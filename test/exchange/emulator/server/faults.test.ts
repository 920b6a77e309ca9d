import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../../../src/exchange/emulator/server/operations.ts';
import { MARKET, placing } from '../world.ts';
import {
  apiHeaders,
  certlogin,
  json,
  login,
  rest,
  result,
  rpc,
  send,
  startWire,
  steer,
  switchOff,
  switchOn,
  type Wire,
} from './wire.ts';

/** The market whose orders are voided. */
const LATER = '1.200';

let wire: Wire;
let headers: Record<string, string>;
let order: string;
beforeAll(async () => {
  wire = await startWire({ [MARKET]: [], [LATER]: [] });
});
afterAll(() => wire.close());
beforeEach(async () => {
  await switchOff(wire);
  await wire.world.clock.advance(60_000);
  headers = await apiHeaders(wire);
  order = `order-${wire.world.clock.now()}`;
});

/** Two orders of a test have references of the same beginning. */
const place = (which = '', marketId = MARKET) => {
  const orderRef = `${order}${which}`;
  return rpc(wire, headers, 'placeOrders', placing({ orderRef, customerRef: orderRef, marketId }));
};
const listed = () => result(wire, headers, 'listCurrentOrders', { customerOrderRefs: [order] });
const taken = () =>
  wire.world.emulator.books().orders.filter((each) => each.customerOrderRef?.startsWith(order)).length;
const funds = () => rpc(wire, headers, 'getAccountFunds', {});
const CUT = /socket hang up|ECONNRESET|aborted/;

describe('an order meets', () => {
  it('lost_after: it is taken, and the connection ends without an answer', async () => {
    await switchOn(wire, 'lost_after', 'placeOrders');
    await expect(place()).rejects.toThrow(CUT);
    expect(await listed()).toMatchObject({ currentOrders: [{ sizeMatched: 2 }] });
    expect(json(await place())).toMatchObject({ result: { errorCode: 'DUPLICATE_TRANSACTION' } });
    expect(taken()).toBe(1);
  });

  it('lost_before: it never arrives', async () => {
    await switchOn(wire, 'lost_before', 'placeOrders');
    await expect(place()).rejects.toThrow(CUT);
    expect(taken()).toBe(0);
    expect(json(await place())).toMatchObject({ result: { status: 'SUCCESS' } });
  });

  it('cut: it is taken, and half of the answer comes', async () => {
    for (const accepted of ['identity', 'gzip']) {
      await switchOn(wire, 'cut', 'placeOrders');
      headers = { ...headers, 'Accept-Encoding': accepted };
      await expect(place(accepted)).rejects.toThrow(/aborted|unexpected end of file|terminated/);
    }
    expect(taken()).toBe(2);
  });

  it.each([
    ['http_5xx', 503],
    ['html', 200],
  ])('%s: it is taken unless told otherwise, and the answer is a page', async (kind, status) => {
    for (const [isTaken, count] of [
      [true, 1],
      [false, 1],
    ]) {
      await switchOn(wire, kind, 'placeOrders', { taken: isTaken });
      const heard = await place(`-${isTaken}`);
      expect([heard.status, heard.headers['content-type']]).toEqual([status, 'text/html']);
      expect(heard.text).toContain('<html>');
      expect(taken()).toBe(count);
    }
  });

  it('slow: it is taken, and the answer is held back', async () => {
    await switchOn(wire, 'slow', 'placeOrders');
    const placed = place();
    await expect.poll(() => wire.world.clock.waiting()).toBe(1);
    expect(taken()).toBe(1);
    await wire.world.clock.advance(20_000);
    expect(json(await placed)).toMatchObject({ result: { status: 'SUCCESS' } });
  });

  it.each([
    ['timeout', { status: 'TIMEOUT', instructionReports: [{ status: 'TIMEOUT' }] }],
    [
      'bet_in_progress',
      {
        status: 'FAILURE',
        errorCode: 'BET_ACTION_ERROR',
        instructionReports: [{ status: 'FAILURE', errorCode: 'BET_IN_PROGRESS' }],
      },
    ],
    [
      'unknown_code',
      {
        status: 'FAILURE',
        errorCode: 'BET_ACTION_ERROR',
        instructionReports: [{ status: 'FAILURE', errorCode: 'NOT_YET_KNOWN' }],
      },
    ],
  ])('%s: the answer leaves it open, and it is taken and shows later', async (kind, report) => {
    await switchOn(wire, kind, 'placeOrders');
    const answer = json(await place());
    expect(answer).toMatchObject({ result: { customerRef: order, marketId: MARKET, ...report } });
    expect(JSON.stringify(answer)).not.toMatch(/betId|sizeMatched/);
    expect(taken()).toBe(1);
    await wire.world.clock.advance(2_999);
    expect(await listed()).toMatchObject({ currentOrders: [] });
    await wire.world.clock.advance(1);
    expect(await listed()).toMatchObject({ currentOrders: [{ sizeMatched: 2 }] });
  });

  it('an unclear answer, though it is refused all the same', async () => {
    await switchOn(wire, 'timeout', 'placeOrders');
    const heard = await rpc(wire, headers, 'placeOrders', placing({ marketId: '1.9', orderRef: order }));
    expect(json(heard)).toMatchObject({ result: { status: 'TIMEOUT' } });
    expect(taken()).toBe(0);
  });

  it('too_many_requests and dead_session: it is turned away at the door', async () => {
    await switchOn(wire, 'too_many_requests', 'placeOrders');
    expect(JSON.stringify(json(await place()))).toContain('TOO_MANY_REQUESTS');
    await switchOn(wire, 'dead_session', 'placeOrders');
    for (let time = 0; time < 2; time++)
      expect(JSON.stringify(json(await place()))).toContain('INVALID_SESSION_INFORMATION');
    expect(taken()).toBe(0);
    headers = await apiHeaders(wire);
    expect(json(await place())).toMatchObject({ result: { status: 'SUCCESS' } });
  });

  it('unknown_field: everything is there, and more', async () => {
    await switchOn(wire, 'unknown_field', 'placeOrders');
    expect(json(await place())).toMatchObject({
      result: {
        status: 'SUCCESS',
        notYetKnown: { models: ['PASSIVE'] },
        instructionReports: [{ betId: expect.any(String), notYetKnown: {} }],
      },
    });
  });
});

describe('a read meets', () => {
  it.each([
    ['timeout', 'AANGX-0006', 'TIMEOUT_ERROR'],
    ['too_many_requests', 'AANGX-0014', 'TOO_MANY_REQUESTS'],
    ['unknown_code', 'AANGX-0099', 'NOT_YET_KNOWN'],
  ])('%s as an exception of its API', async (kind, message, errorCode) => {
    await switchOn(wire, kind, 'getAccountFunds');
    expect(json(await funds())).toMatchObject({
      error: { code: -32_099, message, data: { AccountAPINGException: { errorCode } } },
    });
    await switchOn(wire, kind, 'listCurrentOrders');
    const heard = await rest(wire, headers, 'listCurrentOrders', {});
    expect(heard.status).toBe(400);
    expect(json(heard)).toMatchObject({ detail: { APINGException: { errorCode } } });
  });

  it('a cleared order that is not on the lists yet', async () => {
    await switchOn(wire, 'timeout', 'placeOrders');
    await place('', LATER);
    wire.world.emulator.void(LATER);
    const voided = () => result(wire, headers, 'listClearedOrders', { betStatus: 'VOIDED' });
    expect(await voided()).toMatchObject({ clearedOrders: [] });
    await wire.world.clock.advance(3_000);
    expect(await voided()).toMatchObject({ clearedOrders: [{ customerOrderRef: order }] });
  });

  it('no more of the fault than it was told, and none once it is cleared', async () => {
    await switchOn(wire, 'http_5xx', 'getAccountFunds', { times: 2 });
    const statuses = async (count: number) => {
      const heard = [];
      for (let time = 0; time < count; time++) heard.push((await funds()).status);
      return heard;
    };
    expect(await statuses(3)).toEqual([503, 503, 200]);
    await switchOn(wire, 'http_5xx', 'getAccountFunds', { times: 100 });
    expect(await statuses(1)).toEqual([503]);
    await switchOn(wire, 'http_5xx', 'getAccountFunds', { times: 0 });
    expect(await statuses(1)).toEqual([200]);
  });

  it('faults in the order in which they were switched on', async () => {
    await switchOn(wire, 'html', 'getAccountFunds');
    await switchOn(wire, 'http_5xx', '*');
    expect((await funds()).text).toContain('maintenance');
    expect((await funds()).status).toBe(503);
    expect((await funds()).status).toBe(200);
  });

  it('no fault where it is not let in, which then befalls the next', async () => {
    await switchOn(wire, 'http_5xx', 'getAccountFunds');
    expect((await rpc(wire, {}, 'getAccountFunds', {})).status).toBe(415);
    const dead = { ...headers, 'X-Authentication': 'dead' };
    expect((await rpc(wire, dead, 'getAccountFunds', {})).status).toBe(200);
    expect((await funds()).status).toBe(503);
  });

  it('a batch that is lost as a whole where one of it is', async () => {
    await switchOn(wire, 'lost_after', 'getAccountDetails');
    const body = JSON.stringify(
      ['getAccountFunds', 'getAccountDetails'].map((name, id) => ({
        jsonrpc: '2.0',
        method: `AccountAPING/v1.0/${name}`,
        id,
      })),
    );
    const url = `${wire.env.BETFAIR_API_URL}/account/json-rpc/v1`;
    await expect(send(wire.agent, url, { headers, body })).rejects.toThrow(CUT);
  });
});

describe('identity meets', () => {
  const keepAlive = async (token: string) =>
    json(
      await send(wire.agent, `${wire.env.BETFAIR_IDENTITY_URL}/keepAlive`, {
        headers: { 'X-Authentication': token },
      }),
    );

  it.each([
    ['too_many_requests', 'TEMPORARY_BAN_TOO_MANY_REQUESTS'],
    ['unknown_code', 'NOT_YET_KNOWN'],
  ])('%s at login', async (kind, loginStatus) => {
    await switchOn(wire, kind, 'certlogin');
    expect(json(await certlogin(wire))).toEqual({ loginStatus });
    expect(json(await certlogin(wire))).toMatchObject({ loginStatus: 'SUCCESS' });
  });

  it('lost and broken answers at login', async () => {
    await switchOn(wire, 'lost_before', 'certlogin');
    await expect(certlogin(wire)).rejects.toThrow(CUT);
    await switchOn(wire, 'http_5xx', 'certlogin');
    expect((await certlogin(wire)).status).toBe(503);
    await switchOn(wire, 'slow', 'certlogin');
    const slow = certlogin(wire);
    await expect.poll(() => wire.world.clock.waiting()).toBe(1);
    await wire.world.clock.advance(20_000);
    expect(json(await slow)).toMatchObject({ loginStatus: 'SUCCESS' });
  });

  it.each([
    ['dead_session', 'NO_SESSION'],
    ['timeout', 'INTERNAL_ERROR'],
    ['unknown_code', 'NOT_YET_KNOWN'],
  ])('%s at keepAlive', async (kind, error) => {
    const token = await login(wire);
    await switchOn(wire, kind, 'keepAlive');
    expect(await keepAlive(token)).toEqual({ token, product: '', status: 'FAIL', error });
    expect(await keepAlive(token)).toMatchObject({ status: kind === 'dead_session' ? 'FAIL' : 'SUCCESS' });
  });
});

it('befalls every operation that the exchange has', async () => {
  for (const operation of [...OPERATIONS.betting, ...OPERATIONS.account]) {
    await switchOn(wire, 'too_many_requests', operation);
    expect(JSON.stringify(json(await rpc(wire, headers, operation, {})))).toContain('TOO_MANY_REQUESTS');
    expect(JSON.stringify(json(await rpc(wire, headers, operation, {})))).not.toContain('DSC-0021');
  }
});

it('gives up on an answer held back where the caller has gone or the server is closed', async () => {
  const own = await startWire({ [MARKET]: [] });
  const letIn = await apiHeaders(own);
  await switchOn(own, 'slow', 'getAccountFunds', { times: 2 });
  const waits = [rpc(own, letIn, 'getAccountFunds', {}), rpc(own, letIn, 'getAccountFunds', {})];
  const outcomes = Promise.allSettled(waits);
  await expect.poll(() => own.world.clock.waiting()).toBe(2);
  await own.close();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(steer(own, 'GET', '/books')).rejects.toThrow();
});
