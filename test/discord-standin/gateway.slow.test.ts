import { expect, it } from 'vitest';
import { startBot } from './real-client.ts';
import { startStandin } from './standin.ts';

const ping = [{ name: 'ping', description: 'Answers' }];

// discord.js waits up to five seconds before it identifies anew.
it.each([
  ['whose session is invalid', 'invalid'],
  ['whose socket was closed with 1000', 'closed'],
])('a bot %s identifies anew and goes on', async (_, how) => {
  const standin = await startStandin();
  const bot = await startBot(standin, async (one) => (one.isRepliable() ? one.reply('pong') : undefined));
  await bot.client.application.commands.set(ping, standin.guildId);
  if (how === 'closed') standin.closeGateway(1000);
  else standin.invalidateSession();
  await standin.waitUntil(() => standin.counters.identifies === 2 || undefined, 'a new identify', 15_000);
  expect((await standin.command('owner', 'ping').response()).content).toBe('pong');
  expect(standin.violations).toEqual([]);
  await bot.end();
  await standin.close();
});

it('a person whose command stays unanswered is told so after three seconds', async () => {
  const standin = await startStandin();
  const bot = await startBot(standin);
  await bot.client.application.commands.set(ping, standin.guildId);
  await expect(standin.command('owner', 'ping').response()).rejects.toThrow(/did not respond/);
  await bot.end();
  await standin.close();
});
