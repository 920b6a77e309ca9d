import { GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { PermissionName } from '../discord-standin/permissions.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { aNotice, type BenchBot, type BenchOptions, startBenchBot } from './bench-bot.ts';

let standin: Standin;
let bot: BenchBot;

beforeEach(async () => {
  standin = await startStandin();
});

afterEach(async () => {
  await bot.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

async function startUp(options?: BenchOptions): Promise<void> {
  bot = startBenchBot(standin, options);
  await expect.poll(() => bot.health().state).toBe('up');
  await standin.waitUntil(() => standin.commands().length > 0 || undefined, 'the commands');
}

const waitFor = (what: () => unknown) => expect.poll(what, { timeout: 15_000 }).toBe(true);

describe('a connection that is cut', () => {
  it('is resumed, and what was asked meanwhile is answered once', async () => {
    await startUp();
    await standin.command('operator', 'change').response();
    standin.cutGateway();
    const asked = standin.command('operator', 'change');
    standin.replayLastInteraction();
    expect((await asked.response(10_000)).text).toContain('Changed 2');
    expect(bot.changes()).toBe(2);
    expect(standin.counters).toMatchObject({ identifies: 1, resumes: 1 });
    await waitFor(() => bot.health().state === 'up');
  });

  it('is told as such while it lasts, and notices go on', async () => {
    await startUp();
    const connected = bot.health().since;
    await waitFor(() => Date.now() > Date.parse(connected));
    standin.cutGateway();
    await waitFor(() => bot.health().state === 'degraded');
    expect(bot.health().since > connected).toBe(true);
    await bot.sink?.deliver(aNotice('n1'));
    expect(standin.messages()).toHaveLength(1);
    await waitFor(() => bot.health().state === 'up');
  });
});

describe('an unreadable payload', () => {
  it('(an address to resume at that is none) costs a new session, not the process', async () => {
    await startUp();
    const ready = {
      session_id: 'x',
      resume_gateway_url: 'nowhere',
      guilds: [],
      user: { id: standin.bot.id },
      application: { id: standin.bot.id },
    };
    standin.dispatch('READY', ready);
    standin.cutGateway();
    await waitFor(() => standin.counters.identifies === 2 && bot.health().state === 'up');
  });

  it.each([
    ['an interaction without its parts', 'INTERACTION_CREATE', { id: '1', type: 2, data: null }],
    ['an interaction of nobody', 'INTERACTION_CREATE', { id: '1', type: 3, data: { component_type: 2 } }],
    ['a channel that is none', 'CHANNEL_UPDATE', null],
    ['a session without anything', 'READY', null],
  ])('(%s) is passed over', async (_, event, data) => {
    await startUp();
    standin.dispatch(event, data);
    expect((await standin.command('viewer', 'look').response()).text).toContain('Look');
    expect(bot.log).toContainEqual(expect.stringContaining('error Discord sent something unreadable'));
    expect(standin.counters.identifies).toBe(1);
  });
});

describe('Discord that is away at the start', () => {
  it.each(['refused', 'unavailable'] as const)('(%s) is tried until it is there', async (how) => {
    await standin.refuseConnections(true, how);
    bot = startBenchBot(standin);
    await waitFor(() => bot.health().why.startsWith('Discord cannot be reached'));
    expect(bot.health().state).toBe('degraded');
    await expect(bot.sink?.deliver(aNotice('n1'))).rejects.toThrow('no connection to Discord');
    await standin.refuseConnections(false);
    await waitFor(() => bot.health().state === 'up');
    await bot.sink?.deliver(aNotice('n1'));
    expect(bot.problems).toEqual([]);
  });
});

describe('a login that Discord refuses', () => {
  it.each(['wrong', 'wrong.token\n', ''])(
    'for its token (%j) is said once, with what to do',
    async (token) => {
      bot = startBenchBot(standin, { settings: { token } });
      await waitFor(() => bot.problems.length > 0);
      expect(bot.problems).toEqual([
        expect.stringMatching(/^!discord-login Discord refuses the bot's token\. .*Reset Token/),
      ]);
      expect(bot.health()).toMatchObject({
        state: 'degraded',
        why: expect.stringContaining('DISCORD_TOKEN'),
      });
      expect(bot.log.join('\n')).not.toContain('wrong');
    },
  );

  it('for its intents is said once, with what to do', async () => {
    await standin.close();
    standin = await startStandin({ allowedIntents: 0 });
    bot = startBenchBot(standin);
    await waitFor(() => bot.problems.length > 0);
    expect(bot.problems).toEqual([expect.stringMatching(/^!discord-login Discord refuses the intents/)]);
  });
});

describe('a place that does not fit', () => {
  it.each([
    [
      'a server it is not in',
      { guildId: '1' },
      /^!discord-place The bot is not in the server 1 .*client_id=/,
    ],
    [
      'a channel that is not there',
      { channelId: '1' },
      /^!discord-place The bot does not see the channel 1 /,
    ],
  ])('%s is named', async (_, settings, problem) => {
    bot = startBenchBot(standin, { settings });
    await waitFor(() => bot.problems.some((message) => problem.test(message)));
  });
});

describe('a permission that is missing at the start', () => {
  const deny = (permission: PermissionName) => {
    standin.setPermissions(standin.channels.main, { deny: [permission] });
    bot = startBenchBot(standin);
  };

  it.each<readonly [PermissionName, RegExp]>([
    ['ViewChannel', /^!discord-place .*(lacks: View Channel|does not see the channel)/],
    [
      'SendMessages',
      /^!discord-place In #rollover the bot lacks: Send Messages\. Allow it under Edit Channel/,
    ],
    ['EmbedLinks', /^!discord-place In #rollover the bot lacks: Embed Links\. Allow it under Edit Channel/],
    ['AttachFiles', /^!discord-place In #rollover the bot lacks: Attach Files\. Allow it under Edit Channel/],
  ])('is named with what to do about it: %s', async (permission, problem) => {
    deny(permission);
    await waitFor(() => bot.problems.some((message) => problem.test(message)));
  });

  it.each<readonly [PermissionName, string]>([
    ['PinMessages', 'without Pin Messages: its status is not pinned'],
    ['CreatePublicThreads', 'without Create Public Threads: no cycle has a thread of its own'],
    ['SendMessagesInThreads', 'without Send Messages in Threads: no cycle has a thread of its own'],
    ['ReadMessageHistory', 'without Read Message History: verify cannot read the anchors back'],
  ])('and that it can do without is named with what does not happen: %s', async (permission, words) => {
    deny(permission);
    await waitFor(() => bot.log.some((line) => line.includes(words)));
    expect(bot.problems).toEqual([]);
  });
});

it('asks for no other intent than that for servers', async () => {
  await standin.close();
  standin = await startStandin({ allowedIntents: GatewayIntentBits.Guilds });
  bot = startBenchBot(standin);
  await waitFor(() => bot.health().state === 'up');
});

describe('the end', () => {
  it('waits for the answers that are underway', async () => {
    await startUp({ clock: systemClock });
    const asked = standin.command('viewer', 'slow');
    await waitFor(() => bot.calls.length === 1);
    const stopped = bot.stop();
    bot.release();
    await stopped;
    expect((await asked.response()).text).toContain('Done at last');
    expect(bot.health().state).toBe('off');
    await waitFor(() => !standin.connected());
  });

  it('comes within two seconds, whatever hangs', async () => {
    await startUp();
    await standin.command('viewer', 'slow').acknowledged();
    await standin.refuseConnections(true);
    const before = performance.now();
    await bot.stop();
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('comes at once while Discord is away', async () => {
    await standin.refuseConnections(true);
    bot = startBenchBot(standin);
    await waitFor(() => bot.health().why.startsWith('Discord cannot be reached'));
    const before = performance.now();
    await bot.stop();
    expect(performance.now() - before).toBeLessThan(1_000);
    await standin.refuseConnections(false);
  });
});
