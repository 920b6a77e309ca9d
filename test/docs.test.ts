import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENT_REGISTRY } from '../store/codec/event-registry.ts';

test('docs/events.md lists exactly the events that there are, with the versions that are written', () => {
  const rows = [...readFileSync('docs/events.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)];
  const listed = rows.map(([, type, version]) => `${type} ${version}`).sort();
  expect(listed).toEqual(
    Object.entries(EVENT_REGISTRY)
      .map(([type, { version }]) => `${type} ${version}`)
      .sort(),
  );
});
