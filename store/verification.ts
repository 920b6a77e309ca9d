import { closeSync, fstatSync, openSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Event } from '../src/core/events.ts';
import { sayFileError } from '../src/say-file-error.ts';
import { EventFileRefused } from './event-file/event-file-refused.ts';
import { readHeadFile } from './event-file/head-file.ts';
import { type Inspection, inspectEventFile } from './event-file/inspection.ts';
import { headFilePath } from './event-file/layout.ts';
import { type AppendSink, type Scan, type Source, scanEvents } from './event-file/scan.ts';
import type { Head } from './event-log.ts';

export interface Verdict {
  /** 0 whole or with an unfinished end that the bot would cut off, 2 no such file, 4 refused. */
  readonly exitCode: 0 | 2 | 4;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

const USAGE = `Usage: npm run verify -- FILE          (an event file, DATA_DIR/betting_events.<mode>.json)
       npm run verify -- stream:NAME   (a stream in the PostgreSQL of STORE_URL)`;

/** Long enough for a running bot to have finished the append that was seen half-written. */
const LOOK_AGAIN_MS = 20;

/** What `verifyFile` says of the one file that was named, with how to call it where that is not to be read. */
export async function verify(
  args: readonly string[],
  see: (append: readonly Event[]) => void = () => undefined,
): Promise<Verdict> {
  const [path, ...more] = args;
  if (path === undefined || more.length > 0) return { exitCode: 2, out: [], err: [USAGE] };
  const verdict = await verifyFile(path, see);
  return verdict.exitCode === 2 ? { ...verdict, err: [...verdict.err, USAGE] } : verdict;
}

/**
 * Checks an event file as the bot does when it opens one, without a lock and without changing anything. `see` is handed
 * each whole, verified append on the way.
 */
export async function verifyFile(path: string, see: AppendSink): Promise<Verdict> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    return await sayUnopened(path, error);
  }
  const source = { path, fd };
  try {
    const inspection = await inspectEventFile(source, see, (scan, head) => settle(source, scan, head, see));
    return sayInspection(path, inspection);
  } catch (error) {
    if (error instanceof EventFileRefused) return { exitCode: 4, out: [], err: [error.message] };
    return { exitCode: 2, out: [], err: [`${path} cannot be read: ${sayFileError(error)}.`] };
  } finally {
    closeSync(fd);
  }
}

/** The verdict on a file with its name alone: where the machine keeps it is no concern of whoever reads it elsewhere. */
export function withoutFolder({ exitCode, out, err }: Verdict, path: string): Verdict {
  const named = (line: string): string => line.replaceAll(`${dirname(path)}${sep}`, '');
  return { exitCode, out: out.map(named), err: err.map(named) };
}

/** A running bot may be writing: an end that is not whole counts only when two looks find the same. */
async function settle(source: Source, first: Scan, head: Head | null, see: AppendSink): Promise<Scan> {
  let scan = first;
  for (let size = -1; scan.fault !== null; ) {
    await sleep(LOOK_AGAIN_MS);
    const again = await scanEvents(source, scan.position, head, see);
    const sizeNow = fstatSync(source.fd).size;
    const unchanged =
      again.position.end === scan.position.end && again.fault?.what === scan.fault.what && size === sizeNow;
    scan = again;
    size = sizeNow;
    if (unchanged) break;
  }
  return scan;
}

/** What a whole log, which is named, comes to. */
export const sayHead = (name: string, { seq, hash }: Head): string =>
  `${name}: ${seq} events, last seq ${seq}, head ${hash}`;

function sayInspection(path: string, { position, headFile, tail }: Inspection): Verdict {
  const out = [sayHead(path, position)];
  const err: string[] = [];
  if (typeof headFile === 'string') err.push(`Warning: the head file ${headFilePath(path)} is ${headFile}.`);
  if (tail !== null) {
    err.push(
      `Warning: an unfinished end beyond everything acknowledged, at line ${tail.line}, seq ${tail.seq}: ` +
        `${tail.what}. The bot will cut it off and keep it beside the file at its next start.`,
    );
  }
  return { exitCode: 0, out, err };
}

async function sayUnopened(path: string, error: unknown): Promise<Verdict> {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (missing && (await readHeadFile(headFilePath(path))) !== 'missing') {
    const what = `the event file is missing, but its head file ${headFilePath(path)} is there`;
    return {
      exitCode: 4,
      out: [],
      err: [new EventFileRefused({ file: path, line: 1, seq: 1, what }).message],
    };
  }
  const why = missing ? 'there is no such file' : sayFileError(error);
  return { exitCode: 2, out: [], err: [`${path} cannot be read: ${why}.`] };
}
