import { execFileSync } from 'node:child_process';
import { hostname } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBotProcess } from './bot-process.ts';
import type { BotProcess } from './spawn-bot.ts';
import { type PostgresServer, startPostgres } from './store/postgres/postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
  server = await startPostgres();
  return server.remove;
});

const startOn = (url: string, env: Readonly<Record<string, string>> = {}): BotProcess =>
  startBotProcess({ flags: ['--console', '--speed', '600'], env: { STORE_URL: url, ...env } });

const saying = (bot: BotProcess, words: RegExp) =>
  expect.poll(() => bot.said(), { timeout: 60_000 }).toMatch(words);

const LEADS = /Rollover \S+ has started/;
const STANDS_BY = /This is a standby: the bot on .* has the log/;

/** One that leads, and one that stands by. */
async function pair() {
  const url = server.url(await server.newDatabase(), 'bot');
  const leader = startOn(url);
  await saying(leader, LEADS);
  const standby = startOn(url);
  await saying(standby, STANDS_BY);
  await saying(standby, /The health of the standby is at http/);
  return { url, leader, standby };
}

/** What it answers at a path of its own address. */
async function asked(bot: BotProcess, path: string, headers: Readonly<Record<string, string>> = {}) {
  const addresses = [...bot.said().matchAll(/(?:dashboard|standby) is at (http\S+)\//g)];
  const answer = await fetch(`${addresses.at(-1)?.[1]}${path}`, { headers });
  return { status: answer.status, text: await answer.text() };
}

const healthOf = async (bot: BotProcess) => {
  const { status, text } = await asked(bot, '/healthz');
  return { status, ...JSON.parse(text) };
};

describe('two bots on one stream', () => {
  test('are a leader and a standby, each of which says so and has the whole log', async () => {
    const { leader, standby } = await pair();
    expect(await healthOf(leader)).toMatchObject({ status: 200, ok: true, standby: false });
    leader.type('health');
    await saying(leader, new RegExp(`Stream "demo", from ${hostname()}\\.`));
    expect(await healthOf(standby)).toMatchObject({
      ...{ status: 200, ok: true, standby: true },
      components: [{ component: 'log', state: 'ok' }],
    });
    const refusal = await asked(standby, '/api/status');
    expect(refusal).toMatchObject({ status: 503, text: expect.stringContaining('"fault":"standby"') });
    const page = await asked(standby, '/', { Accept: 'text/html' });
    expect(page).toMatchObject({ status: 503, text: expect.stringMatching(/^This is a standby/) });
    standby.type('status');
    await expect
      .poll(() => standby.said().match(/This is a standby.*Type quit to end this one\./g)?.length, {
        timeout: 20_000,
      })
      .toBe(2);
    const events = await leader.until('a bet', (all) => all.some(({ type }) => type === 'BET_PLACED'));
    await standby.until('the same events', (copied) => copied.length >= events.length);
    expect(standby.events().slice(0, events.length)).toEqual(events);
    expect(standby.said()).not.toMatch(LEADS);
    standby.type('quit');
    expect(await standby.ended()).toBe(0);
    expect(await healthOf(leader)).toMatchObject({ ok: true, standby: false });
  });

  test('go on with the other one when the leader ends in order', async () => {
    const { leader, standby } = await pair();
    leader.child.kill('SIGTERM');
    expect(await leader.ended()).toBe(0);
    await saying(standby, LEADS);
    await saying(standby, /The run before ended in order/);
    expect(await healthOf(standby)).toMatchObject({ ok: true, standby: false });
  });

  test('both end where a person quits, so that nothing is bet', async () => {
    const { url, leader, standby } = await pair();
    leader.type('quit');
    expect(await leader.ended()).toBe(0);
    expect(await standby.ended()).toBe(0);
    expect(standby.said()).toMatch(/the bot that this one stood by for has ended \(quit at the console\)/);
    expect(standby.said()).not.toMatch(LEADS);
    const again = startOn(url);
    await saying(again, LEADS);
  });

  test('do not end for a quit of long ago', async () => {
    const { url, leader, standby } = await pair();
    leader.type('quit');
    expect([await leader.ended(), await standby.ended()]).toEqual([0, 0]);
    await server.stop();
    const again = startOn(url);
    await saying(again, /The database of the log is waited for/);
    await server.start();
    await saying(again, LEADS);
  });

  test('have one that leads after the leader was frozen, and the other ends with 3 when it wakes', async () => {
    const { leader, standby } = await pair();
    leader.child.kill('SIGSTOP');
    await saying(standby, LEADS);
    leader.child.kill('SIGCONT');
    expect(await leader.ended()).toBe(3);
    expect(leader.said()).toMatch(/Stopping: another process has taken over the stream\./);
    expect(leader.said()).not.toMatch(/Needs a person/);
    await standby.until('a bet of its own', (all) => all.at(-1)?.type === 'BET_PLACED');
    const starts = standby.events().filter(({ type }) => /^BOT_(STARTED|STOPPED)$/.test(type));
    expect(starts.map(({ type }) => type)).toEqual(['BOT_STARTED', 'BOT_STARTED']);
  });
});

describe('a bot whose database is away', () => {
  test('waits for it at its start, and says so', async () => {
    const url = server.url(await server.newDatabase(), 'bot');
    await server.stop();
    const bot = startOn(url);
    await saying(bot, /The database of the log is waited for: no database answers there/);
    expect(await healthOf(bot)).toMatchObject({
      ...{ status: 200, standby: true },
      components: [{ component: 'log', state: 'degraded' }],
    });
    await server.start();
    await saying(bot, LEADS);
  });

  test('bets nothing meanwhile, is ill, tells it, and goes on by itself', async () => {
    const url = server.url(await server.newDatabase(), 'bot');
    const bot = startOn(url);
    await saying(bot, LEADS);
    await bot.until('a bet', (all) => all.some(({ type }) => type === 'BET_PLACED'));
    await server.kill();
    await saying(bot, /Needs a person: The event log cannot be written/);
    expect(await healthOf(bot)).toMatchObject({ status: 503, ok: false });
    const before = bot.events().length;
    await server.start();
    await saying(bot, /Over: The event log cannot be written/);
    await bot.until('more events', (all) => all.length > before);
    expect(bot.events().filter(({ type }) => type === 'BOT_STARTED')).toHaveLength(1);
  });

  test.each([
    [
      'has no tables',
      'postgres',
      2,
      /no tables of this program yet .*npm run store:migrate makes the tables/,
    ],
    ['is not there', 'missing', 2, /there is no such database .*See STORE_URL/],
  ])('that %s ends the bot: %s', async (_, database, code, words) => {
    const bot = startOn(server.url(database, 'bot'));
    expect(await bot.ended()).toBe(code);
    expect(bot.said()).toMatch(words);
  });
});
