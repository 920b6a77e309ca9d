import { cpus } from 'node:os';
import type { AppendResult } from './appending.ts';
import type { BacktestResult } from './backtesting.ts';
import type { DashboardResult } from './dashboard.ts';
import type { FirstLoad } from './first-load.ts';
import type { IdleResult } from './idling.ts';
import type { InteractionResult } from './interactions.ts';
import type { OpeningResult } from './opening.ts';
import type { StartResult } from './starting.ts';
import { tableOf } from './table-of.ts';
import type { TickResult } from './ticking.ts';

export function appendTable(existing: number, results: readonly AppendResult[]): string {
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

export function openingTable(results: readonly OpeningResult[]): string {
  const head = ['opening a log', '', 'events', 'ms', 'ratio', 'processor ms', 'ratio', 'peak MB'];
  const rows = results.map(({ log, how, events, ms, ratio, cpuMs, cpuRatio, peakMb }) => {
    const times = [ms.toFixed(0), ratio.toFixed(2), cpuMs.toFixed(0), cpuRatio.toFixed(2)];
    return [log, how, events, ...times, peakMb.toFixed(0)];
  });
  return tableOf(head, rows);
}

export function interactionTable(results: readonly InteractionResult[]): string {
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

export function firstLoadTable(load: FirstLoad): string {
  const head = [`the dashboard of ${load.bets.toLocaleString('en')} bets`, 'ms', 'kB'];
  const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(0);
  return tableOf(head, [
    ['first paint', load.paintMs, ''],
    ['the pot is shown', load.potMs, kilobytes(load.bytesToPot)],
    ['the charts are drawn', load.chartsMs, kilobytes(load.bytesToCharts)],
  ]);
}

export function dashboardTable({ events, endpoints, fanOut }: DashboardResult): string {
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

export function tickTable(tick: TickResult): string {
  const { markets, candidates, calls, least, ms, oneByOneMs, ratio, tickCpuMs, decisionCpuMs } = tick;
  const head = [`a look over ${markets} markets, ${candidates} candidates`, 'calls', 'least'];
  const rows = Object.entries(calls).map(([operation, count]) => [operation, count, least[operation] ?? '']);
  return [
    tableOf(head, rows),
    `together ${ms.toFixed(0)} ms, one call after the other ${oneByOneMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)}; of this process's time ${tickCpuMs.toFixed(1)} ms, the decision ${decisionCpuMs.toFixed(1)} ms`,
  ].join('\n');
}

export function startTable(results: readonly StartResult[]): string {
  const head = ['from the start of the program, 10,000 events', 'ms', 'ratio'];
  return tableOf(
    head,
    results.map(({ what, ms, ratio }) => [what, ms.toFixed(0), ratio.toFixed(2)]),
  );
}

export function idleTable(results: readonly IdleResult[]): string {
  const head = ['at rest', 'resident MB', 'ratio', 'heap MB', '% of a core'];
  const rows = results.map(({ what, rssMb, ratio, heapMb, cpuPercent }) => {
    const heap = heapMb === null ? '' : heapMb.map((mb) => mb.toFixed(1)).join(' to ');
    return [what, rssMb.toFixed(0), ratio.toFixed(2), heap, cpuPercent?.toFixed(2) ?? ''];
  });
  return tableOf(head, rows);
}

export function backtestTable({ ways, hundredToOne, sweeps, memory }: BacktestResult): string {
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
