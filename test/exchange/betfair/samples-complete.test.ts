import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasRest, restFiles } from '../shared-data.ts';

const TESTS = ['samples', 'login-samples', 'other-samples'];

describe.skipIf(!hasRest)('the recorded replies', () => {
  it('are each read by a test', () => {
    const tests = TESTS.map((name) => readFileSync(new URL(`./${name}.test.ts`, import.meta.url), 'utf8'));
    const forgotten = restFiles().filter((file) => !tests.some((text) => text.includes(file)));
    expect(forgotten).toEqual([]);
  });
});
