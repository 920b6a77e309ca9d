import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { eventFilePath } from '../store/event-file/layout.ts';
import { type AppendResult, benchAppends } from './appending.ts';
import { type BacktestResult, benchBacktests } from './backtesting.ts';
import { benchDashboard, type DashboardResult } from './dashboard.ts';
import { benchFirstLoad, type FirstLoad } from './first-load.ts';
import { benchIdle, type IdleResult } from './idling.ts';
import { benchInteractions, type InteractionResult } from './interactions.ts';
import { benchOpening, type OpeningResult } from './opening.ts';
import { sampleFacts, writeEventFile, writeJsonLines } from './sample-file.ts';
import { lifeFacts } from './sample-life.ts';
import { benchStarts, type StartResult } from './starting.ts';
import { tableOf } from './table-of.ts';
import { benchTelling } from './telling.ts';
import { benchTicks, type TickResult } from './ticking.ts';

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

function appendTable(existing: number, results: readonly AppendResult[]): string {
  const head = [
    `appends to ${existing.toLocaleString('en')} events`,
    'per second',
    'p50 ms',
    'ratio',
    'acknowledged',
    'on disk',
  ];
  const rows = results.map(({ contender, perSecond, p50Ms, ratio, acknowledged, onDisk }) => [
    ...[contender, perSecond.toFixed(1), p50Ms.toFixed(3), ratio.toFixed(4), acknowledged, onDisk],
  ]);
  return tableOf(head, rows);
}

function openingTable(results: readonly OpeningResult[]): string {
  const head = ['opening a log', '', 'events', 'ms', 'ratio', 'processor ms', 'ratio', 'peak MB'];
  const rows = results.map(({ log, how, events, ms, ratio, cpuMs, cpuRatio, peakMb }) => {
    const times = [ms.toFixed(0), ratio.toFixed(2), cpuMs.toFixed(0), cpuRatio.toFixed(2)];
    return [log, how, events, ...times, peakMb.toFixed(0)];
  });
  return tableOf(head, rows);
}

function interactionTable(results: readonly InteractionResult[]): string {
  const head = [
    'interaction to first answer',
    'command',
    'in flight',
    'answered',
    'p50 ms',
    'p99 ms',
    'ratio',
  ];
  const rows = results.map(({ bot, command, inFlight, answered, p50Ms, p99Ms, ratio }) => [
    ...[bot, command, inFlight, answered, p50Ms.toFixed(1), p99Ms.toFixed(1), ratio.toFixed(2)],
  ]);
  return tableOf(head, rows);
}

function firstLoadTable(load: FirstLoad): string {
  const head = [`the dashboard of ${load.bets.toLocaleString('en')} bets`, 'ms', 'kB'];
  const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(0);
  return tableOf(head, [
    ['first paint', load.paintMs, ''],
    ['the pot is shown', load.potMs, kilobytes(load.bytesToPot)],
    ['the charts are drawn', load.chartsMs, kilobytes(load.bytesToCharts)],
  ]);
}

function dashboardTable({ events, endpoints, fanOut }: DashboardResult): string {
  const head = [
    `the dashboard at ${events.toLocaleString('en')} events`,
    'first ms',
    'p50 ms',
    'p99 ms',
    'bytes',
  ];
  const rows = endpoints.map(({ path, firstMs, p50Ms, p99Ms, bytes }) => [
    ...[path, firstMs.toFixed(1), p50Ms.toFixed(1), p99Ms.toFixed(1), bytes],
  ]);
  const { streams, answerMs, firstMs, lastMs } = fanOut;
  return `${tableOf(head, rows)}\none event to ${streams} streams, from the command that led to it: answered after ${answerMs.toFixed(1)} ms, at the first stream after ${firstMs.toFixed(1)} ms, at the last after ${lastMs.toFixed(1)} ms`;
}

function tickTable(tick: TickResult): string {
  const { markets, candidates, calls, least, ms, oneByOneMs, ratio, tickCpuMs, decisionCpuMs } = tick;
  const head = [`a look over ${markets} markets, ${candidates} candidates`, 'calls', 'least'];
  const rows = Object.entries(calls).map(([operation, count]) => [operation, count, least[operation] ?? '']);
  return [
    tableOf(head, rows),
    `together ${ms.toFixed(0)} ms, one call after the other ${oneByOneMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)}; of this process's time ${tickCpuMs.toFixed(1)} ms, the decision ${decisionCpuMs.toFixed(1)} ms`,
  ].join('\n');
}

function startTable(results: readonly StartResult[]): string {
  const head = ['from the start of the program, 10,000 events', 'ms', 'ratio'];
  return tableOf(
    head,
    results.map(({ what, ms, ratio }) => [what, ms.toFixed(0), ratio.toFixed(2)]),
  );
}

function idleTable(results: readonly IdleResult[]): string {
  const head = ['at rest', 'resident MB', 'ratio', 'heap MB', '% of a core'];
  const rows = results.map(({ what, rssMb, ratio, heapMb, cpuPercent }) => {
    const heap = heapMb === null ? '' : heapMb.map((mb) => mb.toFixed(1)).join(' to ');
    return [what, rssMb.toFixed(0), ratio.toFixed(2), heap, cpuPercent?.toFixed(2) ?? ''];
  });
  return tableOf(head, rows);
}

function backtestTable({ ways, hundredToOne, sweeps, memory }: BacktestResult): string {
  const head = ['a recorded market of 18,529 messages', 'ms', 'messages/s', 'ratio'];
  const rows = ways.map(({ how, ms, messagesPerSecond, ratio }) => [
    ...[how, ms.toFixed(1), Math.round(messagesPerSecond).toLocaleString('en'), ratio.toFixed(2)],
  ]);
  const seconds = (ms: number) => (ms / 1_000).toFixed(2);
  return [
    tableOf(head, rows),
    `100 settings take ${hundredToOne.toFixed(2)} times as long as one`,
    ...sweeps.map(
      ({ settings, files, oneCoreMs, allCoresMs, bothAtOnceMs }) =>
        `a sweep of ${settings} settings over ${files} recordings: ${seconds(oneCoreMs)} s on one core, ${seconds(allCoresMs)} s on ${cpus().length}; two such sweeps at once, a core each, ${seconds(bothAtOnceMs)} s`,
    ),
    `memory at the most: ${memory.onceMb.toFixed(0)} MB for the recording, ${memory.tenfoldMb.toFixed(0)} MB for one ten times as long`,
  ].join('\n');
}
