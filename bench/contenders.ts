import { closeSync, copyFileSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { systemClock } from '../src/clock.ts';
import type { Event } from '../src/core/events.ts';
import { newId } from '../src/wiring/new-id.ts';
import { eventLine, sealEvent } from '../store/codec/event-codec.ts';
import { eventFilePath, START } from '../store/event-file/layout.ts';
import { readLines } from '../store/event-file/line-reader.ts';
import { type OpenEventLog, openEventLog } from '../store/lowdb-event-log.ts';
import { type Run, timeAppends } from './measure.ts';
import { SAMPLE_FACT, sampleFacts, sealEvents } from './sample-file.ts';

export interface Trial {
  readonly dir: string;
  /** Existing events, and files that hold them. */
  readonly existing: number;
  readonly eventFile: string;
  readonly jsonLines: string;
  readonly limit: { readonly appends: number; readonly ms: number };
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The sealed event that the plain contenders write: they pay for the same text and hash. */
const sealed = (seq: number): Event => {
  const at = new Date().toISOString();
  const id = newId();
  return sealEvent(SAMPLE_FACT, { seq, last: seq, id, at, actor: 'system', cause: id }, START.hash);
};

/** Our event log, one append after the other. */
export async function ourLog(trial: Trial): Promise<Run> {
  return withLog(trial, (log, onDisk) =>
    timeAppends(trial.limit, () => appendTo(log, log.head().seq), onDisk),
  );
}

/** Our event log with so many appends in flight at any time; timed per round of them. */
export async function ourLogInFlight(trial: Trial, inFlight: number): Promise<Run> {
  return withLog(trial, async (log, onDisk) => {
    const round = async (): Promise<void> => {
      const { seq } = log.head();
      await Promise.all(Array.from({ length: inFlight }, (_, index) => appendTo(log, seq + index)));
    };
    const run = await timeAppends({ ...trial.limit, appends: trial.limit.appends / 4 }, round, onDisk);
    return { ...run, perSecond: run.perSecond * inFlight, acknowledged: run.acknowledged * inFlight };
  });
}

/** One JSON line and an fdatasync, in place: what a careful program without a library would do. */
export async function jsonLine({ dir, existing, jsonLines, limit }: Trial): Promise<Run> {
  const path = join(dir, 'lines.jsonl');
  copyFileSync(jsonLines, path);
  const fd = openSync(path, 'a');
  fdatasyncSync(fd);
  let seq = existing;
  const append = (): void => {
    seq += 1;
    writeSync(fd, `${eventLine(sealed(seq))}\n`);
    fdatasyncSync(fd);
  };
  const run = await timeAppends(limit, append, async () => (await countLines(path, '{"seq":')) - existing);
  closeSync(fd);
  rmSync(path);
  return run;
}

/** Lowdb as it comes: the whole document is written anew, and not synced. */
export async function stockLowdb({ dir, existing, limit }: Trial): Promise<Run> {
  const path = join(dir, 'stock.json');
  const db = new Low<{ events: Event[] }>(new JSONFile(path), {
    events: [...sealEvents(sampleFacts(existing))],
  });
  const append = async (): Promise<void> => {
    db.data.events.push(sealed(db.data.events.length + 1));
    await db.write();
  };
  const countOnDisk = async (): Promise<number> => (await countLines(path, '      "seq":')) - existing;
  const run = await timeAppends(limit, append, countOnDisk);
  rmSync(path);
  return run;
}

async function withLog(
  { dir, existing, eventFile }: Trial,
  use: (log: OpenEventLog, countOnDisk: () => Promise<number>) => Promise<Run>,
): Promise<Run> {
  const data = join(dir, 'data');
  const log = await openCopy(data, eventFile);
  try {
    return await use(log, async () => (await countLines(eventFilePath(data, 'demo'), '{"seq":')) - existing);
  } finally {
    await log.close();
    rmSync(data, { recursive: true });
  }
}

async function openCopy(dir: string, eventFile: string): Promise<OpenEventLog> {
  mkdirSync(dir);
  copyFileSync(eventFile, eventFilePath(dir, 'demo'));
  return openEventLog({ dir, mode: 'demo', clock: systemClock, newId, logger: silent });
}

async function appendTo(log: OpenEventLog, expectedSeq: number): Promise<void> {
  const answer = await log.append({ facts: [SAMPLE_FACT], actor: 'system', cause: newId(), expectedSeq });
  if (answer.kind !== 'appended') throw new Error(`not appended: ${JSON.stringify(answer)}`);
}

async function countLines(path: string, beginning: string): Promise<number> {
  const fd = openSync(path, 'r');
  let count = 0;
  for await (const lines of readLines(fd, 0)) {
    for (const line of lines) if (line.toString('latin1', 0, beginning.length) === beginning) count += 1;
  }
  closeSync(fd);
  return count;
}
