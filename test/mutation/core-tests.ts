import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files with properties: they take seconds, the others milliseconds. */
const SLOW = /(?:history|postings|guards\.property)\.test\.ts$/;

/** A mutant is done with at the first test that fails: most do not live to see the slow ones. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) => Number(SLOW.test(moduleId));
    return files.toSorted((a, b) => isSlow(a) - isSlow(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts'],
    setupFiles: ['test/mutation/same-histories.ts'],
    isolate: false,
    testTimeout: 30_000,
    sequence: { sequencer: QuickFirst },
  },
});
