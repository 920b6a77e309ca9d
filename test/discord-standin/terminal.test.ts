import { PassThrough } from 'node:stream';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, MessageFlags, SlashCommandBuilder } from 'discord.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bot, startBot } from './real-client.ts';
import { type Standin, startStandin } from './standin.ts';
import { runTerminal } from './terminal.ts';

let standin: Standin;
let bot: Bot;
let input: PassThrough;
let ended: Promise<void>;
let printed = '';
let wake = () => {};

const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('yes').setLabel('Reset').setStyle(ButtonStyle.Danger),
  new ButtonBuilder().setCustomId('no').setLabel('Keep').setStyle(ButtonStyle.Secondary),
);

beforeEach(async () => {
  printed = '';
  standin = await startStandin();
  input = new PassThrough();
  const output = new PassThrough().on('data', (chunk) => {
    printed += String(chunk);
    wake();
  });
  ended = runTerminal(standin, input, output);
  bot = await startBot(standin, async (one) => {
    if (one.isAutocomplete())
      await one.respond(one.options.getFocused() === '2' ? [{ name: 'Two pounds', value: 2 }] : []);
    if (one.isButton()) await one.update({ content: `pressed ${one.customId}`, components: [] });
    if (!one.isChatInputCommand()) return;
    const mine = one.user.id === standin.users.owner.id;
    if (mine) await one.reply({ content: 'sure?', components: [buttons] });
    else await one.reply({ content: 'not for you', flags: MessageFlags.Ephemeral });
  });
  const reset = new SlashCommandBuilder()
    .setName('reset')
    .setDescription('Starts again')
    .addNumberOption((one) =>
      one.setName('stake').setDescription('Initial stake').setRequired(true).setAutocomplete(true),
    );
  await bot.client.application.commands.set([reset], standin.guildId);
});

afterEach(async () => {
  await bot.end();
  await standin.close();
});

/** Waits until the output holds the text behind what an earlier call found. */
async function shows(text: string): Promise<void> {
  while (!printed.includes(text)) await new Promise<void>((resolve) => (wake = resolve));
  printed = printed.slice(printed.indexOf(text) + text.length);
}
const type = (line: string) => input.write(`${line}\n`);

it('shows the bot come, its messages with numbered buttons, and what a press does', async () => {
  await shows('(the bot is connected)');
  await shows('(the bot has registered /reset)');
  type('/reset stake:2');
  await shows('#rollover  Rollover:\n    sure?\n    [1 Reset] [2 Keep]\n');
  type('press 2');
  await shows('#rollover  Rollover (edited):\n    pressed no\n');
  type('messages');
  await shows('pressed no');
  type('quit');
  await ended;
});

it('lets others try, and shows whom an answer is for', async () => {
  type('as stranger /reset stake:2');
  await shows('#rollover  Rollover, only stranger sees this:\n    not for you\n');
});

it('shows what is offered while an option is typed', async () => {
  type('type /reset stake:2');
  await shows('    Two pounds  [stake:2]\n');
  type('type /reset stake:3');
  await shows('    (nothing is offered)\n');
  type('type /reset');
  await shows('type what into which option?');
});

it('explains mistakes', async () => {
  type('/rest');
  await shows('no command /rest is registered; there are: /reset');
  type('/reset');
  await shows('/reset needs the option "stake" (Initial stake)');
  type('press 1');
  await shows('owner sees no message with buttons');
  type('commands');
  await shows('/reset stake:number\n      Starts again');
  type('help');
  await shows('away 10');
});

it('cuts the gateway and takes Discord away for a while', async () => {
  type('cut');
  await shows('(the bot is disconnected)');
  await shows('(the bot has resumed its session)');
  type('away 0.1');
  await shows('(Discord is away for 0.1 s)');
  await shows('(Discord is back)');
  await shows('(the bot has resumed its session)');
});

it('says loudly what Discord would refuse', async () => {
  const channel = bot.client.channels.cache.get(standin.channels.main);
  if (!channel?.isSendable()) throw new Error('no channel');
  await expect(channel.send('x'.repeat(2001))).rejects.toMatchObject({ code: 50035 });
  await shows('!! Discord would refuse this request of the bot: POST /channels/{channel_id}/messages');
  await shows('content: Must be 2000 or fewer in length.');
});
