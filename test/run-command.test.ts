import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { App } from '../src/app.ts';
import { type Command, type CommandCall, defineCommand, describeOptions, type Role } from '../src/command.ts';
import { loadCommands } from '../src/load-commands.ts';
import { runCommand } from '../src/run-command.ts';

const NOW = Date.UTC(2026, 0, 1);

/** A bot that counts what was done to it. */
function counter() {
  let done = 0;
  let time = NOW;
  const app = { now: () => time, state: () => ({ done }) } as unknown as App;
  const add = defineCommand({
    name: 'add',
    summary: 'Adds to the count',
    examples: ['add 2'],
    options: {
      n: z.coerce.number({ error: 'n must be a number' }).int().min(1).max(9).default(1).describe('How much'),
    },
    needs: ({ n }) => (n > 5 ? 'owner' : 'operator'),
    run: (_, { n }) => {
      done += n;
      return { title: `${done}`, tone: 'neutral' };
    },
  });
  const wipe = defineCommand({
    name: 'wipe',
    summary: 'Sets the count to nothing',
    examples: ['wipe'],
    options: {},
    needs: 'owner',
    confirm: () =>
      done === 0 ? { refused: 'empty', message: 'There is nothing to wipe.' } : `This wipes ${done}`,
    run: () => {
      done = 0;
      return { title: '0', tone: 'neutral' };
    },
  });
  const run = (
    name: string,
    options: CommandCall['options'] = {},
    role: Role = 'owner',
    confirmed?: string,
  ) =>
    runCommand([add, wipe] as Command[], app, {
      name,
      options,
      caller: { actor: 'console', role },
      id: 'id',
      ...(confirmed !== undefined && { confirmed }),
    });
  return { run, pass: (ms: number) => (time += ms), count: () => done, add };
}

async function tokenOf(outcome: ReturnType<ReturnType<typeof counter>['run']>): Promise<string> {
  const asked = await outcome;
  expect(asked.kind).toBe('confirm');
  return asked.kind === 'confirm' ? asked.token : '';
}

describe('options', () => {
  test('come as text and are checked by the command', async () => {
    const { run } = counter();
    expect(await run('add', { n: '3' })).toMatchObject({ kind: 'reply', reply: { title: '3' } });
    expect(await run('add')).toMatchObject({ kind: 'reply', reply: { title: '4' } });
  });

  test('that are wrong or unknown are told with what is allowed, and nothing is done', async () => {
    const { run, count } = counter();
    expect(await run('add', { n: 'many' })).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('n must be a number'),
    });
    expect(await run('add', { m: 1 })).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('add takes n'),
    });
    expect(await run('wipe', { m: 1 })).toMatchObject({
      message: expect.stringContaining('wipe takes none'),
    });
    expect(await run('nothing')).toMatchObject({ kind: 'unknown' });
    expect(count()).toBe(0);
  });

  test('are described for the surfaces from their schemas', () => {
    expect(describeOptions(counter().add)).toEqual([
      { name: 'n', description: 'How much', type: 'integer', required: false, min: 1, max: 9 },
    ]);
  });
});

describe('roles', () => {
  test.each<[Role, number, string]>([
    ['stranger', 1, 'forbidden'],
    ['viewer', 1, 'forbidden'],
    ['operator', 1, 'reply'],
    ['operator', 6, 'forbidden'],
    ['owner', 6, 'reply'],
  ])('%s adding %d: %s', async (role, n, kind) => {
    expect(await counter().run('add', { n }, role)).toMatchObject({ kind });
  });
});

describe('a confirmation', () => {
  test('shows the effect, and yes does it', async () => {
    const { run, count } = counter();
    await run('add', { n: 2 });
    expect(await run('wipe')).toMatchObject({
      kind: 'confirm',
      effect: 'This wipes 2',
      expiresAt: new Date(NOW + 120_000).toISOString(),
    });
    expect(count()).toBe(2);
    expect(await run('wipe', {}, 'owner', await tokenOf(run('wipe')))).toMatchObject({ kind: 'reply' });
    expect(count()).toBe(0);
  });

  test('is refused after two minutes, with a token that was never given, or by who may not', async () => {
    const { run, pass, count } = counter();
    await run('add');
    const token = await tokenOf(run('wipe'));
    expect(await run('wipe', {}, 'operator', token)).toMatchObject({ kind: 'forbidden' });
    expect(await run('wipe', {}, 'owner', '?')).toMatchObject({ kind: 'refused', code: 'expired' });
    expect(await run('wipe', {}, 'owner', `${token}x`)).toMatchObject({ kind: 'confirm' });
    pass(120_000);
    expect(await run('wipe', {}, 'owner', token)).toMatchObject({ kind: 'refused', code: 'expired' });
    expect(count()).toBe(1);
  });

  test('is asked anew where it would do something else by now, and then that is done', async () => {
    const { run, count } = counter();
    await run('add');
    const token = await tokenOf(run('wipe'));
    await run('add');
    const asked = run('wipe', {}, 'owner', token);
    expect(await asked).toMatchObject({ effect: expect.stringMatching(/have changed.*This wipes 2/) });
    expect(count()).toBe(2);
    expect(await run('wipe', {}, 'owner', await tokenOf(asked))).toMatchObject({ kind: 'reply' });
    expect(count()).toBe(0);
  });

  test('is not asked for what is refused anyway', async () => {
    expect(await counter().run('wipe')).toEqual({
      kind: 'refused',
      code: 'empty',
      message: 'There is nothing to wipe.',
    });
  });
});

test('the registry is the commands folder', async () => {
  const names = (await loadCommands()).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'help',
      'status',
      'bet',
      'history',
      'odds',
      'reset',
      'quit',
      'pause',
      'resume',
      'markets',
    ]),
  );
});
