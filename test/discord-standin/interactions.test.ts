import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  EmbedBuilder,
  type Interaction,
  MessageFlags,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './real-client.ts';
import { type Standin, startStandin } from './standin.ts';

const odds = new SlashCommandBuilder()
  .setName('odds')
  .setDescription('The range of odds')
  .addNumberOption((option) =>
    option.setName('min').setDescription('Least').setRequired(true).setMinValue(1.01).setMaxValue(1000),
  )
  .addNumberOption((option) => option.setName('max').setDescription('Greatest').setAutocomplete(true));

const buttons = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('yes').setLabel('Yes').setStyle(ButtonStyle.Danger),
    new ButtonBuilder().setCustomId('no').setLabel('No').setStyle(ButtonStyle.Secondary).setDisabled(true),
  );

describe('interactions', () => {
  let standin: Standin;
  let bot: Bot;
  let now = 0;
  /** The violations that a test makes on purpose. */
  let meant: readonly string[] = [];
  let handle: (interaction: Interaction) => Promise<unknown>;
  const onCommand = (act: (interaction: ChatInputCommandInteraction) => Promise<unknown>) => {
    handle = async (interaction) => (interaction.isChatInputCommand() ? act(interaction) : undefined);
  };

  beforeEach(async () => {
    now = Date.now();
    meant = [];
    standin = await startStandin({ now: () => now });
    bot = await startBot(standin, (interaction) => handle(interaction));
    await bot.client.application.commands.set([odds], standin.guildId);
  });

  afterEach(async () => {
    expect(standin.violations.flatMap(({ faults }) => faults.map(({ code }) => code))).toEqual(meant);
    await bot.end();
    await standin.close();
  });

  it('brings the options, the caller and its permissions to the bot, and the reply back', async () => {
    onCommand((one) =>
      one.reply(
        `${one.user.id} ${one.options.getNumber('min')} ${one.options.getNumber('max')} ${one.inCachedGuild() && one.member.roles.cache.size}`,
      ),
    );
    const reply = await standin.command('operator', 'odds', { min: 3, max: '4.5' }).response();
    expect(reply.content).toBe(`${standin.users.operator.id} 3 4.5 3`);
    expect(reply.ephemeral).toBe(false);
    expect(standin.messages().map((one) => one.content)).toEqual([reply.content]);
  });

  it('keeps an ephemeral reply from the channel and its buttons from others', async () => {
    onCommand((one) =>
      one.reply({ content: 'sure?', flags: MessageFlags.Ephemeral, components: [buttons()] }),
    );
    const reply = await standin.command('owner', 'odds', { min: 3 }).response();
    expect(reply.ephemeral).toBe(true);
    expect(standin.messages()).toEqual([]);
    expect(() => standin.press('stranger', reply, 'Yes')).toThrow(/ephemeral/);
    expect(() => standin.press('owner', reply, 'No')).toThrow(/disabled/);
    expect(() => standin.press('owner', reply, 'Maybe')).toThrow(/\[1 Yes\] \[2 No, off\]/);
  });

  it('fills a deferred reply by an edit, follows further edits, and takes follow-ups', async () => {
    onCommand(async (one) => {
      await one.deferReply();
      await one.editReply({ embeds: [new EmbedBuilder().setTitle('first')] });
      await one.editReply({ embeds: [new EmbedBuilder().setTitle('second')] });
      await one.followUp({ content: 'and this', flags: MessageFlags.Ephemeral });
      await one.deleteReply();
    });
    const use = standin.command('owner', 'odds', { min: 3 });
    expect(await use.acknowledged()).toBe(5);
    expect((await use.response()).embeds).toHaveLength(1);
    const more = await use.waitFor((message) => message.content === 'and this');
    expect(more.ephemeral).toBe(true);
    await standin.waitUntil(() => standin.messages().length === 0 || undefined, 'the reply to be deleted');
  });

  it('puts the first follow-up into the place of a deferred reply', async () => {
    onCommand(async (one) => {
      await one.deferReply({ flags: MessageFlags.Ephemeral });
      await one.followUp('in its place');
    });
    const use = standin.command('owner', 'odds', { min: 3 });
    expect(await use.response()).toMatchObject({ content: 'in its place', ephemeral: true });
    expect(use.messages()).toHaveLength(1);
  });

  it('takes files beside the payload and shows them in their embed alone', async () => {
    onCommand((one) =>
      one.reply({
        embeds: [new EmbedBuilder().setImage('attachment://chart.png')],
        files: [
          { attachment: Buffer.from('picture'), name: 'chart.png', description: 'a chart' },
          { attachment: Buffer.from('a,b'), name: 'bets.csv' },
        ],
      }),
    );
    const reply = await standin.command('owner', 'odds', { min: 3 }).response();
    expect(reply.files.map((file) => [file.name, String(file.bytes), file.description])).toEqual([
      ['chart.png', 'picture', 'a chart'],
      ['bets.csv', 'a,b', null],
    ]);
    expect(reply.raw.attachments.map((one) => one.filename)).toEqual(['bets.csv']);
    const url = reply.embeds[0]?.image?.url ?? '';
    expect(await (await fetch(url)).text()).toBe('picture');
  });

  it('lets a button change its message, or reply, or be acknowledged and edit later', async () => {
    handle = async (one) => {
      if (one.isChatInputCommand()) await one.reply({ content: 'sure?', components: [buttons()] });
      if (!one.isButton()) return;
      if (one.user.id === standin.users.stranger.id)
        await one.reply({ content: 'not you', flags: MessageFlags.Ephemeral });
      else {
        await one.deferUpdate();
        await one.editReply({ content: 'done', components: [] });
      }
    };
    const question = await standin.command('owner', 'odds', { min: 3 }).response();
    const refusal = await standin.press('stranger', question, 'yes').response();
    expect(refusal).toMatchObject({ content: 'not you', ephemeral: true });
    const done = await standin.press('owner', question, 'Yes').response();
    expect(done).toMatchObject({ id: question.id, content: 'done', buttons: [], edits: 1 });
  });

  it('offers select menus and autocomplete', async () => {
    const menu = new StringSelectMenuBuilder()
      .setCustomId('pick')
      .addOptions({ label: 'A', value: 'a' }, { label: 'B', value: 'b' });
    handle = async (one) => {
      if (one.isAutocomplete()) await one.respond([{ name: `for ${one.options.getFocused()}`, value: 4 }]);
      if (one.isStringSelectMenu()) await one.update({ content: one.values.join(), components: [] });
      if (one.isChatInputCommand())
        await one.reply({
          content: 'pick',
          components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)],
        });
    };
    expect(await standin.autocomplete('owner', 'odds', { max: '4' }, 'max')).toEqual([
      { name: 'for 4', value: 4 },
    ]);
    const question = await standin.command('owner', 'odds', { min: 3 }).response();
    expect(() => standin.choose('owner', question, 'pick', ['c'])).toThrow(/it offers: a, b/);
    expect((await standin.choose('owner', question, 'pick', ['b']).response()).content).toBe('b');
  });

  it('refuses to have an autocomplete deferred or answered with a message, and asks for none without', async () => {
    const refusals: unknown[] = [];
    meant = ['INTERACTION_CALLBACK_TYPE_INVALID', 'INTERACTION_CALLBACK_TYPE_INVALID'];
    handle = async (one) => {
      if (!one.isAutocomplete()) return;
      for (const body of [{ type: 5 }, { type: 4, data: { content: 'x' } }])
        await bot.client.rest
          .post(`/interactions/${one.id}/${one.token}/callback`, { body, auth: false })
          .catch((error: unknown) => refusals.push(error));
      await one.respond([]);
    };
    expect(await standin.autocomplete('owner', 'odds', {}, 'max')).toEqual([]);
    expect(refusals).toMatchObject([{ code: 50035 }, { code: 50035 }]);
    expect(() => standin.autocomplete('owner', 'odds', {}, 'min')).toThrow(
      /no choices while "min" of \/odds/,
    );
  });

  it('refuses a second answer with 40060', async () => {
    onCommand(async (one) => {
      await one.reply('once');
      await bot.client.rest.post(`/interactions/${one.id}/${one.token}/callback`, {
        body: { type: 4, data: { content: 'twice' } },
        auth: false,
      });
    });
    await standin.command('owner', 'odds', { min: 3 }).response();
    expect(await bot.failure).toMatchObject({ code: 40060, status: 400 });
  });

  it('refuses an answer after three seconds with 10062, and tells the person', async () => {
    onCommand(async (one) => {
      now += 3_001;
      await one.reply('late');
    });
    await expect(standin.command('owner', 'odds', { min: 3 }).response()).rejects.toThrow(/did not respond/);
    expect(await bot.failure).toMatchObject({ code: 10062, status: 404 });
  });

  it('ends the token of an interaction after fifteen minutes with 50027', async () => {
    onCommand(async (one) => {
      await one.deferReply();
      now += 15 * 60_000 + 1;
      await one.editReply('too late');
    });
    standin.command('owner', 'odds', { min: 3 });
    expect(await bot.failure).toMatchObject({ code: 50027, status: 401 });
  });

  it('refuses a follow-up before the first answer with 10015', async () => {
    onCommand((one) => one.webhook.send('too early'));
    standin.command('owner', 'odds', { min: 3 });
    expect(await bot.failure).toMatchObject({ code: 10015 });
  });

  it('sends only what the Discord client would send', () => {
    expect(() => standin.command('owner', 'odds')).toThrow(/needs the option "min"/);
    expect(() => standin.command('owner', 'odds', { min: 1 })).toThrow(/at least 1.01/);
    expect(() => standin.command('owner', 'odds', { min: 'x' })).toThrow(/a number/);
    expect(() => standin.command('owner', 'odds', { min: 3, mac: 4 })).toThrow(/it has: min, max/);
    expect(() => standin.command('owner', 'odd', { min: 3 })).toThrow(/there are: \/odds/);
  });

  it('says what was there when a wait runs out', async () => {
    onCommand((one) => one.reply('something else'));
    const use = standin.command('owner', 'odds', { min: 3 });
    await expect(use.waitFor((one) => one.content === 'this', 200)).rejects.toThrow(/something else/);
  });
});
