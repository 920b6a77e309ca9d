import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Command, suffices } from '../../src/command.ts';
import { appWith, COMMANDS, needs } from '../commands/bench-app.ts';
import type { SeenMessage } from '../discord-standin/seen-message.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { asTyped, type CommandBot, startCommandBot, WHOLE } from './command-bot.ts';

let standin: Standin;
let bot: CommandBot;
const ends: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  standin = await startStandin();
  bot = await startCommandBot(standin, { atTheEnd: (end) => void ends.push(end) }, () => WHOLE);
  await bot.bettor.selectMarket();
});

afterAll(async () => {
  await bot.surface.stop();
  for (const end of ends.reverse()) await end();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

type Call = readonly [example: string, command: Command, options: Readonly<Record<string, string>>];

const CALLS: readonly Call[] = COMMANDS.flatMap((command) =>
  command.examples.map((example): Call => [example, command, asTyped(example)[1]]),
);

/** Discord shows a backslash before a mark as nothing. */
const plain = ({ text }: SeenMessage): string => text.replace(/\\([^0-9A-Za-z\s])/g, '$1');

const STRANGER = 'This bot answers only to its own people.';
const FORBIDDEN = /You may look, but not change anything|owner's alone|you may look/;
/** Of an answer that was not given on purpose. */
const BROKEN = /Something broke|No such command|Please check the values/;

describe.each(CALLS)('/%s', (example, command, options) => {
  const ask = (who: 'owner' | 'operator' | 'viewer' | 'stranger') =>
    standin.command(who, command.name, options);

  it('is answered with what the command said, for all or for the one who asked', async () => {
    const asked = ask('owner');
    const seen = await asked.response();
    expect(plain(seen)).not.toMatch(BROKEN);
    const outcome = bot.outcomes.get(asked.id);
    switch (outcome?.kind) {
      case 'reply':
        expect(plain(seen)).toContain(outcome.reply.title);
        expect(seen.ephemeral).toBe(outcome.reply.discreet === true);
        expect(seen.files).toHaveLength(
          [outcome.reply.picture, outcome.reply.file].filter((file) => file !== undefined).length,
        );
        return;
      case 'confirm':
        expect(seen.ephemeral).toBe(true);
        expect(seen.buttons.map(({ label }) => label)).toEqual(['Yes, do it', 'No, leave it']);
        expect(plain(await standin.press('owner', seen, 'No, leave it').response())).toContain(
          'Nothing has changed.',
        );
        return;
      case 'refused':
        expect(seen.ephemeral).toBe(true);
        expect(plain(seen)).toContain(outcome.message);
        return;
      default:
        throw new Error(`${example} came to ${outcome?.kind}`);
    }
  });

  it('has buttons that are answered, and that turn strangers away', async () => {
    const first = await ask('owner').response();
    const labels = first.buttons.map(({ label }) => label).filter((label) => !/^(Yes|No), /.test(label));
    if (labels[0] !== undefined && !first.ephemeral) {
      const turned = await standin.press('stranger', first, labels[0]).response();
      expect([turned.ephemeral, plain(turned).includes(STRANGER)]).toEqual([true, true]);
    }
    let seen = first;
    for (const label of labels) {
      // A button to another page has changed the message.
      if (!seen.buttons.some((button) => button.label === label)) seen = await ask('owner').response();
      const answered = await standin.press('owner', seen, label).response();
      expect(plain(answered), label).not.toMatch(BROKEN);
      if (answered.id === seen.id) seen = answered;
    }
  });

  it('is refused to whoever may not, by word alone to them, and changes nothing then', async () => {
    const needed = needs(appWith(bot.handler.state()), command.name, options);
    const short = (['stranger', 'viewer', 'operator'] as const).filter((role) => !suffices(role, needed));
    const before = bot.handler.state().seq;
    for (const who of short) {
      const seen = await ask(who).response();
      expect([who, seen.ephemeral]).toEqual([who, true]);
      expect(plain(seen)).toMatch(who === 'stranger' ? STRANGER : FORBIDDEN);
    }
    expect(bot.handler.state().seq).toBe(before);
  });
});

const SUGGESTING = COMMANDS.flatMap(({ name, suggest = {} }) =>
  Object.keys(suggest).map((option) => [name, option] as const),
);

it.each(SUGGESTING)('/%s offers values while %s is typed, and none to strangers', async (name, option) => {
  const given = name === 'skip' ? { what: 'team' } : {};
  const offered = (who: 'owner' | 'stranger') =>
    standin.autocomplete(who, name, { ...given, [option]: '' }, option);
  expect((await offered('owner')).length).toBeLessThanOrEqual(25);
  expect(await offered('stranger')).toEqual([]);
});

it('a pause is ended by its button, in the name of who pressed it', async () => {
  const paused = await standin.command('operator', 'pause', { reason: 'lunch' }).response();
  const resumed = await standin.press('owner', paused, 'Resume').response();
  expect(plain(resumed)).toContain('Betting is resumed');
  expect(plain(resumed)).toContain(`It was paused by <@${standin.users.operator.id}>`);
  expect(resumed.raw).toMatchObject({ mentions: [], mention_everyone: false });
  const [why, who] = (await bot.events()).slice(-2);
  expect(why).toMatchObject({
    ...{ type: 'BETTING_PAUSED', actor: `discord:${standin.users.operator.id}` },
    data: { why: 'lunch' },
  });
  expect(who).toMatchObject({ type: 'BETTING_RESUMED', actor: `discord:${standin.users.owner.id}` });
});

it('a button to a command that there is no more says so', async () => {
  const { DISCORD_API_URL: api, DISCORD_TOKEN: token } = standin.env;
  const button = { type: 2, style: 2, label: 'Old', custom_id: JSON.stringify(['o', 0, 'gone', {}]) };
  const posted = await fetch(`${api}/v10/channels/${standin.channels.main}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'old', components: [{ type: 1, components: [button] }] }),
  });
  const { id } = (await posted.json()) as { id: string };
  const seen = await standin.press('owner', id, 'Old').response();
  expect([seen.ephemeral, plain(seen)]).toEqual([true, expect.stringContaining('No such command')]);
});
