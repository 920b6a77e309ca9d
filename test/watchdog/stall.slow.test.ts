import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startBotProcess } from '../bot-process.ts';

test('a bot that stood still says so, once it goes on', async () => {
  const bot = startBotProcess();
  // Its jobs are at work.
  await bot.until('a bet', (events) => events.some(({ type }) => type === 'BET_PLACED'));
  bot.child.kill('SIGSTOP');
  // The standstill itself, shorter than the lock's heartbeat.
  await sleep(7_000);
  bot.child.kill('SIGCONT');
  await expect.poll(bot.said, { timeout: 40_000 }).toMatch(/Needs a person: The bot stood still for \d+ s/);
  bot.child.kill('SIGTERM');
  expect(await bot.ended()).toBe(0);
});
