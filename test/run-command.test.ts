import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { App } from '../src/app.ts';
import { type Command, type CommandCall, defineCommand, describeOptions, type Role } from '../src/command.ts';
import { pennies } from '../src/core/money.ts';
import { createButtonIds } from '../src/discord/button-press.ts';
import { loadCommands } from '../src/load-commands.ts';
import { runCommand } from '../src/run-command.ts';
import { started } from './core/given.ts';
import { createStory } from './notify/story.ts';

const NOW = Date.UTC(2026, 0, 1);

/** A bot that counts what was done to it, over a log in which anything may happen. */
function counter() {
  let done = 0;
  let time = NOW;
  const story = createStory();
  const doneBy: (number | undefined)[] = [];
  const app = {
    now: () => time,
    currency: 'GBP',
    state: story.state,
    events: story.log.read,
  } as unknown as App;
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
    run: (_, __, { seq }) => {
      done = 0;
      doneBy.push(seq);
      return { title: '0', tone: 'neutral' };
    },
  });
  const run = (
    name: string,
    options: CommandCall['options'] = {},
    role: Role = 'owner',
    confirmed?: string,
    id = 'id',
  ) =>
    runCommand([add, wipe] as Command[], app, {
      name,
      options,
      caller: { actor: 'console', role },
      id,
      ...(confirmed !== undefined && { confirmed }),
    });
  return { run, pass: (ms: number) => (time += ms), count: () => done, add, story, doneBy };
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
    expect(await asked).toMatchObject({
      effect: 'Things have changed since you were asked. Nothing was done. As they are now: This wipes 2',
    });
    expect(count()).toBe(2);
    expect(await run('wipe', {}, 'owner', await tokenOf(asked))).toMatchObject({ kind: 'reply' });
    expect(count()).toBe(0);
  });

  test('is asked anew where anything has happened since, though it would do the same, and says what', async () => {
    const { run, count, story, doneBy } = counter();
    await run('add');
    const token = await tokenOf(run('wipe'));
    story.bet();
    story.end('lost');
    const asked = run('wipe', {}, 'owner', token);
    expect(await asked).toMatchObject({
      effect:
        'Things have changed since you were asked: a bet of 1.00 GBP on The Draw in Middlesbrough v Man City was sent (event 2), 1.00 GBP was bet on The Draw in Middlesbrough v Man City (event 3), the bet was lost, -1.00 GBP (event 4). Nothing was done. As they are now: This wipes 1',
    });
    expect(count()).toBe(1);
    expect(await run('wipe', {}, 'owner', await tokenOf(asked))).toMatchObject({ kind: 'reply' });
    expect(doneBy).toEqual([4]);
  });

  test('names the newest of many events and counts the others', async () => {
    const { run, story } = counter();
    await run('add');
    const token = await tokenOf(run('wipe'));
    for (let i = 0; i < 3; i++) {
      story.bet();
      story.end('void');
    }
    expect(await run('wipe', {}, 'owner', token)).toMatchObject({
      effect: expect.stringMatching(
        /asked: 6 events, then .*\(event 8\), .*the bet was made void \(event 10\)\./,
      ),
    });
  });

  test('outlives a restart, after which nothing else has happened', async () => {
    const { run, count, story, doneBy } = counter();
    await run('add');
    const token = await tokenOf(run('wipe'));
    story.append({ type: 'BOT_STOPPED', data: { reason: 'asked to' } });
    story.append(started());
    expect(await run('wipe', {}, 'owner', token)).toMatchObject({ kind: 'reply' });
    expect([count(), doneBy]).toEqual([0, [3]]);
  });

  test('answered by the call that has done it already is let through: what it did is answered again', async () => {
    const { run, story, doneBy } = counter();
    await run('add');
    const token = await tokenOf(run('wipe'));
    story.append({ type: 'SYSTEM_RESET', data: { initialStake: pennies(100) } });
    expect(await run('wipe', {}, 'owner', token, 'another')).toMatchObject({ kind: 'confirm' });
    expect(await run('wipe', {}, 'owner', token, 'test')).toMatchObject({ kind: 'reply' });
    expect(doneBy).toEqual([2]);
  });

  test('has a token that leaves room in a button for the longest options of a command that asks', async () => {
    const { run } = counter();
    await run('add');
    const token = await tokenOf(run('wipe'));
    const press = { kind: 'yes', user: '9'.repeat(20), command: 'adopt', token: `${token}zzzz` } as const;
    const id = createButtonIds().write({ ...press, options: { bet: '9'.repeat(20) } });
    expect(id).not.toContain('kept');
    expect(id.length).toBeLessThanOrEqual(100);
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
