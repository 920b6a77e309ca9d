import { expect, test } from 'vitest';
import { loadCommands } from '../../src/load-commands.ts';
import { KINDS } from './fault-kinds.ts';
import { simulate } from './simulate.ts';

const commands = await loadCommands();
const QUARTER = 0.25;

test.each([2, 5, 9, 11])(
  'seed %i: two machines with one log in a database break no rule, whatever befalls them and what lies between',
  async (seed) => {
    const life = await simulate({ seed, nodes: 2, days: QUARTER, kinds: KINDS, commands });
    expect(life.violation, life.history.slice(-40).join('\n')).toBeNull();
    expect(life.counts['matched']).toBeGreaterThan(5);
    expect(life.counts['leaders']).toBeGreaterThan(5);
  },
);

test('the same seed leads the same two machines to the same log, byte for byte', async () => {
  const [one, other] = await Promise.all(
    [5, 5].map((seed) => simulate({ seed, nodes: 2, days: QUARTER / 2, kinds: KINDS, commands })),
  );
  expect(one?.file).toBe(other?.file);
  expect(one?.history).toEqual(other?.history);
});
