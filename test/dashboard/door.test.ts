import { describe, expect, it } from 'vitest';
import { CHART_KINDS } from '../../src/charts/kinds.ts';
import { createKeys } from '../../src/dashboard/door/keys.ts';
import type { Answer } from './http.ts';
import { bearer, builtPage, LOCKED, OPERATOR, type Served, serve, VIEWER } from './serve.ts';

const locked = (more: Parameters<typeof serve>[0] = {}): Promise<Served> =>
  serve({ ...more, dashboard: { settings: LOCKED, assets: builtPage(), ...more.dashboard } });

const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.[0]?.split(';')[0] ?? '';

const logIn = (served: Served, token: string): Promise<Answer> =>
  served.ask('/login', { method: 'POST', body: { token } });

const VIEWERS = [
  '/api/status',
  '/api/open',
  '/api/bets',
  '/api/cycles',
  '/api/events',
  '/api/scans',
  ...CHART_KINDS.map((name) => `/api/charts/${name}`),
  '/api/forecast',
  '/api/books',
  '/api/health',
  '/api/commands',
  '/api/suggest?command=help&option=command',
  '/api/openapi.json',
  '/metrics',
];
const OPERATORS = ['/api/config', '/api/logs'];

describe('with tokens set', () => {
  it('nothing but healthz, the login and its parts is shown without one', async () => {
    const served = await locked();
    for (const path of [...VIEWERS, ...OPERATORS, '/api/stream']) {
      const { status, headers, json } = await served.ask(path);
      expect([path, status, json.fault]).toEqual([path, 401, 'no_token']);
      expect(headers['www-authenticate']).toBe('Bearer');
    }
    expect(await served.ask('/')).toMatchObject({ status: 302, headers: { location: '/login' } });
    expect(await served.ask('/login')).toMatchObject({
      status: 200,
      text: expect.stringContaining('Log in'),
    });
    expect(await served.ask('/assets/app-ABCD1234.js')).toMatchObject({ status: 200 });
    expect(await served.ask('/healthz')).toMatchObject({ status: 200 });
  });

  it('a viewer sees all but the settings and the log, and an operator these too', async () => {
    const served = await locked();
    for (const path of VIEWERS)
      expect([path, (await served.ask(path, { headers: bearer(VIEWER) })).status]).toEqual([path, 200]);
    for (const path of OPERATORS) {
      expect((await served.ask(path, { headers: bearer(VIEWER) })).json.fault).toBe('forbidden');
      expect((await served.ask(path, { headers: bearer(OPERATOR) })).status).toBe(200);
    }
    expect((await served.ask('/api/status', { headers: bearer(VIEWER) })).json).toMatchObject({
      role: 'viewer',
      login: true,
    });
    const names = async (token: string) =>
      (await served.ask('/api/commands', { headers: bearer(token) })).json.commands
        .filter(({ allowed }: { allowed: boolean }) => allowed)
        .map(({ name }: { name: string }) => name);
    expect(await names(VIEWER)).not.toContain('pause');
    expect(await names(OPERATOR)).toContain('pause');
    expect(await names(OPERATOR)).not.toContain('quit');
  });

  it('a login gives a cookie that a script cannot read and another site does not send', async () => {
    const served = await locked();
    const answer = await logIn(served, VIEWER);
    expect(answer).toMatchObject({ status: 200, json: { role: 'viewer' } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^rollover_[0-9a-f]{8}=viewer\.\d+\.[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const cookie = { Cookie: cookieOf(answer) };
    expect((await served.ask('/api/status', { headers: cookie })).json.role).toBe('viewer');
    expect(await served.ask('/', { headers: cookie })).toMatchObject({ status: 200 });
    const out = await served.ask('/logout', { method: 'POST', headers: cookie, body: {} });
    expect([out.status, out.headers['set-cookie']?.[0]]).toEqual([204, expect.stringContaining('Max-Age=0')]);
  });

  it('a cookie outlives a restart, but not a week, a changed token, or a change by its bearer', async () => {
    const served = await locked();
    const cookie = cookieOf(await logIn(served, OPERATOR));
    const status = async (other: Served, Cookie: string) =>
      (await other.ask('/api/status', { headers: { Cookie } })).status;
    expect(await status(await locked(), cookie)).toBe(200);
    expect(await status(served, cookie.replace('operator', 'viewer'))).toBe(401);
    expect(await status(served, cookie.slice(0, -4))).toBe(401);
    const changed = await locked({ dashboard: { settings: { ...LOCKED, token: 'another one' } } });
    expect(await status(changed, cookie)).toBe(401);
    const [, value] = cookie.split('=', 2);
    expect(
      await status(changed, `${createKeys({ ...LOCKED, token: 'another one' }).cookieName}=${value}`),
    ).toBe(401);
    await served.bench.clock.advance(7 * 86_400_000);
    expect(await status(served, cookie)).toBe(401);
  });

  it('a cookie is for https alone where it came that way', async () => {
    const served = await locked();
    const answer = await served.ask('/login', {
      method: 'POST',
      headers: { 'X-Forwarded-Proto': 'https' },
      body: { token: VIEWER },
    });
    expect(answer.headers['set-cookie']?.[0]).toContain('; Secure');
  });

  it('a wrong token is refused, and after ten no token is looked at from there', async () => {
    const served = await locked();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await logIn(served, `wrong ${attempt}`)).toMatchObject({
        status: 401,
        json: { fault: 'wrong_token' },
      });
      expect((await served.ask('/api/status', { headers: bearer(`wrong-${attempt}`) })).status).toBe(401);
    }
    expect(await logIn(served, OPERATOR)).toMatchObject({ status: 200 });
    const over = await logIn(served, 'wrong again');
    expect(over).toMatchObject({ status: 429, json: { fault: 'locked' } });
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(800);
    expect(await logIn(served, OPERATOR)).toMatchObject({ status: 429, json: { fault: 'locked' } });
    expect((await served.ask('/api/status', { headers: bearer(VIEWER) })).status).toBe(429);
  });

  it('who is logged in already stays so while the address is locked out', async () => {
    const served = await locked();
    const cookie = { Cookie: cookieOf(await logIn(served, OPERATOR)) };
    for (let attempt = 0; attempt < 12; attempt += 1) await logIn(served, 'wrong');
    expect((await served.ask('/api/status', { headers: cookie })).status).toBe(200);
  });

  it('logins are in the log, the tokens are not, and nothing answers with one', async () => {
    const served = await locked();
    await logIn(served, OPERATOR);
    await logIn(served, 'not this one');
    expect(served.logged.join('\n')).toContain('Somebody logged in on the dashboard');
    expect(served.logged.join('\n')).toContain('A login on the dashboard was refused');
    const said = await Promise.all(
      [...VIEWERS, ...OPERATORS, '/healthz', '/'].map((path) =>
        served.ask(path, { headers: bearer(OPERATOR) }),
      ),
    );
    const all = [...served.logged, ...said.map(({ text, headers }) => text + JSON.stringify(headers))].join(
      '\n',
    );
    for (const secret of [OPERATOR, VIEWER, 'not this one']) expect(all).not.toContain(secret);
  });

  it('wrong tokens of programs are in the log, until none is looked at any more', async () => {
    const served = await locked();
    for (let attempt = 0; attempt < 15; attempt += 1)
      await served.ask('/api/status', { headers: bearer(`wrong-${attempt}`) });
    const refused = served.logged.filter((line) => line === 'A wrong token was shown at the dashboard');
    expect(refused).toHaveLength(10);
    expect(served.logged.join('\n')).not.toContain('wrong-');
  });

  it('with a viewer token alone nobody is operator', async () => {
    const served = await locked({ dashboard: { settings: { ...LOCKED, token: null } } });
    expect((await served.ask('/api/status')).status).toBe(401);
    expect((await served.ask('/api/status', { headers: bearer(VIEWER) })).json.role).toBe('viewer');
    expect((await served.ask('/api/config', { headers: bearer(VIEWER) })).status).toBe(403);
  });
});

describe('tokens', () => {
  it('are compared whole, whatever their length', () => {
    const { roleOf } = createKeys(LOCKED);
    expect(roleOf(OPERATOR)).toBe('operator');
    expect(roleOf(VIEWER)).toBe('viewer');
    for (const wrong of ['', OPERATOR.slice(1), `${OPERATOR} `, OPERATOR.toUpperCase(), 'x'.repeat(10_000)])
      expect(roleOf(wrong)).toBeNull();
  });

  it('that are not set open nothing', () => {
    const { required, roleOf } = createKeys({ token: null, viewerToken: null });
    expect([required, roleOf(''), roleOf('null')]).toEqual([false, null, null]);
  });

  it('give cookies of another name and key to each pair', () => {
    const keys = [LOCKED, { ...LOCKED, token: 'x' }, { ...LOCKED, viewerToken: null }].map(createKeys);
    expect(new Set(keys.map(({ cookieName }) => cookieName)).size).toBe(3);
    expect(new Set(keys.map(({ cookieSecret }) => cookieSecret)).size).toBe(3);
  });
});

describe('without a token', () => {
  it.each(['localhost', '127.0.0.1', '127.9.9.9', '[::1]', '127.0.0.1:1234'])(
    '%s is answered',
    async (host) => {
      const served = await serve();
      expect((await served.ask('/api/status', { headers: { Host: host } })).json.role).toBe('operator');
    },
  );

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', '0.0.0.0'])(
    '%s is not: a name may have been made to lead here',
    async (host) => {
      const served = await serve();
      for (const path of ['/', '/api/status', '/healthz', '/login', '/assets/a.js'])
        expect(await served.ask(path, { headers: { Host: host } })).toMatchObject({
          status: 403,
          json: { fault: 'host' },
        });
    },
  );

  it('there is no login', async () => {
    const served = await serve({ dashboard: { assets: builtPage() } });
    expect(await served.ask('/login')).toMatchObject({ status: 302, headers: { location: '/' } });
    expect(await logIn(served, 'anything')).toMatchObject({ status: 200, json: { role: 'operator' } });
  });
});

describe('a page of another place', () => {
  const pause = (served: Served, headers: Record<string, string>, body: unknown = {}) =>
    served.ask('/api/commands/pause', {
      method: 'POST',
      headers: { 'Idempotency-Key': 'k', ...headers },
      body,
    });

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another port of this machine', { 'Sec-Fetch-Site': 'same-site' }],
    ['a browser that tells no site', { Origin: 'http://evil.example' }],
    ['a frame without an origin', { Origin: 'null' }],
  ])('is turned away: %s', async (_, headers) => {
    const served = await serve();
    expect(await pause(served, headers)).toMatchObject({ status: 403, json: { fault: 'origin' } });
    expect(served.bench.handler.state().paused).toBeNull();
    expect((await served.ask('/api/status', { headers })).status).toBe(403);
    expect((await served.ask('/login', { method: 'POST', headers, body: { token: 'x' } })).status).toBe(403);
    expect((await served.ask('/logout', { method: 'POST', headers, body: {} })).status).toBe(403);
  });

  it('may lead here all the same', async () => {
    const served = await serve({ dashboard: { assets: builtPage() } });
    expect((await served.ask('/', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(200);
  });

  it('is not what the own page is', async () => {
    const served = await serve();
    expect(await pause(served, { 'Sec-Fetch-Site': 'same-origin', Origin: served.url })).toMatchObject({
      status: 200,
    });
    expect(await served.ask('/api/status', { headers: { Origin: served.url } })).toMatchObject({
      status: 200,
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'cannot send a form in its name: %s',
    async (type) => {
      const served = await serve();
      const answer = await pause(served, { 'Content-Type': type }, '{"options":{}}');
      expect(answer).toMatchObject({ status: 400, json: { fault: 'not_json' } });
      expect(served.bench.handler.state().paused).toBeNull();
    },
  );
});

describe('who asks for too much', () => {
  it('sends a body of 64 KiB at most', async () => {
    const served = await serve();
    const answer = await served.call('pause', { reason: 'x'.repeat(70_000) });
    expect(answer).toMatchObject({ status: 413, json: { fault: 'too_large' } });
    expect(served.bench.handler.state().paused).toBeNull();
  });

  it('is not believed about its length: what comes in pieces is counted', async () => {
    const served = await serve();
    const send = (body: string) =>
      served.ask('/api/commands/pause', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Transfer-Encoding': 'chunked',
          'Idempotency-Key': `pieces-${body.length}`,
        },
        body,
      });
    const options = (reason: string) => JSON.stringify({ options: { reason } });
    expect(await send(options('x'.repeat(70_000)))).toMatchObject({
      status: 413,
      json: { fault: 'too_large' },
    });
    expect(served.bench.handler.state().paused).toBeNull();
    expect(await send(options('tea'))).toMatchObject({ status: 200 });
    expect(served.bench.handler.state().paused).toMatchObject({ why: 'tea' });
  });

  it('and sends nothing at all is told so', async () => {
    const served = await serve();
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'nothing' };
    expect(await served.ask('/api/commands/pause', { method: 'POST', headers })).toMatchObject({
      status: 400,
      json: { fault: 'invalid' },
    });
  });

  it('is told to wait', async () => {
    const limits = { requests: 5, commands: 2, wrongTokens: 10 };
    const served = await serve({ dashboard: { limits } });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await served.call('status')).status);
    for (let i = 0; i < 3; i += 1) statuses.push((await served.ask('/api/health')).status);
    expect(statuses).toEqual([200, 200, 429, 200, 200, 429]);
    const over = await served.ask('/api/status');
    expect(over).toMatchObject({ status: 429, json: { fault: 'too_many' } });
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('does not keep the health check of the same machine out', async () => {
    const limits = { requests: 2, commands: 2, wrongTokens: 10 };
    const served = await serve({ dashboard: { limits } });
    for (let i = 0; i < 4; i += 1) await served.ask('/api/health');
    expect((await served.ask('/api/health')).status).toBe(429);
    for (let i = 0; i < 4; i += 1) expect((await served.ask('/healthz')).status).toBe(200);
  });
});

describe('every answer', () => {
  it('lets a browser load nothing of another place, run nothing in its text, and frame it nowhere', async () => {
    const served = await serve({ dashboard: { assets: builtPage() } });
    for (const path of ['/', '/api/status', '/assets/plain.css', '/nothing', '/api/bets?limit=0']) {
      const { headers } = await served.ask(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});
