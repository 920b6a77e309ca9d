import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openBets } from '../bets-in-log.ts';
import { startBotProcess } from '../bot-process.ts';
import type { BotProcess } from '../spawn-bot.ts';
import { ask, listen } from './http.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

const FAST = ['--speed', '3600'];

/** Where its dashboard is, without a slash at the end. */
async function urlOf(bot: BotProcess): Promise<string> {
  const found = () => /The dashboard is at (http:\S+)\/\s/.exec(bot.said())?.[1] ?? null;
  await expect.poll(found).not.toBeNull();
  return found() ?? '';
}

describe('the dashboard of a bot', () => {
  test('tells what its event file says, as it happens', async () => {
    const bot = startBotProcess({ flags: FAST });
    const url = await urlOf(bot);
    const stream = await listen(`${url}/api/stream?after=0`);
    await bot.until('a bet', (events) => openBets(events).length > 0);
    const told = () =>
      stream.messages.filter(({ event }) => event === 'appended').map(({ data }) => data.hash);
    await expect.poll(() => told().length).toBeGreaterThanOrEqual(3);
    const hashes = bot.events().map(({ hash }) => hash);
    expect(hashes.slice(0, told().length)).toEqual(told().slice(0, hashes.length));
    const { json } = await ask(`${url}/api/status`);
    expect(json).toMatchObject({ mode: 'demo', role: 'operator' });
    expect((await ask(`${url}/healthz`)).json).toMatchObject({ ok: true });
  });

  test('ends within five seconds with the bot, though five hundred follow it', async () => {
    const bot = startBotProcess({ flags: FAST });
    const url = await urlOf(bot);
    const streams = await Promise.all(Array.from({ length: 500 }, () => listen(`${url}/api/stream`)));
    const asked = performance.now();
    bot.child.kill('SIGTERM');
    expect(await bot.ended()).toBe(0);
    expect(performance.now() - asked).toBeLessThan(5_000);
    const last = bot.events().at(-1);
    expect(last?.type).toBe('BOT_STOPPED');
    await expect.poll(() => streams.every((stream) => stream.ended())).toBe(true);
    const heard = streams.map(({ messages }) => messages.at(-1)?.data.seq);
    expect(new Set(heard)).toEqual(new Set([last?.seq]));
  });

  test('is away where its port is taken, and the bot bets all the same', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const bot = startBotProcess({ flags: [...FAST, '--console'], env: { DASHBOARD_PORT: port } });
    await bot.until('a bet', (events) => openBets(events).length > 0);
    expect(bot.said()).toContain(`port ${port} on 127.0.0.1 is taken by another program`);
    bot.type('health');
    await expect.poll(() => bot.said()).toContain('Not well: Dashboard');
    bot.child.kill('SIGTERM');
    expect(await bot.ended()).toBe(0);
  });

  test('takes a question and its answer over a restart', async () => {
    const first = startBotProcess({ flags: [] });
    const { dir } = first;
    const reset = (url: string, confirm?: string) =>
      ask(`${url}/api/commands/reset`, {
        method: 'POST',
        headers: { 'Idempotency-Key': 'reset-1' },
        body: { options: { stake: 2 }, ...(confirm !== undefined && { confirm }) },
      });
    const url = await urlOf(first);
    await ask(`${url}/api/commands/pause`, {
      method: 'POST',
      headers: { 'Idempotency-Key': 'pause' },
      body: {},
    });
    const { json } = await reset(url);
    first.child.kill('SIGTERM');
    await first.ended();
    const second = startBotProcess({ dir });
    const again = await urlOf(second);
    expect(await reset(again, json.confirm)).toMatchObject({ status: 200 });
    expect(await reset(again, json.confirm)).toMatchObject({ status: 200 });
    expect(second.events().filter(({ type }) => type === 'SYSTEM_RESET')).toHaveLength(1);
  });
});
