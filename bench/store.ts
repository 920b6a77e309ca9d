import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchFollowing } from './following.ts';
import { median } from './measure.ts';
import { benchStreamAppends, type StreamResult } from './stream-appending.ts';
import { openStreams } from './streams.ts';
import { tableOf } from './table-of.ts';
import { benchTakingOver } from './taking-over.ts';

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

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (ms: number): string => (ms / 1_000).toFixed(2);

// Beside the project, not in the system's folder for temporary files, which may be in memory.
const work = mkdtempSync(resolve(values.dir, '.bench-'));
try {
  const streams = await openStreams(work);
  try {
    const appends = await benchStreamAppends(streams, LIMITS);
    const followMs = await benchFollowing(streams, LIMITS.follows);
    const takeOverMs = await benchTakingOver(streams, LIMITS.takeOvers);
    if (values.json) say(JSON.stringify({ appends, followMs, takeOverMs }, null, 2));
    else {
      say(appendTable(appends));
      say(
        `a standby hears of an append after ${followMs.p50.toFixed(0)} ms (p99 ${followMs.p99.toFixed(0)} ms), and leads ${seconds(median(takeOverMs))} s (at most ${seconds(Math.max(...takeOverMs))} s) after the leader was last heard of`,
      );
    }
  } finally {
    await streams.close();
  }
} finally {
  rmSync(work, { recursive: true });
}

function appendTable(results: readonly StreamResult[]): string {
  const rows = results.map(({ contender, perSecond, p50Ms, p99Ms, ratio }) => [
    ...[contender, perSecond.toFixed(1), p50Ms.toFixed(2), p99Ms.toFixed(2), ratio.toFixed(3)],
  ]);
  return tableOf(['appends to PostgreSQL', 'per second', 'p50 ms', 'p99 ms', 'ratio'], rows);
}
