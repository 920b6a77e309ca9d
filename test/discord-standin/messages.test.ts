import { EmbedBuilder, Events, type TextChannel } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './real-client.ts';
import { type Standin, startStandin } from './standin.ts';

const create = 'POST /channels/{channel_id}/messages';

describe('messages', () => {
  let standin: Standin;
  let bot: Bot;
  let channel: TextChannel;
  let now = 0;

  beforeEach(async () => {
    now = Date.now();
    standin = await startStandin({ now: () => now });
    bot = await startBot(standin);
    const found = bot.client.channels.cache.get(standin.channels.main);
    if (!found?.isTextBased() || found.isDMBased() || found.isThread() || !('threads' in found))
      throw new Error('no text channel');
    channel = found as TextChannel;
  });

  afterEach(async () => {
    expect(standin.violations).toEqual([]);
    await bot.end();
    await standin.close();
  });

  it('are posted, fetched, edited and deleted', async () => {
    const seen = standin.waitForMessage((message) => message.text.includes('stake'));
    const message = await channel.send({
      embeds: [{ title: 'Bet', fields: [{ name: 'stake', value: '1.00' }] }],
    });
    expect(await seen).toMatchObject({ id: message.id, text: '| Bet\n| stake: 1.00', edits: 0 });
    await message.edit('settled');
    expect((await channel.messages.fetch({ message: message.id, force: true })).content).toBe('settled');
    expect(standin.messages()).toMatchObject([{ content: 'settled', edits: 1 }]);
    await message.delete();
    await expect(channel.messages.fetch({ message: message.id, force: true })).rejects.toMatchObject({
      code: 10008,
    });
    expect(standin.messages()).toEqual([]);
  });

  it('with an enforced nonce are posted once, also when the answer was lost', async () => {
    standin.loseAnswer(create);
    await expect(channel.send({ content: 'won', nonce: 'event-7', enforceNonce: true })).rejects.toThrow();
    const again = await channel.send({ content: 'won, again', nonce: 'event-7', enforceNonce: true });
    expect(standin.messages().map((one) => one.content)).toEqual(['won']);
    expect(again.id).toBe(standin.messages()[0]?.id);
    now += 6 * 60_000;
    await channel.send({ content: 'later', nonce: 'event-7', enforceNonce: true });
    expect(standin.messages()).toHaveLength(2);
  });

  it('keep on an edit only the files that it lists, and show twice a picture that is kept and linked', async () => {
    const message = await channel.send({
      embeds: [new EmbedBuilder().setTitle('a').setImage('attachment://a.png')],
      files: [{ attachment: Buffer.from('a'), name: 'a.png' }],
    });
    expect(message.attachments.size).toBe(0);
    const linked = await message.edit({ embeds: message.embeds });
    expect(linked.attachments.size).toBe(1);
    await message.edit({ files: [{ attachment: Buffer.from('b'), name: 'b.png' }], embeds: [] });
    expect(standin.messages()[0]?.files.map((file) => file.name)).toEqual(['b.png']);
  });

  it('older than an hour can be edited only so often (30046)', async () => {
    const message = await channel.send('status');
    now += 3_600_001;
    for (const n of [1, 2, 3, 4, 5]) await message.edit(`status ${n}`);
    await expect(message.edit('status 6')).rejects.toMatchObject({ code: 30046 });
  });

  it('are pinned and unpinned', async () => {
    const message = await channel.send('status');
    await message.pin();
    expect((await channel.messages.fetchPins()).items.map((one) => one.message.id)).toEqual([message.id]);
    expect(standin.messages()[0]?.pinned).toBe(true);
    await message.unpin();
    expect((await channel.messages.fetchPins()).items).toEqual([]);
  });

  it('gather in threads, from a message or alone, which are archived', async () => {
    const message = await channel.send('cycle 1');
    const thread = await message.startThread({ name: 'Cycle 1' });
    await thread.send('leg 1');
    expect(standin.messages(thread.id).map((one) => one.content)).toEqual(['leg 1']);
    expect((await thread.setArchived(true)).archived).toBe(true);
    await thread.send('wakes it');
    await expect(message.startThread({ name: 'again' })).rejects.toThrow();
    expect((await channel.threads.create({ name: 'alone' })).parentId).toBe(channel.id);
  });

  it('reach a person directly', async () => {
    const owner = await bot.client.users.createDM(standin.users.owner.id);
    await owner.send('hello');
    expect(standin.messages(owner.id)).toMatchObject([{ content: 'hello' }]);
  });

  it('need the permissions of the channel: 50001 unseen, 50013 for what is missing', async () => {
    const updated = () => new Promise((done) => bot.client.once(Events.ChannelUpdate, done));
    const deny = async (...names: Parameters<typeof standin.setPermissions>[1]['deny'] & object) => {
      const told = updated();
      standin.setPermissions(channel.id, { deny: names });
      await told;
    };
    const embed = { embeds: [{ title: 'a' }] };
    const file = { files: [{ attachment: Buffer.from('a'), name: 'a.txt' }] };
    await deny('EmbedLinks', 'AttachFiles', 'CreatePublicThreads', 'PinMessages');
    expect(channel.permissionsFor(bot.client.user)?.has('EmbedLinks')).toBe(false);
    const plain = await channel.send('plain');
    await expect(channel.send(embed)).rejects.toMatchObject({ code: 50013, status: 403 });
    await expect(channel.send(file)).rejects.toMatchObject({ code: 50013 });
    await expect(plain.startThread({ name: 'a' })).rejects.toMatchObject({ code: 50013 });
    await expect(plain.pin()).rejects.toMatchObject({ code: 50013 });
    await deny('SendMessages');
    await expect(channel.send('plain')).rejects.toMatchObject({ code: 50013 });
    await deny('ViewChannel');
    await expect(channel.send('plain')).rejects.toMatchObject({ code: 50001 });
    expect(standin.refusals.map((one) => one.code)).toEqual([50013, 50013, 50013, 50013, 50013, 50001]);
  });

  it('wait out a 429', async () => {
    const limited = new Promise((done) => bot.client.rest.once('rateLimited', done));
    standin.rateLimit(create, 0.1, 2);
    const sent = channel.send('patient');
    await limited;
    expect(standin.messages()).toEqual([]);
    await sent;
    expect(standin.messages()).toHaveLength(1);
  });

  it('fail as ordered, and only so often', async () => {
    standin.failNext(create, 403, 50001);
    await expect(channel.send('refused')).rejects.toMatchObject({ code: 50001, status: 403 });
    await channel.send('taken');
    expect(standin.messages().map((one) => one.content)).toEqual(['taken']);
  });

  it('are not taken from a request without the token', async () => {
    const answer = await fetch(`${standin.env['DISCORD_API_URL']}/v10/channels/${channel.id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"content":"x"}',
    });
    expect([answer.status, await answer.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
  });
});
