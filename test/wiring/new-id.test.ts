import { expect, it } from 'vitest';
import { newId } from '../../src/wiring/new-id.ts';

it('makes UUIDs of version 7 of the current time, no two of them the same', () => {
  const began = Date.now();
  // More than are asked of the system at once.
  const ids = Array.from({ length: 1_000 }, newId);
  const ended = Date.now();
  expect(new Set(ids).size).toBe(1_000);
  expect(new Set(ids.map((id) => id.slice(-12))).size).toBe(1_000);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const made = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
    expect(made).toBeGreaterThanOrEqual(began);
    expect(made).toBeLessThanOrEqual(ended);
  }
});
