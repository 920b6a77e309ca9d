import { startBot } from '../test/discord-standin/real-client.ts';

/** What discord.js takes by itself: a bot that answers each command with a word. */
const env = process.env as Readonly<Record<string, string>>;
const { client } = await startBot({ env }, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply('pong');
});
const status = { name: 'status', description: 'Where the bot stands' };
await client.application.commands.set([status], env['DISCORD_GUILD_ID'] ?? '');
