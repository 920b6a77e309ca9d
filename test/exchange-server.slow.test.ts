import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { agentWith, type Heard, json, send } from './exchange/emulator/server/wire.ts';
import { startExchangeProcess as run } from './exchange-process.ts';
import { tempDir } from './store/temp-log.ts';

const RECORDING = resolve(
  process.env['SHARED_DIR'] ?? '../shared',
  'data/betfair/stream/football/1.131162806',
);
const DRAW = 58_805;

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

const variable = (env: Record<string, string>, name: string): string => env[name] ?? '';

const reply = z.object({ result: z.unknown() });

/** A client with the printed variables and nothing else. */
async function clientOf(env: Record<string, string>) {
  const agent = agentWith(
    variable(env, 'BETFAIR_CA_FILE'),
    variable(env, 'BETFAIR_CERT_FILE'),
    variable(env, 'BETFAIR_KEY_FILE'),
  );
  onTestFinished(() => agent.destroy());
  const username = variable(env, 'BETFAIR_USERNAME');
  const body = new URLSearchParams({ username, password: variable(env, 'BETFAIR_PASSWORD') }).toString();
  const heard: Heard = await send(agent, `${env['BETFAIR_CERT_LOGIN_URL']}/certlogin`, { body });
  const { sessionToken } = z.object({ sessionToken: z.string() }).parse(json(heard));
  const headers = {
    'X-Application': variable(env, 'BETFAIR_APP_KEY'),
    'X-Authentication': sessionToken,
    'Content-Type': 'application/json',
  };
  return async (operation: string, params: unknown): Promise<unknown> => {
    const method = `SportsAPING/v1.0/${operation}`;
    const request = JSON.stringify({ jsonrpc: '2.0', method, params, id: 1 });
    const url = `${env['BETFAIR_API_URL']}/betting/json-rpc/v1`;
    return reply.parse(json(await send(agent, url, { headers, body: request }))).result;
  };
}

const booksOf = async (control: string) => (await fetch(`${control}/books`)).json();

describe('the exchange as a program', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one line, serves, and ends on %s within a second, its temporary folder gone',
    async (signal) => {
      const { child, out, err, up, ended } = run([]);
      const { env, control } = await up;
      const ask = await clientOf(env);
      expect(await ask('listMarketCatalogue', { filter: {}, maxResults: 3 })).toHaveLength(3);
      expect(await booksOf(control)).toEqual({ orders: [] });
      expect(out().trim().split('\n')).toHaveLength(1);
      expect(err()).toContain('Generated football');
      expect(Object.keys(env).every((name) => name.startsWith('BETFAIR_'))).toBe(true);
      const before = performance.now();
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(performance.now() - before).toBeLessThan(1_000);
      expect(existsSync(dirname(variable(env, 'BETFAIR_CA_FILE')))).toBe(false);
    },
  );

  it('makes the folder that it is told, puts what a client needs there for its owner alone, and leaves it', async () => {
    const dir = join(tempDir(), 'new', 'certificates');
    const { child, up, ended } = run(['--dir', dir]);
    const { env } = await up;
    expect(env['BETFAIR_KEY_FILE']).toBe(join(dir, 'client.key'));
    const secrets = ['app-key', 'username', 'password'].map((name) => readFileSync(join(dir, name), 'utf8'));
    expect(secrets).toEqual([env['BETFAIR_APP_KEY'], env['BETFAIR_USERNAME'], env['BETFAIR_PASSWORD']]);
    child.kill();
    await ended;
    expect(existsSync(join(dir, 'client.key'))).toBe(true);
    expect(new Set(readdirSync(dir).map((name) => statSync(join(dir, name)).mode & 0o777))).toEqual(
      new Set([0o600]),
    );
  });

  it('names every wrong flag, prints nothing else, and exits with 2', async () => {
    const { out, err, ended } = run(['--port', 'x', '--speed', '0', '--sped']);
    expect(await ended).toEqual([2, null]);
    expect(out()).toBe('');
    expect(err()).toMatch(/--port x: .*65535[\s\S]*--speed 0: .*100000[\s\S]*--sped is not known: --port/);
  });

  it('says in a sentence that a port is taken, a folder is none or a recording is not there, and exits with 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const cases: [readonly string[], RegExp][] = [
      [['--port', port], /^--port: another program has that port/],
      [['--dir', '/dev/null'], /^--dir or --port: .*\/dev\/null.*choose/],
      [['--replay', '/nowhere/recording'], /\/nowhere\/recording/],
    ];
    for (const [flags, sentence] of cases) {
      const { out, err, ended } = run(flags);
      expect(await ended).toEqual([2, null]);
      expect(out()).toBe('');
      expect(err()).toMatch(sentence);
      expect(err()).not.toMatch(/\n {4}at /);
    }
    other.close();
  });

  it('shows its help', async () => {
    const { out, ended } = run(['--help']);
    expect(await ended).toEqual([0, null]);
    expect(out()).toContain('--replay FILE...');
  });

  it('leaves nothing behind where npm is told to end', async () => {
    const { child, up } = run(['--speed', '600'], ['npm', 'run', 'exchange', '--']);
    const { control } = await up;
    expect(await booksOf(control)).toEqual({ orders: [] });
    child.kill('SIGTERM');
    await expect.poll(() => booksOf(control).catch(() => 'gone'), { timeout: 5_000 }).toBe('gone');
  });

  it.skipIf(!existsSync(RECORDING))('replays a recording to its end: a back of The Draw is won', async () => {
    const { up, err } = run(['--replay', RECORDING, '--speed', '20000']);
    const { env, control } = await up;
    const ask = await clientOf(env);
    const [market] = z
      .array(z.object({ marketId: z.string() }))
      .parse(await ask('listMarketCatalogue', { filter: {}, maxResults: 1 }));
    const order = { marketId: market?.marketId, ...instructionsFor(DRAW) };
    expect(await ask('placeOrders', order)).toMatchObject({ status: 'SUCCESS' });
    const cleared = () => ask('listClearedOrders', { betStatus: 'SETTLED' });
    await expect
      .poll(cleared, { timeout: 120_000, interval: 250 })
      .toMatchObject({ clearedOrders: [{ betOutcome: 'WON' }] });
    expect(await booksOf(control)).toMatchObject({ orders: [{ selectionId: DRAW, outcome: 'WON' }] });
    expect(err()).toContain('1 market to bet on');
  });
});

const instructionsFor = (selectionId: number) => ({
  instructions: [
    {
      orderType: 'LIMIT',
      selectionId,
      side: 'BACK',
      limitOrder: { size: 2, price: 1.5, persistenceType: 'LAPSE', timeInForce: 'FILL_OR_KILL' },
    },
  ],
});
