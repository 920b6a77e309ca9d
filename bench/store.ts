import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchStreams, streamTables } from './streaming.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false, short: 'j' },
    short: { type: 'boolean', default: false },
    dir: { type: 'string', default: '.' },
  },
});
const LIMITS = values.short
  ? { appends: 50, ms: 2_000, rounds: 1, bots: 3, follows: 5, takeOvers: 1 }
  : { appends: 1_000, ms: 4_000, rounds: 3, bots: 20, follows: 100, takeOvers: 10 };

// Beside the project, not in the system's folder for temporary files, which may be in memory.
const work = mkdtempSync(resolve(values.dir, '.bench-'));
try {
  const results = await benchStreams(work, LIMITS);
  process.stdout.write(`${values.json ? JSON.stringify(results, null, 2) : streamTables(results)}\n`);
} finally {
  rmSync(work, { recursive: true });
}
