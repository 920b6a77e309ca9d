import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Fault, formatFault, formatFaults } from '../config/fault.ts';
import { loadWithOverrides, type Overrides } from '../config/with-overrides.ts';
import type { Material } from './backtest/backtest.ts';
import { inOrderOfTime } from './backtest/decode-ahead.ts';
import { type Flags, HELP, readFlags } from './backtest/flags.ts';
import { combinationsOf } from './backtest/grid.ts';
import { type Progress, showProgress } from './backtest/progress.ts';
import { runCharts, sweepCharts } from './backtest/report/charts.ts';
import { reportJson, sweepJson } from './backtest/report/json.ts';
import { reportPage } from './backtest/report/page.ts';
import { sectionsOf } from './backtest/report/sections.ts';
import { type SweepReport, sweepSections } from './backtest/report/sweep-sections.ts';
import type { Strategy } from './backtest/strategy.ts';
import { type Combination, middleOf, sweptOf, trialsOf } from './backtest/sweep.ts';
import { counted } from './betting/views/wording.ts';
import { renderReply } from './console/render-reply.ts';
import { findRecordings } from './recordings/find-recordings.ts';
import type { Reply } from './reply.ts';
import { sayFileError } from './say-file-error.ts';
import { playTrials, sweepTrials } from './wiring/play-trials.ts';
import { strategyOf } from './wiring/strategy-of.ts';
import { WrongCall } from './wrong-call.ts';

/** The same as those of the bot. */
const EXIT = { done: 0, broken: 1, usage: 2 } as const;

const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const read = readFlags(process.argv.slice(2));
  switch (read.kind) {
    case 'help':
      process.stdout.write(`${HELP}\n`);
      return EXIT.done;
    case 'faults':
      for (const fault of read.faults) complain(fault);
      complain(HELP);
      return EXIT.usage;
    case 'flags':
      await report(read.flags);
      return EXIT.done;
  }
}

async function report(flags: Flags): Promise<void> {
  if (flags.html !== null) refuseUnwritable(flags.html);
  const strategy = configured(flags, {});
  if (isRefused(strategy)) throw new WrongCall(formatFaults(strategy, NOTHING_TRIED));
  const began = performance.now();
  const material = await findMaterial(flags);
  const took = (): number => performance.now() - began;
  if (flags.grid.length === 0) await reportRun(flags, material, strategy, took);
  else await reportSweep(flags, material, took);
}

/** Better said before than after the work. */
function refuseUnwritable(page: string): void {
  try {
    if (existsSync(page)) closeSync(openSync(page, 'r+'));
    else accessSync(dirname(page), constants.W_OK);
  } catch (error) {
    throw new WrongCall(`--html ${page}: it cannot be written: ${sayFileError(error)}.`, { cause: error });
  }
}

type FoundMaterial = Awaited<ReturnType<typeof findMaterial>>;

async function findMaterial({ files }: Flags) {
  const { files: found, leftOut } = await findRecordings(files);
  const { dated, leftOut: empty } = await inOrderOfTime(found);
  const all = [...leftOut, ...empty];
  if (dated.length > 0) return { recordings: dated, leftOut: all };
  for (const { file, line, why } of all) complain(`${file}${line === null ? '' : `, line ${line}`}: ${why}`);
  throw new WrongCall('There is no recording of a market among the files.');
}

const withBar = <T>(files: number, play: (onProgress: Progress['at']) => Promise<T>): Promise<T> => {
  const bar = showProgress(process.stderr, files);
  return play(bar.at).finally(bar.end);
};

async function reportRun(
  flags: Flags,
  material: FoundMaterial,
  strategy: Strategy,
  took: () => number,
): Promise<void> {
  const trials = [{ strategy, period: flags.period }];
  const backtested = await withBar(material.recordings.length, (onProgress) =>
    playTrials({ ...material, trials, onProgress }),
  );
  const tookMs = took();
  const sections = sectionsOf(backtested, tookMs);
  await print(flags, titleOf('Backtest', backtested.material), sections, reportJson(backtested, tookMs), () =>
    runCharts(backtested),
  );
}

async function reportSweep(flags: Flags, material: FoundMaterial, took: () => number): Promise<void> {
  const { combinations, refused } = combined(flags);
  const trials = trialsOf(combinations, flags.period, middleOf(material.recordings, flags.period));
  const tried = await withBar(material.recordings.length, (onProgress) =>
    sweepTrials({ ...material, trials, onProgress }),
  );
  const swept: SweepReport = {
    material: tried.material,
    swept: sweptOf(combinations, tried.findings),
    keys: flags.grid.map(({ key }) => key),
    refused,
    tookMs: took(),
  };
  await print(flags, titleOf('Sweep', tried.material), sweepSections(swept), sweepJson(swept), () =>
    sweepCharts(swept),
  );
}

/** Those that a configuration may have; throws a WrongCall where none may. */
function combined(flags: Flags): {
  readonly combinations: readonly Combination[];
  readonly refused: SweepReport['refused'];
} {
  const made = combinationsOf(flags.grid).map((values) => ({ values, strategy: configured(flags, values) }));
  const combinations = made.flatMap(({ values, strategy }) =>
    isRefused(strategy) ? [] : [{ values, strategy }],
  );
  const [faults] = made.flatMap(({ strategy }) => (isRefused(strategy) ? [strategy] : []));
  if (faults === undefined) return { combinations, refused: null };
  if (combinations.length === 0) throw new WrongCall(formatFaults(faults, NOTHING_TRIED));
  const why = `No configuration may have them. The first: ${faults.map(formatFault).join('; ')}.`;
  return { combinations, refused: { count: made.length - combinations.length, why } };
}

const NOTHING_TRIED = 'Nothing was tried';

const isRefused = (strategy: Strategy | readonly Fault[]): strategy is readonly Fault[] =>
  Array.isArray(strategy);

/** The configuration's strategy with those values, or what is wrong with it. */
function configured({ config, overrides }: Flags, values: Overrides): Strategy | readonly Fault[] {
  const file = config ?? process.env['CONFIG_FILE'] ?? null;
  const where = Object.keys(values).length > 0 ? '--grid' : '--set';
  const loaded = loadWithOverrides(
    file,
    (path) => readFileSync(path, 'utf8'),
    { ...overrides, ...values },
    where,
  );
  if (loaded.kind === 'config') return strategyOf(loaded.config);
  if (loaded.kind !== 'faults') throw new WrongCall(HELP);
  return loaded.faults.map((fault) =>
    config !== null && fault.path === 'CONFIG_FILE' ? { ...fault, where: 'flags', path: '--config' } : fault,
  );
}

/** So that two saved pages can be told apart. */
function titleOf(what: string, { files, from, to }: Material): string {
  const period = from !== null && to !== null ? `, ${from.slice(0, 10)} to ${to.slice(0, 10)}` : '';
  return `${what} of ${counted(files, 'recording')}${period}`;
}

async function print(
  { json, html }: Flags,
  title: string,
  sections: readonly Reply[],
  data: object,
  charts: () => Parameters<typeof reportPage>[2],
): Promise<void> {
  if (json) process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  else {
    const { columns = Number.POSITIVE_INFINITY, isTTY } = process.stdout;
    const look = { width: columns, colour: isTTY === true, timeZone: 'UTC', now: Date.now() };
    process.stdout.write(`${sections.map((section) => renderReply(section, look)).join('\n\n')}\n`);
  }
  if (html === null) return;
  writeFileSync(html, await reportPage(title, sections, charts()));
  complain(`The page is in ${html}.`);
}

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof WrongCall || error instanceof RangeError) {
    complain(error.message);
    return EXIT.usage;
  }
  complain(
    error instanceof Error && 'code' in error
      ? sayFileError(error)
      : String(error instanceof Error ? error.stack : error),
  );
  return EXIT.broken;
});
