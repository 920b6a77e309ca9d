import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { type BenchBot, startBenchBot } from './bench-bot.ts';

let standin: Standin;
let bot: BenchBot;

beforeEach(async () => {
  standin = await startStandin({ heartbeatInterval: 1_000 });
  bot = startBenchBot(standin);
  await waitFor(() => bot.health().state === 'up' && standin.commands().length > 0);
});

afterEach(async () => {
  await bot.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

const waitFor = (what: () => unknown) => expect.poll(what, { timeout: 20_000 }).toBe(true);

it.each([
  ['a request to reconnect', 'resumes', () => standin.askReconnect()],
  ['an invalid session', 'identifies', () => standin.invalidateSession()],
  ['4000', 'resumes', () => standin.closeGateway(4000)],
  ['4009', 'resumes', () => standin.closeGateway(4009)],
  ['1000', 'identifies', () => standin.closeGateway(1000)],
  ['heartbeats without an answer', 'resumes', () => standin.withholdHeartbeatAcks(true)],
] as const)('a session ended by %s comes back (%s)', async (_, how, end) => {
  const before = standin.counters[how];
  end();
  await waitFor(() => standin.counters[how] > before);
  standin.withholdHeartbeatAcks(false);
  await waitFor(() => bot.health().state === 'up');
  expect((await standin.command('viewer', 'look').response()).text).toContain('Look');
});

it('a token that Discord takes back ends the session, and is said once', async () => {
  standin.closeGateway(4004);
  await waitFor(() => bot.problems.length > 0);
  expect(bot.problems).toEqual([expect.stringContaining("!discord-login Discord refuses the bot's token.")]);
  expect(bot.health().state).toBe('degraded');
});

it('a bot that is stopped while it waits to reconnect does not come back', async () => {
  standin.cutGateway();
  await waitFor(() => bot.health().state === 'degraded');
  await bot.stop();
  const { identifies, resumes } = standin.counters;
  // discord.js pauses half a second before it connects again; twice that has shown whether it does.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(standin.counters).toMatchObject({ identifies, resumes });
  expect(standin.connected()).toBe(false);
});

it('an outage of minutes is waited for by a new client, ever more slowly', async () => {
  await standin.refuseConnections(true);
  await waitFor(() =>
    bot.log.some((line) => line.includes('warn Discord cannot be reached: the connection did not come back')),
  );
  await waitFor(() => bot.health().why.includes('ECONNREFUSED'));
  await standin.refuseConnections(false);
  await waitFor(() => bot.health().state === 'up');
  expect((await standin.command('viewer', 'look').response()).text).toContain('Look');
});

it('an outage of both gateway and REST is outlived', async () => {
  await standin.refuseConnections(true);
  await waitFor(() => bot.health().state === 'degraded');
  await standin.refuseConnections(false);
  await waitFor(() => bot.health().state === 'up');
  expect((await standin.command('viewer', 'look').response()).text).toContain('Look');
});
