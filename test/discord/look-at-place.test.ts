import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applicationOf, invitation } from '../../src/discord/invitation.ts';
import { type LookSettings, lookAtPlace } from '../../src/discord/look/look-at-place.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';

let standin: Standin;
beforeEach(async () => {
  standin = await startStandin({ auditChannel: true });
});
afterEach(() => standin.close());

function settings(change: Partial<LookSettings> = {}): LookSettings {
  const env = (name: string) => standin.env[name] ?? null;
  return {
    token: env('DISCORD_TOKEN') ?? '',
    apiUrl: env('DISCORD_API_URL') ?? '',
    guildId: env('DISCORD_GUILD_ID'),
    channelId: env('DISCORD_CHANNEL_ID'),
    auditChannelId: env('DISCORD_AUDIT_CHANNEL_ID'),
    ownerId: env('DISCORD_OWNER_ID'),
    operatorRoleId: env('DISCORD_OPERATOR_ROLE_ID'),
    viewerRoleId: env('DISCORD_VIEWER_ROLE_ID'),
    ...change,
  };
}

async function look(change: Partial<LookSettings> = {}) {
  const dates: string[] = [];
  const found = await lookAtPlace(settings(change), (date) => dates.push(date));
  return { dates, found: found.map(({ what, state, text }) => `${state} ${what}: ${text}`) };
}

it('finds token, server, people, channels and each permission well, without logging in', async () => {
  const { found, dates } = await look();
  expect(found).toEqual([
    'well Discord token: it is that of rollover.',
    'well Discord server: the bot is in Rollover Stand-in.',
    'well Discord owner: it is Owner.',
    'well Discord operators: whoever has the role Operator.',
    'well Discord viewers: whoever has the role Viewer.',
    'well Discord channel: the bot sees #rollover.',
    ...[
      ...['View Channel', 'Send Messages', 'Embed Links', 'Attach Files', 'Pin Messages'],
      ...['Create Public Threads', 'Send Messages in Threads'],
    ].map((name) => `well Discord channel: the bot has ${name}.`),
    expect.stringMatching(/^well Discord audit channel: the bot sees #/),
    ...['View Channel', 'Send Messages', 'Embed Links', 'Read Message History'].map(
      (name) => `well Discord audit channel: the bot has ${name}.`,
    ),
  ]);
  expect(dates.length).toBeGreaterThan(5);
  expect(standin.counters.identifies).toBe(0);
  expect(standin.counters.commandWrites).toBe(0);
  expect(standin.messages()).toEqual([]);
  expect([standin.violations, standin.refusals]).toEqual([[], []]);
});

it('names each permission that is missing, and what does not work without it', async () => {
  standin.setPermissions(standin.channels.main, { deny: ['AttachFiles', 'CreatePublicThreads'] });
  const { found } = await look({ auditChannelId: null });
  const where = 'allow it in #rollover, under Edit Channel, Permissions.';
  expect(found.filter((line) => !line.startsWith('well'))).toEqual([
    `amiss Discord channel: the bot lacks Attach Files: ${where}`,
    `wanting Discord channel: the bot lacks Create Public Threads, so that no cycle has a thread of its own: ${where}`,
  ]);
  expect(found).toContain('well Discord channel: the bot has Read Message History.');
});

it('says of what is not set how it is then', async () => {
  const none = { guildId: null, channelId: null, auditChannelId: null };
  expect((await look(none)).found.slice(1)).toEqual([
    expect.stringMatching(/^unset Discord server: DISCORD_GUILD_ID is not set/),
    expect.stringMatching(/^unset Discord channel: DISCORD_CHANNEL_ID is not set/),
  ]);
  const nobody = { ownerId: null, operatorRoleId: null, viewerRoleId: null };
  expect((await look(nobody)).found.slice(2, 5).map((line) => line.split(' ')[0])).toEqual(
    Array(3).fill('unset'),
  );
});

it('says what is wrong with ids that name nothing', async () => {
  const { found } = await look({ ownerId: '123456789012345678', operatorRoleId: '2', viewerRoleId: '3' });
  expect(found.slice(2, 5)).toEqual([
    'wanting Discord owner: nobody in Rollover Stand-in has the id 123456789012345678 (DISCORD_OWNER_ID): correct it.',
    'wanting Discord operators: Rollover Stand-in has no role 2 (DISCORD_OPERATOR_ROLE_ID): correct it.',
    'wanting Discord viewers: Rollover Stand-in has no role 3 (DISCORD_VIEWER_ROLE_ID): correct it.',
  ]);
  expect((await look({ guildId: '1' })).found[1]).toMatch(
    /^amiss Discord server: the bot is not in the server 1 .*invite it with https:\/\/discord\.com\/.*client_id=\d+/,
  );
  expect((await look({ channelId: '1' })).found[5]).toMatch(
    /^amiss Discord channel: 1 \(DISCORD_CHANNEL_ID\) is a channel that the bot does not see/,
  );
  standin.setPermissions(standin.channels.main, { deny: ['ViewChannel'] });
  expect((await look()).found[5]).toMatch(/is a channel that the bot does not see/);
  const elsewhere = await look({ guildId: '1', channelId: standin.channels.audit });
  expect(elsewhere.found.join('\n')).toContain('is in another server than 1 (DISCORD_GUILD_ID)');
});

it('says what a refused token and a Discord that is away mean', async () => {
  expect((await look({ token: 'wrong' })).found).toEqual([
    expect.stringMatching(/^amiss Discord: Discord refuses the bot's token/),
  ]);
  expect((await look({ token: 'two\nlines' })).found).toEqual([
    expect.stringMatching(/refuses the bot's token/),
  ]);
  await standin.refuseConnections(true, 'refused');
  expect((await look()).found).toEqual([
    expect.stringMatching(
      /^amiss Discord: Discord cannot be reached: .*\. Check the network, and DISCORD_API_URL/,
    ),
  ]);
});

it('knows what is not Discord for what it is', async () => {
  const other = createServer((_, response) => response.end('<html>Log in to this network</html>'));
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { port } = other.address() as AddressInfo;
  const { found } = await look({ apiUrl: `http://127.0.0.1:${port}/api` });
  expect(found).toEqual([
    `amiss Discord: what answers at 127.0.0.1:${port} is not Discord. Check the network, and DISCORD_API_URL if it is set.`,
  ]);
  other.close();
});

it('makes an invitation with exactly what the bot uses', () => {
  const url = new URL(invitation('42'));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: '42',
    scope: 'bot applications.commands',
    // View Channel, Send Messages, Embed Links, Attach Files, Read Message History, Create Public Threads,
    // Send Messages in Threads, Pin Messages.
    permissions: String(
      (1n << 10n) +
        (1n << 11n) +
        (1n << 14n) +
        (1n << 15n) +
        (1n << 16n) +
        (1n << 35n) +
        (1n << 38n) +
        (1n << 51n),
    ),
  });
  expect(applicationOf(`${Buffer.from('123456789012345678').toString('base64url')}.abc.def`)).toBe(
    '123456789012345678',
  );
  expect(applicationOf('nonsense')).toBe(null);
});
