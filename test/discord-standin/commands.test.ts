import { SlashCommandBuilder } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './real-client.ts';
import { type Standin, startStandin } from './standin.ts';

const ping = new SlashCommandBuilder()
  .setName('ping')
  .setDescription('Answers')
  .addStringOption((one) => one.setName('text').setDescription('What'));

describe('command registration', () => {
  let standin: Standin;
  let bot: Bot;

  beforeEach(async () => {
    standin = await startStandin();
    bot = await startBot(standin, async (one) => (one.isRepliable() ? one.reply('pong') : undefined));
  });
  afterEach(async () => {
    expect(standin.violations).toEqual([]);
    await bot.end();
    await standin.close();
  });

  it('is remembered by guild and globally, gives back what equals what was sent, and counts writes', async () => {
    const manager = bot.client.application.commands;
    // The builder's own JSON holds keys that are undefined, which equals() takes for differences.
    const plain = JSON.parse(JSON.stringify(ping));
    await manager.set([plain], standin.guildId);
    const there = await manager.fetch({ guildId: standin.guildId });
    expect(there.first()?.equals(plain)).toBe(true);
    expect((await manager.fetch()).size).toBe(0);
    expect(standin.counters.commandWrites).toBe(1);
    expect(standin.commands().map((one) => one.name)).toEqual(['ping']);
  });

  it('keeps the id of a command that is overwritten, changed, or created again', async () => {
    const manager = bot.client.application.commands;
    const first = await manager.create(ping);
    const [again] = [...(await manager.set([ping])).values()];
    const edited = await manager.edit(first.id, { description: 'Answers at once' });
    expect([again?.id, edited.id]).toEqual([first.id, first.id]);
    expect(edited.options).toHaveLength(1);
    expect(standin.commands('global')).toMatchObject([{ description: 'Answers at once' }]);
    await manager.delete(first.id);
    expect(standin.commands('global')).toEqual([]);
    await expect(manager.delete(first.id)).rejects.toMatchObject({ code: 10063 });
    expect(standin.counters.commandWrites).toBe(4);
  });

  it('does not offer a command for administrators to others', async () => {
    const forAdministrators = new SlashCommandBuilder()
      .setName('ping')
      .setDescription('Answers')
      .setDefaultMemberPermissions(0);
    await bot.client.application.commands.set([forAdministrators], standin.guildId);
    expect((await standin.command('owner', 'ping').response()).content).toBe('pong');
    expect(() => standin.command('operator', 'ping')).toThrow(/does not offer/);
  });
});
