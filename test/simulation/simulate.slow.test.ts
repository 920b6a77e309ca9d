import { expect, test } from 'vitest';
import { loadCommands } from '../../src/load-commands.ts';
import { KINDS } from './fault-kinds.ts';
import { simulate } from './simulate.ts';

const commands = await loadCommands();
const SEEDS = Array.from({ length: 20 }, (_, n) => n + 1);

test.each(SEEDS)('seed %i: two days of everything that can go wrong break no rule', async (seed) => {
  const { violation, counts, history } = await simulate({ seed, nodes: 1, days: 2, kinds: KINDS, commands });
  expect(violation, history.slice(-40).join('\n')).toBeNull();
  expect(counts['matched']).toBeGreaterThan(5);
});

test('the same seed writes the same event file, byte for byte', async () => {
  const [one, other, third] = await Promise.all(
    [7, 7, 8].map((seed) => simulate({ seed, nodes: 1, days: 1, kinds: KINDS, commands })),
  );
  expect(one?.file).toBe(other?.file);
  expect(one?.history).toEqual(other?.history);
  expect(third?.file).not.toBe(one?.file);
});
