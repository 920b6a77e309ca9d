import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { type BenchBot, startBenchBot } from './bench-bot.ts';

let standin: Standin;
let bot: BenchBot;

beforeEach(async () => {
  standin = await startStandin();
  bot = startBenchBot(standin);
  await standin.waitForBot();
  await standin.waitUntil(() => standin.commands().length > 0 || undefined, 'the commands');
});

afterEach(async () => {
  await bot.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

it('as many as Discord shows are offered while an option is typed, names that are too long cut', async () => {
  const choices = await standin.autocomplete('viewer', 'look', {}, 'what');
  expect(choices).toHaveLength(24);
  expect(choices[0]).toMatchObject({ name: expect.stringMatching(/^The bets of .*…$/), value: 'bets' });
  expect(choices[1]).toEqual({ name: 'Thing 0', value: 'thing-0' });
});

it('those that have what is typed in them are offered, as the type of the option', async () => {
  expect(await standin.autocomplete('viewer', 'look', { what: 'ING 39' }, 'what')).toEqual([
    { name: 'Thing 39', value: 'thing-39' },
  ]);
  expect(await standin.autocomplete('viewer', 'pages', { page: '2' }, 'page')).toEqual([
    { name: 'Page 2', value: 2 },
  ]);
});

it('what is sent may be anything, and the command judges it', async () => {
  const seen = await standin.command('viewer', 'look', { what: 'something else' }).response();
  expect(seen.text).toContain('What: something else');
});

it.each([
  ['owner', 1],
  ['operator', 1],
  ['viewer', 0],
  ['stranger', 0],
] as const)(
  '%s is offered %i for what takes the operator role, and no command hears of it',
  async (who, many) => {
    expect(await standin.autocomplete(who, 'reset', {}, 'stake')).toHaveLength(many);
    expect(bot.calls).toEqual([]);
  },
);

it('nothing is offered where that breaks, and it is logged', async () => {
  expect(await standin.autocomplete('viewer', 'broken', {}, 'how')).toEqual([]);
  expect(bot.log).toContain('warn Nothing could be suggested Error: the memory is on fire');
});

it('an answer that comes too late for Discord is let go', async () => {
  standin.failNext('POST /interactions/{interaction_id}/{interaction_token}/callback', 404, 10062);
  standin.autocomplete('viewer', 'look', {}, 'what').catch(() => {});
  await expect.poll(() => bot.log).toContainEqual(expect.stringContaining('came too late for Discord'));
});
