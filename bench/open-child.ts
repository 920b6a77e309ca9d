import { readFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { systemClock } from '../src/clock.ts';
import { eventFilePath } from '../store/event-file/layout.ts';
import { openEventLog } from '../store/lowdb-event-log.ts';
import { peakKb } from './measure.ts';

/** Opens a DATA_DIR's file in one of three ways and prints how long it took and how much memory: `DIR HOW`. */
const [dir = '', how = ''] = process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, error() {} };

const wanted = { dir, mode: 'demo', clock: systemClock, newId: () => v7(), logger: silent } as const;

async function replayed(): Promise<number> {
  let events = 0;
  const replay = (append: readonly unknown[]): void => {
    events += append.length;
  };
  const log = await openEventLog({ ...wanted, replay });
  await log.close();
  return events;
}

async function read(): Promise<number> {
  const log = await openEventLog(wanted);
  let events = 0;
  for await (const _ of log.read()) events += 1;
  await log.close();
  return events;
}

const parsed = (): number => JSON.parse(readFileSync(eventFilePath(dir, 'demo'), 'utf8')).events.length;

const before = peakKb();
const began = performance.now();
const ways: Readonly<Record<string, () => Promise<number> | number>> = { replayed, read, parsed };
const events = (await ways[how]?.()) ?? Number.NaN;
const ms = performance.now() - began;
const peakMb = (peakKb() - before) / 1024;
process.stdout.write(`${JSON.stringify({ events, ms, peakMb })}\n`);
