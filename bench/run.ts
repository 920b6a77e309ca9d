import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { eventFilePath } from '../store/event-file/layout.ts';
import { type AppendResult, benchAppends } from './appending.ts';
import { benchBacktests } from './backtesting.ts';
import { benchDashboard } from './dashboard.ts';
import { benchFirstLoad } from './first-load.ts';
import { benchIdle } from './idling.ts';
import { benchInteractions } from './interactions.ts';
import { benchOpening } from './opening.ts';
import {
  appendTable,
  backtestTable,
  dashboardTable,
  firstLoadTable,
  idleTable,
  interactionTable,
  openingTable,
  startTable,
  tickTable,
} from './run-tables.ts';
import { sampleFacts, writeEventFile, writeJsonLines } from './sample-file.ts';
import { lifeFacts } from './sample-life.ts';
import { benchStarts } from './starting.ts';
import { benchTelling } from './telling.ts';
import { benchTicks } from './ticking.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false, short: 'j' },
    short: { type: 'boolean', default: false },
    dir: { type: 'string', default: '.' },
  },
});
const { json, short, dir } = values;

const SIZES = short ? [0, 10_000] : [0, 10_000, 100_000, 1_000_000];
const OPENED = short ? 100_000 : 1_000_000;
const BETS = short ? 1_000 : 10_000;
const ROUNDS = short ? 1 : 3;
const ASKED = short ? 200 : 2_000;
const SEEN = short ? { times: 5, streams: 50, rounds: 4 } : { times: 40, streams: 500, rounds: 20 };
const PLAYED = short ? { repeats: 5, rounds: 1, files: 4 } : { repeats: 25, rounds: 3, files: 60 };
const TICKS = short ? 10 : 100;
const TOLD = short ? 5 : 50;
const STARTS = short ? 1 : 10;
const IDLE = short ? { bets: 1_000, looking: 10, resting: 5 } : { bets: 100_000, looking: 60, resting: 40 };
const LIMIT = short ? { appends: 300, ms: 1_000 } : { appends: 2_000, ms: 5_000 };

const machine = {
  cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  kernel: `${process.platform} ${release()}`,
  node: process.version,
};

const say = (text: string): void => {
  if (!json) process.stdout.write(`${text}\n`);
};

// Beside the project, not in the system's folder for temporary files, which may be in memory.
const work = mkdtempSync(join(resolve(dir), '.bench-'));
try {
  say(
    `${machine.cpu}, ${machine.memoryGb} GB, ${machine.kernel}, Node ${machine.node}; medians of ${ROUNDS}`,
  );
  const appends: AppendResult[] = [];
  for (const existing of SIZES) {
    const [eventFile, jsonLines] = [join(work, 'events.json'), join(work, 'lines.json')];
    writeEventFile(eventFile, sampleFacts(existing));
    writeJsonLines(jsonLines, sampleFacts(existing));
    const results = await benchAppends({ dir: work, existing, eventFile, jsonLines, limit: LIMIT }, ROUNDS);
    appends.push(...results);
    say(appendTable(existing, results));
  }
  const opening = await benchOpening(work, OPENED, ROUNDS);
  say(openingTable(opening));
  const lived = join(work, 'lived');
  mkdirSync(lived);
  writeEventFile(eventFilePath(lived, 'demo'), lifeFacts(OPENED));
  const interactions = await benchInteractions({ dir: work, lived, events: OPENED, asked: ASKED });
  say(interactionTable(interactions));
  const dashboard = await benchDashboard(lived, OPENED, SEEN);
  say(dashboardTable(dashboard));
  const firstLoad = await benchFirstLoad(BETS, ROUNDS);
  say(firstLoadTable(firstLoad));
  const ticks = await benchTicks(TICKS);
  say(tickTable(ticks));
  const telling = await benchTelling(work, TOLD);
  say(
    `a settlement is at Discord after ${telling.p50Ms.toFixed(0)} ms (p99 ${telling.p99Ms.toFixed(0)} ms), a bare post after ${telling.postMs.toFixed(1)} ms`,
  );
  const starts = await benchStarts(work, STARTS);
  say(startTable(starts));
  const idle = await benchIdle({ dir: work, ...IDLE });
  say(idleTable(idle));
  const backtests = await benchBacktests(PLAYED.repeats, PLAYED.rounds, PLAYED.files);
  say(backtests === null ? 'no recordings in SHARED_DIR to play' : backtestTable(backtests));
  if (json)
    process.stdout.write(
      `${JSON.stringify({ machine, rounds: ROUNDS, appends, opening, interactions, dashboard, firstLoad, ticks, telling, starts, idle, backtests }, null, 2)}\n`,
    );
  if (appends.some(({ acknowledged, onDisk }) => acknowledged !== onDisk)) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true });
}
