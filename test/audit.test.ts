import { expect, it } from 'vitest';
import type { AuditEntry } from '../src/audit.ts';
import type { CommandCall, Role } from '../src/command.ts';
import { defineCommand } from '../src/command.ts';
import { loopBench } from './betting/loop-bench.ts';
import { COMMANDS } from './commands/bench-app.ts';
import { rolloverOn } from './rollover-on.ts';

const broken = defineCommand({
  name: 'broken',
  summary: 'Breaks',
  examples: [],
  options: {},
  needs: 'viewer',
  run: () => {
    throw new Error('the disk is on fire');
  },
});

async function begin() {
  const bench = await loopBench();
  const noted: AuditEntry[] = [];
  const rollover = rolloverOn(bench, {
    commands: [...COMMANDS, broken],
    audit: (entry) => void noted.push(entry),
  });
  let calls = 0;
  const call = (
    name: string,
    options: CommandCall['options'] = {},
    role: Role = 'owner',
    confirmed?: string,
  ) =>
    rollover.run({
      name,
      options,
      caller: { actor: 'discord:17', role },
      id: `call-${++calls}`,
      ...(confirmed !== undefined && { confirmed }),
    });
  return { bench, rollover, noted, call };
}

it.each<[name: string, options: CommandCall['options'], role: Role, came: object]>([
  ['status', {}, 'viewer', { outcome: 'reply' }],
  ['odds', { min: '2', max: '3' }, 'operator', { outcome: 'reply', options: { min: '2', max: '3' } }],
  ['odds', { min: '2' }, 'viewer', { outcome: 'forbidden', role: 'viewer' }],
  ['status', {}, 'stranger', { outcome: 'forbidden', role: 'stranger' }],
  ['odds', { min: 'much' }, 'operator', { outcome: 'invalid', options: { min: 'much' } }],
  ['resume', {}, 'operator', { outcome: 'refused', code: 'not-paused' }],
  ['reset', {}, 'operator', { outcome: 'confirm' }],
  ['rest', {}, 'operator', { outcome: 'unknown', command: 'rest' }],
])('a call of %s %o by a %s is noted with how it ended', async (name, options, role, came) => {
  const { noted, call } = await begin();
  await call(name, options, role);
  expect(noted).toEqual([
    expect.objectContaining({ actor: 'discord:17', id: 'call-1', command: name, ...came }),
  ]);
});

it('an answer to a question is noted as one, also where it comes too late', async () => {
  const { bench, noted, call } = await begin();
  const asked = await call('reset');
  const token = asked.kind === 'confirm' ? asked.token : '';
  await bench.clock.advance(120_000);
  await call('reset', {}, 'owner', token);
  const [, late] = noted;
  expect(late).toMatchObject({ confirmed: true, outcome: 'refused', code: 'expired' });
  expect(JSON.stringify(noted)).not.toContain(token);
});

it('the id of a call that changed something is the cause of its events', async () => {
  const { bench, noted, call } = await begin();
  await call('odds', { min: '2', max: '3' });
  const changed = (await bench.events()).find(({ type }) => type === 'ODDS_RANGE_CHANGED');
  expect(noted).toMatchObject([{ id: changed?.cause }]);
});

it('a call that breaks is noted, and goes on breaking', async () => {
  const { noted, call } = await begin();
  await expect(call('broken')).rejects.toThrow('the disk is on fire');
  expect(noted).toMatchObject([{ command: 'broken', outcome: 'broken' }]);
});

it('what the program asks by itself is not noted', async () => {
  const { rollover, noted } = await begin();
  await rollover.run({ name: 'status', options: {}, caller: { actor: 'system', role: 'viewer' }, id: '1' });
  expect(noted).toEqual([]);
});
