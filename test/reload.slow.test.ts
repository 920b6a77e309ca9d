import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBotProcess } from './bot-process.ts';
import { tempDir } from './store/temp-log.ts';

const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const count = (events: readonly { readonly type: string }[], type: string) =>
  types(events).filter((each) => each === type).length;

test('SIGHUP and config reload take the file over, a wrong one changes nothing, and the next start repeats nothing', async () => {
  const dir = tempDir();
  const file = join(dir, 'config.json');
  const write = (settings: object) => writeFileSync(file, JSON.stringify(settings));
  write({ betting: { min_odds: 3 } });
  const wanted = { dir, env: { CONFIG_FILE: file }, flags: ['--console'] };
  const bot = startBotProcess(wanted);
  await bot.until('its start', (events) => events.length > 0);

  write({ betting: { min_odds: 2 }, system: { time_zone: 'Asia/Tokyo' } });
  bot.child.kill('SIGHUP');
  const reloaded = await bot.until('the new file', (events) => count(events, 'ODDS_RANGE_CHANGED') === 1);
  expect(reloaded.find(({ type }) => type === 'FILE_RELOADED')).toMatchObject({
    actor: 'config',
    data: { changed: [{ key: 'betting.min_odds', from: '3', to: '2' }] },
  });
  await expect
    .poll(bot.said)
    .toContain('system.time_zone: Asia/Tokyo (was UTC) holds from the next start on.');

  write({ betting: { min_odds: 9 } });
  bot.child.kill('SIGHUP');
  await expect.poll(bot.said).toContain('Nothing was changed: the configuration has one fault.');
  bot.type('config reload');
  // In the log, in the alert, and in the answer.
  await expect.poll(() => bot.said().split('betting.min_odds is 9').length).toBeGreaterThan(3);

  write({ betting: { min_odds: 2.5 }, system: { log_level: 'DEBUG' } });
  bot.type('config reload');
  const again = await bot.until('the console', (events) => count(events, 'FILE_RELOADED') === 2);
  expect(again.findLast(({ type }) => type === 'FILE_RELOADED')).toMatchObject({ actor: 'console' });
  await expect.poll(bot.said).toMatch(/betting\.min_odds +2\.5 \(was 2\), from now on/);
  bot.type('quit');
  expect(await bot.ended()).toBe(0);

  const next = startBotProcess(wanted);
  await next.until('the next start', (events) => count(events, 'BOT_STARTED') === 2);
  next.type('odds');
  await expect.poll(next.said).toContain('2.50 to 4.00');
  expect(count(next.events(), 'ODDS_RANGE_CHANGED')).toBe(2);
});
