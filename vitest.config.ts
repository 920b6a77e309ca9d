import { defineConfig } from 'vitest/config';

const slow = ['test/**/*.slow.test.ts'];
/** What is waited for is waited for: the limit is for what never comes, not for what a busy machine makes late. */
const patient = { expect: { poll: { timeout: 20_000 } } };

export default defineConfig({
  test: {
    globalSetup: 'test/temporary-folder.ts',
    projects: [
      // Loading the libraries anew for every file would take longer than the tests. The time limit is for what hangs,
      // not for what a busy machine makes slow.
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: slow,
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          ...patient,
        },
      },
      { test: { name: 'slow', include: slow, testTimeout: 300_000, hookTimeout: 60_000, ...patient } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**', 'commands/**', 'store/**', 'config/**'],
      reporter: ['text-summary'],
      thresholds: { 'src/core/**': { branches: 100, lines: 100, functions: 100 } },
    },
  },
});
