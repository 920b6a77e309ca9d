import { hash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { KeptState } from '../../src/core/state-history.ts';
import { type Position, START } from '../event-file/layout.ts';
import { foldPrint } from './fold-print.ts';

/** The states that were kept of a log's fold, the oldest first, and where in the event file each was reached. */
export type Checkpoint = readonly [Reached, ...Reached[]];

export interface Reached extends KeptState {
  /** The offset of the byte after its last event. */
  readonly end: number;
}

export const keptOf = ({ end: _, ...kept }: Reached): KeptState => kept;

export const positionOf = ({ state: { seq, head, at }, end }: Reached): Position => ({
  seq,
  hash: head ?? START.hash,
  at: at ?? START.at,
  end,
});

/** `betting_events.demo.json` has its checkpoint in `betting_events.demo.checkpoint.jsonl`. */
const checkpointPath = (eventFile: string): string => `${eventFile.replace(/\.json$/, '')}.checkpoint.jsonl`;

/**
 * Puts it in the place of the one before, all or nothing. Not synced: what a power cut leaves of it is seen by its hash.
 * Rejects with the disk's error.
 */
export async function writeCheckpoint(eventFile: string, checkpoint: Checkpoint): Promise<void> {
  const path = checkpointPath(eventFile);
  const body = JSON.stringify(checkpoint);
  await writeFile(`${path}.new`, `${sealOf(body)}\n${body}\n`);
  await rename(`${path}.new`, path);
}

/** Rejects with the disk's error. */
export const removeCheckpoint = (eventFile: string): Promise<void> =>
  rm(checkpointPath(eventFile), { force: true });

/**
 * The checkpoint beside an event file; null where there is none, or why it cannot be used. Its hash is that of what this very fold wrote,
 * so that its shape need not be looked at again; whether it fits the event file is another question.
 */
export async function readCheckpoint(eventFile: string): Promise<Checkpoint | string | null> {
  let text: string;
  try {
    text = await readFile(checkpointPath(eventFile), 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? null : 'the checkpoint cannot be read';
  }
  const [seal, body = ''] = text.split('\n');
  return seal === sealOf(body)
    ? JSON.parse(body)
    : 'the checkpoint is damaged, or was written by another version of this program';
}

/** Over what was folded and by what: another program may fold the same events to another state. */
const sealOf = (body: string): string => JSON.stringify({ fold: foldPrint(), sha256: hash('sha256', body) });
