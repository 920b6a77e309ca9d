import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { v7 } from 'uuid';
import { systemClock } from '../src/clock.ts';
import type { State } from '../src/core/state.ts';
import { eventFilePath } from '../store/event-file/layout.ts';
import { peakKb } from './measure.ts';

/** Opens a DATA_DIR's file in one of several ways and prints how long it took and how much memory: `DIR HOW`. */
const [dir = '', how = ''] = process.argv.slice(2);
const CHECKPOINT = join(dir, 'betting_events.demo.checkpoint.jsonl');
const silent = { debug() {}, info() {}, warn() {}, error() {} };

const wanted = { dir, mode: 'demo', clock: systemClock, newId: () => v7(), logger: silent } as const;

/** As it is built: from its sources it has no thread to check in. */
const built = <Module>(path: string): Promise<Module> => import(pathToFileURL(resolve('dist', path)).href);
const { openEventLog } =
  await built<typeof import('../store/lowdb-event-log.ts')>('store/lowdb-event-log.js');
const { createStateHistory } =
  await built<typeof import('../src/core/state-history.ts')>('src/core/state-history.js');

async function checked(): Promise<number> {
  rmSync(CHECKPOINT, { force: true });
  const log = await openEventLog(wanted);
  const { seq } = log.head();
  await log.close();
  return seq;
}

async function opened(): Promise<number> {
  return (await begin()).seq;
}

/** From its beginning, and leaves a checkpoint. */
async function folded(): Promise<number> {
  rmSync(CHECKPOINT, { force: true });
  return opened();
}

async function warmAndChecked(): Promise<number> {
  const { seq, log } = await begin();
  if ((await log.checked) !== null) throw new Error('the check behind found damage');
  return seq;
}

async function begin() {
  const history = createStateHistory();
  let state: State | null = null;
  const log = await openEventLog({
    ...wanted,
    folding: {
      begin: (kept, readBack) => {
        state = history.begin(kept, readBack);
      },
      take: (append) => {
        if (state !== null) state = history.fold(state, append);
      },
    },
  });
  atEnd = async () => {
    log.keep(history.kept());
    await log.close();
  };
  return { seq: log.head().seq, log };
}

const parsed = async (): Promise<number> =>
  JSON.parse(readFileSync(eventFilePath(dir, 'demo'), 'utf8')).events.length;

const ways: Readonly<Record<string, () => Promise<number>>> = {
  parsed,
  checked,
  folded,
  warm: opened,
  warmAndChecked,
};
let atEnd = async (): Promise<void> => undefined;
const cpuBefore = process.cpuUsage();
const began = performance.now();
const events = (await ways[how]?.()) ?? Number.NaN;
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(cpuBefore);
const peakMb = peakKb() / 1024;
await atEnd();
process.stdout.write(`${JSON.stringify({ events, ms, cpuMs: (user + system) / 1_000, peakMb })}\n`);
