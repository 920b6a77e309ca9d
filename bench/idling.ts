import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { eventFilePath } from '../store/event-file/layout.ts';
import { type DemoFolder, demoFolder } from './demo-folder.ts';
import { importLibraries } from './import-libraries.ts';
import { writeEventFile } from './sample-file.ts';
import { lifeFacts } from './sample-life.ts';
import { type Spawned, spawnBot } from './spawn-bot.ts';

/** One look at the markets a second: a minute has as many as an hour of life. */
const SPEED = 60;
const SETTLED_MS = 10_000;

export interface IdleResult {
  readonly what: string;
  readonly rssMb: number;
  /** Of the resident memory, against a process that only imports the libraries. */
  readonly ratio: number;
  /** What lives on the heap, by snapshots at the beginning and at the end; null where none were taken. */
  readonly heapMb: readonly [number, number] | null;
  /** Of a core, in percent, between two looks; null where that was not measured. */
  readonly cpuPercent: number | null;
}

interface Wanted {
  readonly dir: string;
  /** How many bets the long log has. */
  readonly bets: number;
  /** Seconds of looking, a look each, and of doing nothing. */
  readonly looking: number;
  readonly resting: number;
}

/** Memory and time of the built bot in demo: after an hour's worth of looks, and over a long log. */
export async function benchIdle({ dir, bets, looking, resting }: Wanted): Promise<IdleResult[]> {
  const { rssMb } = await importLibraries();
  const fresh = await looked(demoFolder(dir, 'fresh', { speed: SPEED }), looking);
  const lived = demoFolder(dir, 'idle', { speed: 1 });
  writeEventFile(eventFilePath(lived.dataDir, 'demo'), lifeFacts(bets * 3));
  const long = await rested(lived, resting);
  const calm = await rested(demoFolder(dir, 'calm', { speed: 1 }), resting);
  const result = (what: string, found: Omit<IdleResult, 'what' | 'ratio'>): IdleResult => ({
    ...found,
    what,
    ratio: found.rssMb / rssMb,
  });
  return [
    result('importing the libraries alone', { rssMb, heapMb: null, cpuPercent: null }),
    result('between two looks', calm),
    result(`after ${looking} looks`, fresh),
    result(`after ${bets.toLocaleString('en')} bets`, long),
  ];
}

async function looked(wanted: DemoFolder, seconds: number) {
  const flags = ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${wanted.dataDir}`];
  const bot = await spawnBot({ ...wanted, flags });
  await sleep(SETTLED_MS);
  const before = await heapMb(bot, wanted.dataDir);
  await sleep(seconds * 1_000);
  const rssMb = residentMb(bot);
  const after = await heapMb(bot, wanted.dataDir);
  await bot.stop();
  return { rssMb, heapMb: [before, after] as const, cpuPercent: null };
}

async function rested(wanted: DemoFolder, seconds: number) {
  const bot = await spawnBot(wanted);
  await sleep(SETTLED_MS);
  const before = cpuTicks(bot);
  await sleep(seconds * 1_000);
  const cpuPercent = (cpuTicks(bot) - before) / seconds;
  const rssMb = residentMb(bot);
  await bot.stop();
  return { rssMb, heapMb: null, cpuPercent };
}

const residentMb = ({ pid }: Spawned): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

/** User and system time in hundredths of a second (proc(5)). */
function cpuTicks({ pid }: Spawned): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

const snapshotSchema = z.object({
  snapshot: z.object({ meta: z.object({ node_fields: z.array(z.string()) }) }),
  nodes: z.array(z.number()),
});

/** What is reachable, once the garbage is collected, which a snapshot begins with. */
async function heapMb({ pid }: Spawned, dir: string): Promise<number> {
  process.kill(pid, 'SIGUSR2');
  for (;;) {
    await sleep(500);
    const [name] = readdirSync(dir).filter((file) => file.endsWith('.heapsnapshot'));
    const read = name === undefined ? undefined : snapshotIn(join(dir, name));
    if (read === undefined || name === undefined) continue;
    rmSync(join(dir, name));
    const fields = read.snapshot.meta.node_fields;
    const at = fields.indexOf('self_size');
    let bytes = 0;
    for (let i = at; i < read.nodes.length; i += fields.length) bytes += read.nodes[i] ?? 0;
    return bytes / 2 ** 20;
  }
}

/** Undefined while it is still being written. */
function snapshotIn(file: string): z.output<typeof snapshotSchema> | undefined {
  try {
    return snapshotSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
