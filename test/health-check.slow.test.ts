import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { startBotProcess } from './bot-process.ts';
import { tempDir } from './store/temp-log.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

/** What the built program says and ends with, in an environment of these variables alone. */
async function check(env: Record<string, string>): Promise<{ said: string; code: unknown }> {
  const child = spawn(process.execPath, [resolve('dist/src/health-check.js')], { cwd: tempDir(), env });
  child.stdin.end();
  const [said, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { said: said + err, code };
}

/** The port of a server on loopback. */
async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = createServer(listener).listen(0, host);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return String((server.address() as AddressInfo).port);
}

test('a bot that listens on every address is asked from within, without a token, and is well', async () => {
  const env = { DASHBOARD_HOST: '0.0.0.0', DASHBOARD_TOKEN: 'a token' };
  const bot = startBotProcess({ env });
  await expect.poll(() => bot.said()).toMatch(/The dashboard is at /);
  const port = /The dashboard is at http:\S+:(\d+)\//.exec(bot.said())?.[1] ?? '';
  const { said, code } = await check({ ...env, DASHBOARD_PORT: port });
  expect(said).toMatch(/^Well: log ok, .*jobs ok.*\.\n$/);
  expect(said).not.toContain('discord');
  expect(code).toBe(0);
});

test('one whose log cannot be written is not, and the line says what is failed', async () => {
  const components = [
    { component: 'log', state: 'failed', ages: {} },
    { component: 'exchange', state: 'degraded', ages: { answered: 600 } },
  ];
  const port = await serve((_, response) =>
    response.writeHead(503).end(JSON.stringify({ ok: false, standby: false, components })),
  );
  expect(await check({ DASHBOARD_PORT: port })).toEqual({
    said: 'Not well: log failed, exchange degraded.\n',
    code: 1,
  });
});

test('nor is one that does not answer, or whose port another program has', async () => {
  const silent = await serve(() => {});
  expect(await check({ DASHBOARD_PORT: silent })).toEqual({
    said: `No answer from http://127.0.0.1:${silent}/healthz: none within 4 s.\n`,
    code: 1,
  });
  const other = await serve((_, response) => response.end('hello'), '::1');
  for (const host of ['::', '::1', '[::1]'])
    expect(await check({ DASHBOARD_HOST: host, DASHBOARD_PORT: other })).toEqual({
      said: `No answer from http://[::1]:${other}/healthz: another program has that port.\n`,
      code: 1,
    });
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const { said, code } = await check({ DASHBOARD_PORT: String(port) });
  expect(said).toMatch(/No answer from .*: connect ECONNREFUSED/);
  expect(code).toBe(1);
});

test('any free port cannot be asked, and the line says what to set', async () => {
  const { said, code } = await check({ DASHBOARD_PORT: '0' });
  expect(said).toMatch(/^DASHBOARD_PORT is 0.*set it/);
  expect(code).toBe(1);
});
