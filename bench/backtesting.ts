import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { median } from './measure.ts';

const CHILD = fileURLToPath(new URL('./backtest-child.ts', import.meta.url));
const { SHARED_DIR = '../shared' } = process.env;
const RECORDING = join(SHARED_DIR, 'data/betfair/stream/other/1.200806927');
const DAY_MS = 86_400_000;

const answerSchema = z.object({
  messages: z.int(),
  peakMb: z.number(),
  took: z.record(z.string(), z.array(z.number())),
});

const WAYS = {
  parsed: 'JSON.parse of each line, nothing else',
  read: 'reading: from the file to all that looks can see',
  one: 'the whole backtest of one setting',
  hundred: 'the whole backtest of 100 settings',
} as const;

export interface BacktestResult {
  readonly ways: readonly {
    readonly how: string;
    readonly ms: number;
    readonly messagesPerSecond: number;
    /** Of the time against JSON.parse. */
    readonly ratio: number;
  }[];
  /** The time of 100 settings against that of one. */
  readonly hundredToOne: number;
  readonly sweeps: readonly SweepResult[];
  /** Peaks for the recording and for one ten times as long. */
  readonly memory: { readonly onceMb: number; readonly tenfoldMb: number };
}

/** A grid over so many files, by the program. */
interface SweepResult {
  readonly settings: number;
  readonly files: number;
  readonly oneCoreMs: number;
  readonly allCoresMs: number;
  /** Of two programs that do the same at once, each on a core of its own: what two cores of this machine can do. */
  readonly bothAtOnceMs: number;
}

/** A recorded market of 18,529 messages, read and played; null where the recordings are not there. */
export async function benchBacktests(
  repeats: number,
  rounds: number,
  files: number,
): Promise<BacktestResult | null> {
  if (!existsSync(RECORDING)) return null;
  const dir = mkdtempSync(join(tmpdir(), 'rollover-bench-'));
  try {
    const { messages, took } = await inChild(RECORDING, repeats, Object.keys(WAYS));
    const msOf = (way: keyof typeof WAYS): number => median(took[way] ?? []);
    const ways = (['parsed', 'read', 'one', 'hundred'] as const).map((way) => ({
      how: WAYS[way],
      ms: msOf(way),
      messagesPerSecond: (messages / msOf(way)) * 1_000,
      ratio: msOf(way) / msOf('parsed'),
    }));
    const text = readFileSync(RECORDING, 'utf8');
    return {
      ways,
      hundredToOne: msOf('hundred') / msOf('one'),
      sweeps: await benchSweeps(dir, text, files, rounds),
      memory: await benchMemory(dir, text),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function inChild(file: string, times: number, ways: readonly string[]) {
  const args = ['--import', 'tsx', CHILD, file, String(times), ...ways];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return answerSchema.parse(JSON.parse(stdout));
}

/** Each copy is a market of its own, a week after the one before it. One core is what `taskset` leaves. */
async function benchSweeps(dir: string, text: string, files: number, rounds: number): Promise<SweepResult[]> {
  const paths = Array.from({ length: files }, (_, i) => {
    const path = join(dir, `copy-${i}`);
    writeFileSync(path, laterBy(text, 7 * i * DAY_MS).replaceAll('"1.200806927"', `"1.9${i}"`));
    return path;
  });
  const results: SweepResult[] = [];
  for (const [steps, step] of [
    [3, 0.5],
    [11, 0.1],
  ] as const) {
    const grid = [`betting.min_odds=2..3:${step}`, `betting.max_odds=5..6:${step}`];
    const asked = [...paths, '--set', 'market_selection.sport_id=4', '--grid', ...grid];
    const program = [process.execPath, resolve('dist/src/backtest.js'), ...asked];
    const took: Record<'one' | 'all' | 'both', number[]> = { one: [], all: [], both: [] };
    for (let round = 0; round < rounds; round += 1) {
      took.one.push(await timed(['taskset', '-c', '0', ...program]));
      took.all.push(await timed(program));
      const both = ['0', '1'].map((core) => timed(['taskset', '-c', core, ...program]));
      took.both.push(Math.max(...(await Promise.all(both))));
    }
    results.push({
      ...{ settings: steps ** 2, files, oneCoreMs: median(took.one) },
      ...{ allCoresMs: median(took.all), bothAtOnceMs: median(took.both) },
    });
  }
  return results;
}

async function timed([file = '', ...args]: readonly string[]): Promise<number> {
  const began = performance.now();
  await promisify(execFile)(file, args, { maxBuffer: 2 ** 26 });
  return performance.now() - began;
}

/** Every message ten times, a millisecond apart: the same market, with ten times as much said of it. */
async function benchMemory(dir: string, text: string) {
  const tenfold = join(dir, 'tenfold');
  const lines = text.split('\n').filter((line) => line !== '');
  writeFileSync(
    tenfold,
    lines.map((line) => Array.from({ length: 10 }, (_, i) => withPt(line, i)).join('\n')).join('\n'),
  );
  const peakOf = async (file: string): Promise<number> => (await inChild(file, 1, ['one'])).peakMb;
  return { onceMb: await peakOf(RECORDING), tenfoldMb: await peakOf(tenfold) };
}

const withPt = (line: string, later: number): string =>
  line.replace(/"pt":(\d+)/, (_, pt) => `"pt":${Number(pt) + later}`);

const laterBy = (text: string, ms: number): string =>
  text
    .split('\n')
    .map((line) => withPt(line, ms))
    .join('\n')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => new Date(Date.parse(time) + ms).toISOString());
