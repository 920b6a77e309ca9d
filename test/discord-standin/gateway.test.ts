import { once } from 'node:events';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Bot, startBot } from './real-client.ts';
import { type Standin, startStandin } from './standin.ts';

const ping = [{ name: 'ping', description: 'Answers' }];

describe('the gateway', () => {
  let standin: Standin;
  let bot: Bot;
  const received: string[] = [];

  beforeEach(async () => {
    received.length = 0;
    standin = await startStandin();
    bot = await startBot(standin, async (interaction) => {
      received.push(interaction.id);
      if (interaction.isRepliable()) await interaction.reply('pong');
    });
    await bot.client.application.commands.set(ping, standin.guildId);
  });

  afterEach(async () => {
    expect(standin.violations).toEqual([]);
    await bot.end();
    await standin.close();
  });

  const resumed = (times: number) =>
    standin.waitUntil(() => standin.counters.resumes >= times || undefined, `${times} resumes`);

  it('lets a bot log in and shows it the guild, its channels, its roles and its own member', () => {
    const guild = bot.client.guilds.cache.get(standin.guildId);
    expect(guild?.channels.cache.get(standin.channels.main)?.name).toBe('rollover');
    expect(guild?.members.me?.id).toBe(standin.bot.id);
    const channel = guild?.channels.cache.get(standin.channels.main);
    expect(channel && guild?.members.me?.permissionsIn(channel).has(['SendMessages', 'EmbedLinks'])).toBe(
      true,
    );
    expect(standin.counters).toMatchObject({ identifies: 1, resumes: 0 });
  });

  it('replays to a bot that was cut off the interaction that it missed', async () => {
    standin.cutGateway();
    const answered = standin.command('owner', 'ping').response();
    expect((await answered).content).toBe('pong');
    await resumed(1);
    expect(standin.counters).toMatchObject({ identifies: 1, resumes: 1 });
    expect(standin.counters.replayed).toBeGreaterThan(0);
    expect(received).toHaveLength(1);
  });

  it('is resumed after op 7 and after a close with 4000', async () => {
    standin.askReconnect();
    await resumed(1);
    standin.closeGateway(4000);
    await resumed(2);
    expect(standin.counters.identifies).toBe(1);
    expect((await standin.command('owner', 'ping').response()).content).toBe('pong');
  });

  it('delivers an interaction again under the same id', async () => {
    const handle = standin.command('owner', 'ping');
    await handle.response();
    standin.replayLastInteraction();
    expect(await bot.failure).toMatchObject({ code: 40060 });
    expect(received).toEqual([handle.id, handle.id]);
    expect(standin.refusals).toEqual([
      { route: 'POST /interactions/{interaction_id}/{interaction_token}/callback', status: 400, code: 40060 },
    ]);
  });

  it('tells a person at once that nobody responds where the bot has logged out', async () => {
    await bot.end();
    await standin.waitUntil(() => !standin.connected() || undefined, 'the bot to be gone');
    await expect(standin.command('owner', 'ping').response()).rejects.toThrow(/did not respond/);
  });
});

describe('the gateway at the door', () => {
  it('refuses a wrong token over REST, and one over the socket with 4004', async () => {
    const standin = await startStandin();
    const client = new Client({
      intents: [GatewayIntentBits.Guilds],
      rest: { api: standin.env['DISCORD_API_URL'] ?? '' },
    });
    await expect(client.login('wrong.token.here')).rejects.toThrow();
    const socket = new WebSocket(`ws://127.0.0.1:${standin.port}/gateway?v=10&encoding=json`);
    socket.onopen = () =>
      socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 1, properties: {} } }));
    const closed = await new Promise<number>((done) => {
      socket.onclose = (event) => done(event.code);
    });
    expect(closed).toBe(4004);
    await standin.close();
  });

  it('refuses privileged intents with 4014', async () => {
    const standin = await startStandin();
    const client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent],
      rest: { api: standin.env['DISCORD_API_URL'] ?? '' },
    });
    await expect(client.login(standin.env['DISCORD_TOKEN'])).rejects.toThrow(/disallowed intents/i);
    await standin.close();
  });

  it('answers heartbeats, and is left by a client whose heartbeats it does not answer', async () => {
    const standin = await startStandin({ heartbeatInterval: 200 });
    const bot = await startBot(standin);
    await standin.waitUntil(() => standin.counters.heartbeats >= 2 || undefined, 'two heartbeats');
    expect(standin.counters.resumes).toBe(0);
    standin.withholdHeartbeatAcks(true);
    await standin.waitUntil(() => standin.counters.resumes >= 1 || undefined, 'a resume');
    standin.withholdHeartbeatAcks(false);
    await bot.end();
    await standin.close();
  });

  it('goes away and comes back on the same port, and the bot resumes', async () => {
    const standin = await startStandin();
    const bot = await startBot(standin);
    const channel = await bot.client.channels.fetch(standin.channels.main);
    if (!channel?.isSendable()) throw new Error('no channel to send to');
    await standin.refuseConnections(true);
    await expect(channel.send('lost')).rejects.toThrow();
    const back = once(bot.client, Events.ShardResume);
    await standin.refuseConnections(false);
    await back;
    await channel.send('back');
    expect(standin.messages().map((one) => one.content)).toEqual(['back']);
    await standin.refuseConnections(true, 'unavailable');
    await expect(channel.send('lost')).rejects.toMatchObject({ status: 503 });
    await bot.end();
    await standin.close();
  });
});
