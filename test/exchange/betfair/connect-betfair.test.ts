import { globalAgent } from 'node:http';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import { createBetfairExchange } from '../../../src/exchange/betfair/betfair-exchange.ts';
import type { BackOrder } from '../../../src/exchange/exchange.ts';
import { world } from '../emulator/world.ts';
import { handClock } from '../hand-clock.ts';
import { connect, serve } from './over-https.ts';
import { apiError, type Behaviour, json, lettingIn, result, SECRETS, stubBetfair } from './stub-betfair.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** A connection to a server that behaves so; the client's clock is moved by hand. */
async function against(behave: Behaviour, change: object = {}) {
  const stub = await stubBetfair(behave);
  open.push(stub);
  const clock = handClock(Date.now());
  const connection = connect({ ...stub.access, ...change }, clock);
  const exchange = createBetfairExchange({ call: connection.call, strategyRef: 'rollover' });
  return { ...stub, clock, connection, exchange, said: connection.said, tokens: connection.tokens };
}

type Against = Awaited<ReturnType<typeof against>>;

const FUNDS = { availableToBetBalance: 10, exposure: 0 };

const order: BackOrder = {
  marketId: '1.1',
  marketVersion: 1,
  selectionId: 2,
  price: price(3.5),
  size: pennies(200),
  orderRef: 'only',
  withinMs: 20_000,
};

/** The rejection of a promise. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: unknown) => error,
  );

const never: Behaviour = () => {};

describe('what goes over the wire', () => {
  it('is one login as a form, then each call in a JSON-RPC envelope with key and token', async () => {
    const { connection, heard, tokens } = await against(lettingIn((it, to) => result(to, it, FUNDS)));
    await connection.call('getAccountFunds', { wallet: 'UK' });
    await connection.call('listMarketBook', { marketIds: ['1.1'] });
    expect(tokens).toEqual(['token-1']);
    expect(heard.map(({ url, body }) => [url, body])).toEqual([
      ['/cert/certlogin', 'username=punter%40example&password=pass%26word%3D1'],
      [
        '/exchange/account/json-rpc/v1',
        '{"jsonrpc":"2.0","method":"AccountAPING/v1.0/getAccountFunds","params":{"wallet":"UK"},"id":1}',
      ],
      [
        '/exchange/betting/json-rpc/v1',
        '{"jsonrpc":"2.0","method":"SportsAPING/v1.0/listMarketBook","params":{"marketIds":["1.1"]},"id":2}',
      ],
    ]);
    const [login, call] = heard;
    expect(login?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-application': SECRETS.appKey,
    });
    expect(call?.headers).toMatchObject({
      'x-application': SECRETS.appKey,
      'x-authentication': 'token-1',
      accept: 'application/json',
      'content-type': 'application/json',
      'accept-encoding': 'gzip, deflate',
      connection: 'keep-alive',
    });
    expect(heard.every(({ headers }) => headers.expect === undefined)).toBe(true);
  });

  it('may come back compressed', async () => {
    const { connection } = await against(
      lettingIn(({ id }, to) => {
        to.setHeader('Content-Encoding', 'gzip');
        to.end(gzipSync(JSON.stringify({ jsonrpc: '2.0', result: FUNDS, id })));
      }),
    );
    expect(await connection.call('getAccountFunds', {})).toEqual(FUNDS);
  });

  it('keeps alive and logs out with the token', async () => {
    const { connection, heard } = await against(
      lettingIn((_, to) => json(to, { token: 'token-1', product: 'p', status: 'SUCCESS', error: '' })),
    );
    expect(connection.sessionAt()).toBe(null);
    await connection.login();
    expect(connection.sessionAt()).toEqual(expect.any(Number));
    await connection.keepAlive();
    await connection.logout();
    expect(connection.sessionAt()).toBe(null);
    expect(heard.slice(1).map(({ url, headers }) => [url, headers['x-authentication']])).toEqual([
      ['/identity/keepAlive', 'token-1'],
      ['/identity/logout', 'token-1'],
    ]);
  });

  it('goes on with the token that keeping alive gives', async () => {
    const { connection, heard, tokens } = await against(
      lettingIn((it, to) =>
        it.operation === 'keepAlive'
          ? json(to, { token: 'token-new', product: 'p', status: 'SUCCESS', error: '' })
          : result(to, it, FUNDS),
      ),
    );
    await connection.login();
    await connection.keepAlive();
    await connection.call('getAccountFunds', {});
    expect(tokens).toEqual(['token-1', 'token-new']);
    expect(heard.at(-1)?.headers['x-authentication']).toBe('token-new');
  });
});

describe('a login', () => {
  it('is shared by all that wait for it', async () => {
    const { connection, times } = await against(lettingIn((it, to) => result(to, it, FUNDS)));
    await Promise.all([connection.login(), ...[1, 2, 3].map(() => connection.call('getAccountFunds', {}))]);
    expect(times('certlogin')).toBe(1);
  });

  it.each([
    ['INVALID_USERNAME_OR_PASSWORD', /BETFAIR_USERNAME and BETFAIR_PASSWORD/],
    ['CERT_AUTH_REQUIRED', /BETFAIR_CERT_FILE/],
    ['ACCOUNT_NOW_LOCKED', /just been locked/],
    ['ACCOUNT_ALREADY_LOCKED', /is locked/],
    ['SUSPENDED', /is suspended/],
    ['CLOSED', /is closed/],
    ['SELF_EXCLUDED', /excluded itself/],
    ['KYC_SUSPEND', /proved who he is/],
    ['PENDING_AUTH', /authorisation/],
    ['BETTING_RESTRICTED_LOCATION', /takes no bets from the place/],
    ['SECURITY_RESTRICTED_LOCATION', /restricts logins/],
    ['CHANGE_PASSWORD_REQUIRED', /password must be changed/],
    ['ACCOUNT_PENDING_PASSWORD_CHANGE', /password must be changed/],
    ['INTERNATIONAL_TERMS_ACCEPTANCE_REQUIRED', /Terms are to be accepted/],
    ['PERSONAL_MESSAGE_REQUIRED', /message that must be read/],
  ])('refused with %s is said once, and not tried again', async (loginStatus, sentence) => {
    const { connection, exchange, said, times, clock } = await against((_, to) => json(to, { loginStatus }));
    const refused = { code: 'LOGIN_REFUSED', operation: 'certlogin', advice: 'give_up' };
    await expect(connection.login()).rejects.toMatchObject(refused);
    await clock.advance(7 * 86_400_000);
    const failure = failureOf(exchange.funds());
    expect(await failure).toMatchObject({ code: 'LOGIN_REFUSED', advice: 'give_up' });
    expect(String(await failure)).toMatch(sentence);
    expect(await exchange.place(order)).toEqual({ kind: 'rejected', code: 'LOGIN_REFUSED' });
    await expect(connection.login()).rejects.toMatchObject(refused);
    expect(times('certlogin')).toBe(1);
    expect(said.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it.each([
    ['TEMPORARY_BAN_TOO_MANY_REQUESTS', /too many logins/],
    ['A_STATUS_OF_TOMORROW', /does not know that answer/],
  ])('put off with %s is tried again after 20 minutes, not before', async (loginStatus, sentence) => {
    const { connection, times, clock } = await against((_, to, nth) =>
      json(to, nth === 1 ? { loginStatus } : { loginStatus: 'SUCCESS', sessionToken: 't' }),
    );
    await expect(connection.login()).rejects.toThrow(sentence);
    await clock.advance(20 * 60_000 - 1);
    await expect(connection.login()).rejects.toMatchObject({ code: 'LOGIN_PUT_OFF', advice: 'retry' });
    expect(times('certlogin')).toBe(1);
    await clock.advance(1);
    await connection.login();
    expect(times('certlogin')).toBe(2);
  });

  it('that brings no token, or nonsense, fails and may be tried again', async () => {
    const answers = [{ loginStatus: 'SUCCESS' }, { hello: 1 }, { loginStatus: 'SUCCESS', sessionToken: 't' }];
    const { connection } = await against((_, to, nth) => json(to, answers[nth - 1]));
    await expect(connection.login()).rejects.toThrow(/without giving it a session/);
    await expect(connection.login()).rejects.toThrow(/not Betfair's/);
    await connection.login();
  });
});

/** Lets the back-off pass until the promise is settled. */
async function patiently<T>({ clock }: Against, promise: Promise<T>): Promise<T> {
  let settled = false;
  const watched = promise.finally(() => {
    settled = true;
  });
  watched.catch(() => {});
  while (!settled) {
    await clock.advance(500);
  }
  return watched;
}

describe('a read', () => {
  it('is tried four times at most, ever later', async () => {
    const stub = await stubBetfair(lettingIn((it, to) => apiError(to, it, 'SERVICE_BUSY')));
    open.push(stub);
    const pauses: number[] = [];
    const hand = handClock(Date.now());
    // Time-outs come with a signal, pauses without.
    const wait = async (ms: number, signal?: AbortSignal) =>
      signal === undefined ? void pauses.push(ms) : hand.wait(ms);
    const { call } = connect(stub.access, { ...hand, wait });
    await expect(call('getAccountFunds', {})).rejects.toMatchObject({ errorCode: 'SERVICE_BUSY' });
    expect(stub.times('getAccountFunds')).toBe(4);
    expect(pauses).toEqual([500, 1_500, 4_500]);
  });

  it.each(['TOO_MUCH_DATA', 'INVALID_INPUT_DATA', 'INVALID_APP_KEY', 'ACCESS_DENIED', 'DSC-0018'])(
    'refused with %s is not tried again',
    async (errorCode) => {
      const { exchange, times } = await against(lettingIn((it, to) => apiError(to, it, errorCode)));
      await expect(exchange.funds()).rejects.toMatchObject({ code: errorCode, advice: 'give_up' });
      expect(times('getAccountDetails')).toBe(1);
    },
  );

  it('keeps to three calls in progress of one kind', async () => {
    const waiting: (() => void)[] = [];
    const { connection, times, untilHeard } = await against(
      lettingIn((it, to) => void waiting.push(() => result(to, it, []))),
    );
    const calls = [1, 2, 3, 4, 5].map(() => connection.call('listCurrentOrders', {}));
    await untilHeard('listCurrentOrders', 3);
    await connection.login();
    expect(times('listCurrentOrders')).toBe(3);
    for (let done = 0; done < 5; done += 1) {
      await untilHeard('listCurrentOrders', done + 1);
      waiting[done]?.();
    }
    expect(await Promise.all(calls)).toHaveLength(5);
  });

  it('asks five times a second at most for the book of one market', async () => {
    const { connection, times, clock } = await against(lettingIn((it, to) => result(to, it, [])));
    const book = (id: string) => connection.call('listMarketBook', { marketIds: [id] });
    await Promise.all([1, 2, 3, 4, 5].map(() => book('1.1')));
    const sixth = book('1.1');
    await book('1.2');
    expect(times('listMarketBook')).toBe(6);
    await clock.advance(1_100);
    await sixth;
    expect(times('listMarketBook')).toBe(7);
  });
});

describe('a placement', () => {
  it.each<[string, Behaviour]>([
    ['a server fault', (_, to) => json(to, { anything: 1 }, 503)],
    [
      'a server fault that bears a code',
      (it, to) => {
        to.statusCode = 500;
        to.end(
          JSON.stringify({
            jsonrpc: '2.0',
            error: { code: -32_099, message: 'INVALID_INPUT_DATA' },
            id: it.id,
          }),
        );
      },
    ],
    ['HTML', (_, to) => to.end('<html></html>')],
    ['nothing', (_, to) => to.end()],
    [
      'half an answer',
      (_, to) => {
        to.writeHead(200, { 'Content-Length': 100 });
        to.write('{"jsonrpc":', () => to.destroy());
      },
    ],
    ['the answer to another call', (_, to) => json(to, { jsonrpc: '2.0', result: {}, id: 99 })],
    ['a broken connection', (_, to) => to.destroy()],
    ['SERVICE_BUSY', (it, to) => apiError(to, it, 'SERVICE_BUSY')],
    [
      'a redirection',
      (_, to) => {
        to.writeHead(307, { Location: '/elsewhere' });
        to.end();
      },
    ],
  ])('that meets %s is unknown and sent once', async (_what, behave) => {
    const { exchange, times, clock } = await against(lettingIn(behave));
    expect(await exchange.place(order)).toMatchObject({ kind: 'unknown' });
    await clock.advance(60_000);
    expect(times('placeOrders')).toBe(1);
  });

  it('is waited for as long as is given it, and its connection is gone when it is unknown', async () => {
    const { exchange, connection, untilHeard, clock } = await against(lettingIn(never));
    await connection.login();
    const placing = exchange.place(order);
    let over = false;
    placing.then(
      () => {
        over = true;
      },
      () => {},
    );
    await untilHeard('placeOrders', 1);
    await clock.advance(19_999);
    expect(over).toBe(false);
    expect(openSockets()).toBe(1);
    await clock.advance(1);
    expect(await placing).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('did not answer within 20 seconds'),
    });
    expect(openSockets()).toBe(0);
  });
});

/** Connections of ours with a request on them. */
const openSockets = () => Object.values(globalAgent.sockets).flat().length;

describe('every time-out', () => {
  it.each<[string, number, (in_: Against) => Promise<unknown>]>([
    ['certlogin', 15_000, ({ connection }) => connection.login()],
    ['keepAlive', 15_000, async ({ connection }) => connection.keepAlive()],
    ['logout', 1_500, ({ connection }) => connection.logout()],
  ])('of %s is %i ms', async (operation, timeout, act) => {
    const isLogin = operation === 'certlogin';
    const in_ = await against(isLogin ? never : lettingIn(never));
    if (!isLogin) await in_.connection.login();
    const acting = act(in_).then(
      () => 'ended',
      (error: unknown) => String(error),
    );
    await in_.untilHeard(operation, 1);
    await in_.clock.advance(timeout - 1);
    expect(openSockets()).toBe(1);
    await in_.clock.advance(1);
    expect(await acting).toMatch(operation === 'logout' ? /ended/ : /did not answer within 15 seconds/);
    expect(openSockets()).toBe(0);
  });

  it('of a read is 15 s, four times', async () => {
    const in_ = await against(lettingIn(never));
    const failure = failureOf(patiently(in_, in_.exchange.funds()));
    expect(await failure).toMatchObject({ code: 'NO_ANSWER', advice: 'retry' });
    expect(in_.times('getAccountDetails')).toBe(4);
    expect(in_.clock.monotonic()).toBeGreaterThanOrEqual(4 * 15_000 + 6_500);
  });
});

describe('the clock', () => {
  const dated = (skew: number): Behaviour =>
    lettingIn((it, to) => {
      to.setHeader('Date', new Date(Date.now() - skew).toUTCString());
      result(to, it, FUNDS);
    });

  it.each([
    [3_600_000, /60 minutes ahead of/],
    [-3_600_000, /60 minutes behind/],
  ])('that is %i ms off is told of once', async (skew, words) => {
    const { connection, said } = await against(dated(skew));
    for (const _ of [1, 2, 3]) await connection.call('getAccountFunds', {});
    const warnings = said.filter(({ level }) => level === 'warn');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.message).toMatch(words);
  });

  it('that agrees is not mentioned', async () => {
    const { connection, said } = await against(dated(0));
    await connection.call('getAccountFunds', {});
    expect(said).toEqual([]);
  });
});

describe('no secret', () => {
  const revealed = (shown: unknown) =>
    [...Object.values(SECRETS), 'pass%26word', 'token-1'].filter((secret) =>
      inspect(shown, { depth: 20, showHidden: true }).includes(secret),
    );

  it.each<[string, Behaviour]>([
    ['a refused login', (_, to) => json(to, { loginStatus: 'INVALID_USERNAME_OR_PASSWORD' })],
    ['a login that breaks off', (_, to) => to.destroy()],
    [
      'a server that repeats what it was sent',
      ({ body, headers }, to) => to.end(`${body}${inspect(headers)}`),
    ],
    ['a call that breaks off', lettingIn((_, to) => to.destroy())],
    ['a call answered with nonsense', lettingIn(({ headers }, to) => to.end(inspect(headers)))],
    ['a call refused', lettingIn((it, to) => apiError(to, it, 'INVALID_APP_KEY'))],
  ])('is in what is thrown or said by %s', async (_what, behave) => {
    const in_ = await against(behave);
    const failure = await failureOf(patiently(in_, in_.exchange.funds()));
    const outcome = await patiently(in_, in_.exchange.place(order));
    expect(revealed([failure, outcome, in_.said])).toEqual([]);
    expect(JSON.stringify(failure)).not.toContain('headers');
  });
});

describe('a server that cannot be reached', () => {
  it('is named', async () => {
    const gone = await stubBetfair(never);
    await gone.close();
    const connection = connect(gone.access);
    await expect(connection.login()).rejects.toThrow(
      /127\.0\.0\.1:\d+ refuses the connection: nothing listens there/,
    );
  });

  it('is one whose certificate is not known, or that does not know ours', async () => {
    const served = await serve(world());
    open.push(served);
    const unknown = connect({ ...served.access, caFile: null });
    await expect(unknown.login()).rejects.toThrow(
      /from no authority that this program knows: check BETFAIR_CA_FILE/,
    );
    const { stranger, strangerKey } = served.server.files;
    const strange = connect({ ...served.access, certFile: stranger, keyFile: strangerKey });
    await expect(strange.login()).rejects.toThrow(/CERT_AUTH_REQUIRED/);
  });

  it('is one that does not speak TLS, or no HTTP', async () => {
    const plain = await stubBetfair(never);
    open.push(plain);
    const certLoginUrl = plain.access.certLoginUrl.replace('http:', 'https:');
    await expect(connect({ ...plain.access, certLoginUrl }).login()).rejects.toThrow(/does not speak TLS/);
  });
});
