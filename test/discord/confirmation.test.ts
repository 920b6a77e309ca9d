import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { type CommandBot, startCommandBot } from './command-bot.ts';

let standin: Standin;
let bot: CommandBot;

beforeEach(async () => {
  standin = await startStandin();
  bot = await startCommandBot(standin);
});

afterEach(async () => {
  await bot.surface.stop();
  await bot.close();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

/** Another start on the same log and exchange. */
async function restart(): Promise<void> {
  const { clock, emulator, dir } = bot;
  await bot.surface.stop();
  await bot.rollover.stop('asked to');
  await bot.close();
  await standin.waitUntil(() => !standin.connected() || undefined, 'the bot to go');
  bot = await startCommandBot(standin, { clock, emulator, dir });
}

const ask = () => standin.command('operator', 'reset', { stake: 2 }).response();
const yes = 'Yes, do it';
const resets = async () => (await bot.types()).filter((type) => type === 'SYSTEM_RESET').length;

it('an answer after something has happened does nothing, names it, and asks anew', async () => {
  const question = await ask();
  expect(question.text).toContain('ends cycle 1 with 1.00 GBP in the pot');
  await bot.bettor.selectMarket();
  const anew = await standin.press('operator', question, yes).response();
  expect(anew.id).toBe(question.id);
  expect(anew.text).toMatch(
    /changed since you were asked: .*1\.00 GBP was bet on .* \(event \d+\)\. Nothing was/,
  );
  expect(anew.text).toMatch(/As they are now: This makes the open bet of 1\.00 GBP on .* void/);
  expect(await resets()).toBe(0);
  expect((await standin.press('operator', anew, yes).response()).text).toContain('Reset: cycle 1 is open');
  expect(await resets()).toBe(1);
});

it('an answer after a quiet time, over looks of the one who was asked, does it', async () => {
  const question = await ask();
  await standin.command('operator', 'status').response();
  await standin.command('operator', 'history').response();
  expect((await standin.press('operator', question, yes).response()).text).toContain(
    'Reset: cycle 1 is open',
  );
});

it('two clicks at once, which are two interactions, do it once', async () => {
  const question = await ask();
  const presses = [1, 2].map(() => standin.press('operator', question, yes));
  const texts = (await Promise.all(presses.map((press) => press.response()))).map(({ text }) => text);
  expect(texts.join()).toContain('Reset: cycle 1 is open');
  expect(texts.join()).toContain('the first one counts');
  expect(await resets()).toBe(1);
});

it('outlives a restart; a second click that comes only after the next one does nothing', async () => {
  const question = await ask();
  await restart();
  const slow = standin.pressSlowly('operator', question, yes);
  expect((await standin.press('operator', question, yes).response()).text).toContain(
    'Reset: cycle 1 is open',
  );
  await restart();
  const again = await slow().response();
  expect(again.text).toContain('a reset opened cycle 1 with 2.00 GBP');
  expect(again.text).toContain('Nothing was done.');
  expect(await resets()).toBe(1);
});

it('two answers that reach the log at once, one behind the other, do it once', async () => {
  const call = {
    name: 'reset',
    options: {},
    caller: { actor: 'console', role: 'owner' },
    id: 'first',
  } as const;
  const asked = await bot.rollover.run(call);
  const confirmed = asked.kind === 'confirm' ? asked.token : '';
  const answers = ['first', 'second'].map((id) => bot.rollover.run({ ...call, id, confirmed }));
  expect(await Promise.all(answers)).toMatchObject([
    { kind: 'reply' },
    { kind: 'refused', code: 'moved-on', message: expect.stringContaining('nothing was done') },
  ]);
  expect(await resets()).toBe(1);
});
