import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENT_REGISTRY } from '../store/codec/event-registry.ts';

test('docs/reliability.md names for each fault a test that there is', () => {
  const [promises = ''] = readFileSync('docs/reliability.md', 'utf8').split('\n# What was measured\n');
  const rows = promises.split('\n').filter((line) => line.startsWith('| '));
  const faults = rows.filter((line) => !line.startsWith('| what goes wrong'));
  expect(faults.length).toBeGreaterThan(30);
  for (const fault of faults) {
    const [, file = 'no test', name = ''] = /\| `(test\/[\w./-]+)`: (.+) \|$/.exec(fault) ?? [];
    expect([fault, readFileSync(file, 'utf8').includes(name)]).toEqual([fault, true]);
  }
});

test('docs/events.md lists exactly the events that there are, with the versions that are written', () => {
  const rows = [...readFileSync('docs/events.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)];
  const listed = rows.map(([, type, version]) => `${type} ${version}`).sort();
  expect(listed).toEqual(
    Object.entries(EVENT_REGISTRY)
      .map(([type, { version }]) => `${type} ${version}`)
      .sort(),
  );
});
