import { startBot } from '../test/discord-standin/real-client.ts';

/** What discord.js takes by itself: a bot that answers each command with a word, or with a picture's worth of bytes. */
const env = process.env as Readonly<Record<string, string>>;
const picture = { attachment: Buffer.alloc(50_000, 'picture'), name: 'picture.png' };
const { client } = await startBot({ env }, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.reply(interaction.commandName === 'chart' ? { files: [picture] } : 'pong');
});
const kind = { type: 3, name: 'kind', description: 'Which picture' };
await client.application.commands.set(
  [
    { name: 'status', description: 'Where the bot stands' },
    { name: 'chart', description: 'A picture', options: [kind] },
  ],
  env['DISCORD_GUILD_ID'] ?? '',
);
