import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Command, defineCommand } from '../../src/command.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { type BenchBot, type BenchOptions, startBenchBot } from './bench-bot.ts';

let standin: Standin;
let bot: BenchBot | null = null;

beforeEach(async () => {
  standin = await startStandin();
});

afterEach(async () => {
  await bot?.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

const named = (name: string, summary = `The command ${name}`): Command =>
  defineCommand({
    name,
    summary,
    examples: [],
    options: {},
    needs: 'viewer',
    run: () => ({ title: name, tone: 'neutral' }),
  });

/** Starts the bot and stops it when it has said that Discord knows its commands. */
async function runOnce(options: BenchOptions): Promise<void> {
  const started = startBenchBot(standin, options);
  bot = started;
  await expect.poll(() => started.log.some((line) => line.includes('Discord knows the commands'))).toBe(true);
  await started.stop();
}

const names = (scope: 'guild' | 'global') => standin.commands(scope).map((command) => command.name);

describe('commands', () => {
  it('are registered in the server, and not again when nothing has changed', async () => {
    await runOnce({});
    expect(names('guild')).toContain('pages');
    expect(names('global')).toEqual([]);
    const { commandWrites } = standin.counters;
    await runOnce({});
    expect(standin.counters.commandWrites).toBe(commandWrites);
  });

  it('are written when one has changed, and those that are gone are removed', async () => {
    await runOnce({ commands: [named('one'), named('two')] });
    const before = standin.counters.commandWrites;
    await runOnce({ commands: [named('one', 'In other words'), named('three')] });
    expect(names('guild')).toEqual(['one', 'three']);
    expect(standin.commands()[0]).toMatchObject({ description: 'In other words' });
    expect(standin.counters.commandWrites).toBeGreaterThan(before);
  });

  it('are written when one has begun to suggest values, and not again after that', async () => {
    const options = { what: z.string().optional().describe('What') };
    const plain = { ...named('one'), options };
    await runOnce({ commands: [plain] });
    const suggesting = { ...plain, suggest: { what: () => [] } };
    await runOnce({ commands: [suggesting] });
    expect(standin.commands()[0]?.options).toMatchObject([{ name: 'what', autocomplete: true }]);
    const { commandWrites } = standin.counters;
    await runOnce({ commands: [suggesting] });
    expect(standin.counters.commandWrites).toBe(commandWrites);
  });

  it('are registered globally where no server is configured', async () => {
    await runOnce({ commands: [named('one')], settings: { guildId: null } });
    expect(names('global')).toEqual(['one']);
    expect(names('guild')).toEqual([]);
  });

  it('do not show twice when a server is configured later', async () => {
    await runOnce({ commands: [named('one')], settings: { guildId: null } });
    await runOnce({ commands: [named('one')] });
    expect(names('guild')).toEqual(['one']);
    expect(names('global')).toEqual([]);
  });

  it('that Discord refuses are a problem with a remedy, until it takes them', async () => {
    standin.failNext('GET /applications/{application_id}/guilds/{guild_id}/commands', 403, 50001);
    await runOnce({});
    expect(bot?.problems).toEqual([
      expect.stringMatching(/^!discord-commands .*invite it again with the scope applications\.commands/),
      'ok discord-commands',
    ]);
  });

  it('that meet an outage are registered when it is over', async () => {
    standin.failNext('PUT /applications/{application_id}/guilds/{guild_id}/commands', 500, 0, 5);
    await runOnce({});
    expect(names('guild')).toContain('pages');
    expect(bot?.problems).toEqual([]);
  });
});
