import { InteractionResponseType as Answered } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeenMessage } from '../discord-standin/seen-message.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { type BenchBot, SLOW_STAKE, startBenchBot } from './bench-bot.ts';

let standin: Standin;
let bot: BenchBot;

beforeEach(async () => {
  standin = await startStandin();
  bot = await startReady();
});

afterEach(async () => {
  await bot.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

/** A message of the bot that everyone sees, with one button. */
async function postButton(customId: string): Promise<string> {
  const { DISCORD_API_URL: api, DISCORD_TOKEN: token } = standin.env;
  const button = { type: 2, style: 2, label: 'Press', custom_id: customId };
  const answer = await fetch(`${api}/v10/channels/${standin.channels.main}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'shared', components: [{ type: 1, components: [button] }] }),
  });
  const { id } = (await answer.json()) as { id: string };
  return id;
}

async function startReady(): Promise<BenchBot> {
  const started = startBenchBot(standin);
  await standin.waitForBot();
  await standin.waitUntil(() => standin.commands().length > 0 || undefined, 'the commands');
  return started;
}

describe('an answer', () => {
  it('that is discreet is seen by the one who asked, and by nobody else', async () => {
    const seen = await standin.command('viewer', 'look', { what: 'secrets' }).response();
    expect(seen.ephemeral).toBe(true);
    expect(standin.messages()).toEqual([]);
  });

  it('to a look is for the whole channel', async () => {
    const seen = await standin.command('viewer', 'look', { what: '*bets*' }).response();
    expect(seen.text).toContain('ℹ️ Look');
    expect(seen.text).toContain('What: \\*bets\\*');
    expect(seen.ephemeral).toBe(false);
    expect(bot.calls).toMatchObject([
      {
        name: 'look',
        options: { what: '*bets*' },
        caller: { role: 'viewer', actor: `discord:${standin.users.viewer.id}` },
      },
    ]);
  });

  it('with a picture and a file has both, and with another page those of that page alone', async () => {
    const seen = await standin.command('viewer', 'paint').response();
    const said = ({ files }: SeenMessage) =>
      files.map(({ name, description, bytes }) => [name, description, bytes.toString()]);
    expect(said(seen)).toEqual([
      ['a.png', 'All of a', 'png of a'],
      ['list.csv', 'The list', '1,2\n'],
    ]);
    expect(seen.embeds[0]?.image?.url).toContain('a.png');
    await standin.press('viewer', standin.messages().at(-1) ?? '', 'Another').response();
    const turned = standin.messages().at(-1);
    expect(turned && said(turned)).toEqual([
      ['b.png', 'All of b', 'png of b'],
      ['list.csv', 'The list', '1,2\n'],
    ]);
  });

  it('to wrong values says what is allowed, to the one who asked', async () => {
    const { buttons } = await standin.command('viewer', 'pages', { page: 3 }).response();
    expect(buttons.map((button) => button.label)).toEqual(['Next', 'Slowly']);
    const page = standin.messages().at(-1);
    const seen = await standin.press('viewer', page ?? '', 'Next').response();
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toContain('⚠️ Please check the values');
    expect(standin.messages().at(-1)?.text).toContain('Page 3');
  });

  it('to someone without the role says which it takes, to them alone', async () => {
    const seen = await standin.command('viewer', 'change').response();
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toContain('/change takes the role operator.');
    expect(bot.changes()).toBe(0);
  });

  it('to a breakage names the place in the log', async () => {
    const seen = await standin.command('viewer', 'broken').response();
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toMatch(/in the log under [0-9a-f]{8}/);
    expect(bot.log).toContainEqual(expect.stringContaining('error /broken broke Error: the disk is on fire'));
  });

  it('that takes long is announced first and then filled in', async () => {
    const asked = standin.command('viewer', 'slow');
    expect(await asked.acknowledged()).toBe(Answered.DeferredChannelMessageWithSource);
    bot.release();
    const seen = await asked.response();
    expect(seen.text).toContain('Done at last');
    expect(seen.ephemeral).toBe(false);
  });

  it('that takes long and is a refusal is seen by nobody else', async () => {
    const asked = standin.command('viewer', 'slowno');
    expect(await asked.acknowledged()).toBe(Answered.DeferredChannelMessageWithSource);
    bot.release();
    const seen = await asked.waitFor((message) => message.text.includes('Not today.'));
    expect(seen.ephemeral).toBe(true);
    expect(standin.messages()).toEqual([]);
  });
});

describe('an answer that Discord does not take', () => {
  const CALLBACK = 'POST /interactions/{interaction_id}/{interaction_token}/callback';

  it('because it is too late (10062) is let go', async () => {
    standin.failNext(CALLBACK, 404, 10062);
    standin.command('operator', 'change');
    await expect.poll(() => bot.log).toContainEqual(expect.stringContaining('came too late for Discord'));
    expect(bot.changes()).toBe(1);
    expect((await standin.command('viewer', 'look').response()).text).toContain('Look');
  });

  it('because it has one already (40060) is let go', async () => {
    const first = await standin.command('viewer', 'look').response();
    await bot.stop();
    bot = startBenchBot(standin);
    await expect.poll(() => bot.health().state).toBe('up');
    standin.replayLastInteraction();
    await expect.poll(() => bot.log).toContainEqual(expect.stringContaining('came too late for Discord'));
    expect(standin.messages()).toEqual([first]);
  });

  it('because the network failed may be given when the interaction comes again', async () => {
    standin.failNext(CALLBACK, 500, 0, 4);
    const asked = standin.command('operator', 'change');
    await expect.poll(() => bot.log).toContainEqual(expect.stringContaining('did not reach Discord'));
    expect(bot.log.join()).not.toContain('interaction-token');
    standin.replayLastInteraction();
    expect((await asked.response()).text).toContain('Changed 1');
    expect(bot.changes()).toBe(1);
  });
});

describe('a stranger', () => {
  it('is turned away politely and alone, and no command hears of it', async () => {
    const asked = standin.command('stranger', 'look', { what: 'all' });
    const seen = await asked.response();
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toContain('This bot answers only to its own people.');
    expect(bot.calls).toEqual([]);
    expect(bot.noted).toMatchObject([
      {
        actor: `discord:${standin.users.stranger.id}`,
        role: 'stranger',
        command: 'look',
        options: { what: 'all' },
        id: asked.id,
        outcome: 'turned_away',
      },
    ]);
  });

  it('is turned away at every button as well', async () => {
    const page = await standin.command('viewer', 'pages').response();
    const seen = await standin.press('stranger', page, 'Next').response();
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toContain('This bot answers only to its own people.');
    expect(bot.calls).toHaveLength(1);
    expect(bot.noted).toMatchObject([{ command: 'pages', options: { page: 2 }, outcome: 'turned_away' }]);
  });
});

describe('roles', () => {
  it.each([
    ['owner', true],
    ['operator', true],
    ['viewer', false],
    ['stranger', false],
  ] as const)('%s may change things: %s, by command and by button', async (who, may) => {
    await standin.command(who, 'change').response();
    expect(bot.changes()).toBe(may ? 1 : 0);
    const look = await standin.command('viewer', 'look').response();
    await standin.press(who, look, 'Change it').response();
    expect(bot.changes()).toBe(may ? 2 : 0);
  });
});

describe('a button', () => {
  it('to another page changes the message in place', async () => {
    const asked = standin.command('viewer', 'pages');
    const first = await asked.response();
    const second = await standin.press('operator', first, 'Next').response();
    expect(second.id).toBe(first.id);
    expect(second.text).toContain('row of page 2');
    const third = await standin.press('viewer', second, 'Next').response();
    expect(third.text).toContain('row of page 3');
    expect(standin.messages()).toHaveLength(1);
  });

  it('to another command answers below', async () => {
    const look = await standin.command('operator', 'look').response();
    const seen = await standin.press('operator', look, 'Change it').response();
    expect(seen.id).not.toBe(look.id);
    expect(seen.text).toContain('Changed 1');
    expect(standin.messages()).toHaveLength(2);
  });

  it('whose answer takes long is announced first', async () => {
    const page = await standin.command('viewer', 'pages').response();
    const pressed = standin.press('viewer', page, 'Slowly');
    expect(await pressed.acknowledged()).toBe(Answered.DeferredChannelMessageWithSource);
    bot.release();
    expect((await pressed.response()).text).toContain('Done at last');
  });
});

it('a button that nobody knows any more says so', async () => {
  const shared = await postButton('kept:0b2f7a52-0d5c-4c59-8a67-3ad2c6a0f6d1');
  const seen = await standin.press('viewer', shared, 'Press').response();
  expect(seen.ephemeral).toBe(true);
  expect(seen.text).toContain('Please type the command again.');
});

describe('a confirmation', () => {
  const ask = () => standin.command('operator', 'reset', { stake: 2.5 });
  const labels = ({ buttons }: SeenMessage) => buttons.map(({ label }) => label);

  it('shows its effect and two buttons, the first does it, the second does not', async () => {
    const question = await ask().response();
    expect(question.ephemeral).toBe(true);
    expect(question.text).toContain('This ends the cycle and begins one with 2.5.');
    expect(question.text).toMatch(/<t:\d+:R>/);
    expect(question.buttons.map((button) => button.label)).toEqual(['Yes, do it', 'No, leave it']);
    expect(bot.changes()).toBe(0);
  });

  it('answered with yes does it once, and its buttons are gone', async () => {
    const question = await ask().response();
    const pressed = standin.press('operator', question, 'Yes, do it');
    const seen = await pressed.response();
    expect(seen.id).toBe(question.id);
    expect(seen.text).toContain('Began with 2.5, change 1');
    expect(labels(seen)).toEqual(['Look']);
    expect(bot.calls.at(-1)).toMatchObject({ id: pressed.id, confirmed: 'seq-0', options: { stake: 2.5 } });
  });

  it('whose doing takes long is acknowledged first', async () => {
    const question = await standin.command('operator', 'reset', { stake: SLOW_STAKE }).response();
    const pressed = standin.press('operator', question, 'Yes, do it');
    expect(await pressed.acknowledged()).toBe(Answered.DeferredMessageUpdate);
    bot.release();
    const seen = await pressed.response();
    expect(seen.id).toBe(question.id);
    expect(seen.text).toContain('Began with 99, change 1');
    expect(labels(seen)).toEqual(['Look']);
  });

  it('answered with no changes nothing, and its buttons are gone', async () => {
    const question = await ask().response();
    const seen = await standin.press('operator', question, 'No, leave it').response();
    expect(seen.text).toContain('Nothing has changed.');
    expect(seen.buttons).toEqual([]);
    expect(bot.changes()).toBe(0);
  });

  it('pressed twice in a row does it once', async () => {
    const question = await ask().response();
    const presses = [
      standin.press('operator', question, 'Yes, do it'),
      standin.press('operator', question, 'Yes, do it'),
    ];
    const seen = await Promise.all(presses.map((press) => press.response()));
    expect(seen.map((message) => message.text).join('\n')).toContain('the first one counts');
    expect(bot.changes()).toBe(1);
    expect(bot.noted).toMatchObject([{ command: 'reset', options: { stake: 2.5 }, code: 'answered' }]);
  });

  it('brought again by the gateway does it once', async () => {
    const question = await ask().response();
    const seen = await standin.press('operator', question, 'Yes, do it').response();
    standin.replayLastInteraction();
    await standin.command('viewer', 'look').response();
    expect(bot.changes()).toBe(1);
    expect(seen.text).toContain('Began with 2.5');
  });

  it('pressed by someone else is refused', async () => {
    const question = await ask().response();
    const shared = await postButton(question.buttons[0]?.customId ?? '');
    const seen = await standin.press('owner', shared, 'Press').response();
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toContain('Someone else was asked this.');
    expect(bot.changes()).toBe(0);
    expect(bot.noted).toMatchObject([{ role: 'owner', command: 'reset', code: 'not-asked' }]);
  });

  it('pressed by someone who has lost the role is refused', async () => {
    const question = await ask().response();
    await bot.stop();
    bot = startBenchBot(standin, { settings: { operatorRoleId: null } });
    await expect.poll(() => bot.health().state).toBe('up');
    const seen = await standin.press('operator', question, 'Yes, do it').response();
    expect(seen.text).toContain('/reset takes the role operator.');
    expect(bot.changes()).toBe(0);
  });

  it('pressed again long after its answer does nothing', async () => {
    const question = await ask().response();
    const slow = ['Yes, do it', 'No, leave it'].map((label) =>
      standin.pressSlowly('operator', question, label),
    );
    await standin.press('operator', question, 'Yes, do it').response();
    for (const arrive of slow) {
      const seen = await arrive().response();
      expect(seen.ephemeral).toBe(true);
      expect(seen.text).toContain('the first one counts');
    }
    expect(bot.changes()).toBe(1);
    expect(bot.calls).toHaveLength(2);
  });

  it('is asked anew in the same message where something happened in between, and answered once', async () => {
    const question = await ask().response();
    await standin.command('operator', 'change').response();
    const slow = standin.pressSlowly('operator', question, 'Yes, do it');
    const anew = await standin.press('operator', question, 'Yes, do it').response();
    expect(anew.id).toBe(question.id);
    expect(anew.text).toContain('Things have changed: this ends the cycle and begins one with 2.5.');
    expect(labels(anew)).toEqual(['Yes, do it', 'No, leave it']);
    expect(bot.changes()).toBe(1);
    expect((await slow().response()).text).toContain('the first one counts');
    const twice = standin.pressSlowly('operator', anew, 'Yes, do it');
    const done = await standin.press('operator', anew, 'Yes, do it').response();
    expect(done.id).toBe(question.id);
    expect(done.text).toContain('Began with 2.5, change 2');
    expect((await twice().response()).text).toContain('the first one counts');
    expect(bot.changes()).toBe(2);
  });

  it('works after a restart of the bot', async () => {
    const question = await ask().response();
    await bot.stop();
    await standin.waitUntil(() => !standin.connected() || undefined, 'the bot to go');
    bot = startBenchBot(standin);
    await standin.waitForBot();
    const seen = await standin.press('operator', question, 'Yes, do it').response();
    expect(seen.text).toContain('Began with 2.5, change 1');
  });
});
