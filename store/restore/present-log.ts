import { closeSync, existsSync, openSync } from 'node:fs';
import type { Event } from '../../src/core/events.ts';
import { sayFileError } from '../../src/say-file-error.ts';
import { EventFileRefused } from '../event-file/event-file-refused.ts';
import { readHeadFile } from '../event-file/head-file.ts';
import { inspectEventFile } from '../event-file/inspection.ts';
import { headFilePath } from '../event-file/layout.ts';

/** The log in whose place a backup is to come, as far as its event file can be read. */
export interface PresentLog {
  /** False where there is no event file. */
  readonly isThere: boolean;
  /** Its first and last event, as far as they can be read. */
  readonly first: Event | null;
  readonly last: Event | null;
  /** Of the event that was asked for; null where it does not go so far. */
  readonly hash: string | null;
  /** Why it cannot be read to its end; null where it can. */
  readonly damage: string | null;
  /** The last event that was acknowledged, as its head file says; null where that says nothing. */
  readonly acknowledged: number | null;
}

/** Reads an event file as far as it goes, changing nothing; `seq` is the event whose hash is asked for. Never rejects. */
export async function readPresentLog(eventFile: string, seq: number): Promise<PresentLog> {
  const head = await readHeadFile(headFilePath(eventFile));
  const acknowledged = typeof head === 'object' ? head.seq : null;
  const isThere = existsSync(eventFile);
  let first: Event | null = null;
  let last: Event | null = null;
  let hash: string | null = null;
  const damage = await readAppends(eventFile, (append) => {
    first ??= append[0] ?? null;
    last = append.at(-1) ?? last;
    hash ??= append.find((event) => event.seq === seq)?.hash ?? null;
  });
  return { isThere, first, last, hash, damage: isThere ? damage : null, acknowledged };
}

async function readAppends(
  eventFile: string,
  see: (append: readonly Event[]) => void,
): Promise<PresentLog['damage']> {
  let fd: number | null = null;
  try {
    fd = openSync(eventFile, 'r');
    await inspectEventFile({ path: eventFile, fd }, see);
    return null;
  } catch (error) {
    if (!(error instanceof EventFileRefused)) return sayFileError(error);
    const { line, seq, what } = error;
    return `line ${line}, seq ${seq}: ${what}`;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
