import { expect, test } from 'vitest';

// In a test, not above it: a file that cannot be loaded has no test that fails.
test('the core can be loaded', async () => {
  await expect(import('../../src/core/decide.ts')).resolves.toBeDefined();
});
