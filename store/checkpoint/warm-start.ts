import { closeSync, openSync } from 'node:fs';
import { HASH_FIELD_LENGTH, hashField } from '../codec/hash-chain.ts';
import { readHeadFile } from '../event-file/head-file.ts';
import { headFilePath, type Position, START } from '../event-file/layout.ts';
import { readAt } from '../event-file/line-reader.ts';
import { type Checkpoint, positionOf, readCheckpoint } from './checkpoint.ts';

/** How much of a log is read at once with a checkpoint; the rest is checked behind. */
export interface WarmStart {
  readonly checkpoint: Checkpoint;
  /** Where the reading begins: before the checkpoint, since what is not part of the state is made of the last events. */
  readonly from: Position;
}

/**
 * The checkpoint of an event file, where the file's bytes are what it was made of, as far as its first and last line
 * that is not read again tell; null where there is none, or why it cannot be used. `since` gives the time from which on every event must be read,
 * of the last one's.
 */
export async function findWarmStart(
  eventFile: string,
  since: (at: string) => string,
): Promise<WarmStart | string | null> {
  const checkpoint = await readCheckpoint(eventFile);
  if (checkpoint === null || typeof checkpoint === 'string') return checkpoint;
  const positions = checkpoint.map(positionOf);
  const last = positions.at(-1) ?? START;
  const head = await readHeadFile(headFilePath(eventFile));
  if (typeof head === 'string') return `the head file is ${head}`;
  if (head.seq < last.seq) return 'the head file does not go as far as the checkpoint';
  const oldest = since(last.at);
  const from = positions.findLast(({ at }) => at < oldest) ?? START;
  const fits = (await holds(eventFile, last)) && (from === START || (await holds(eventFile, from)));
  return fits ? { checkpoint, from } : 'the checkpoint is of another event file, or that was changed';
}

/** Whether the event at a position is the one that its hash tells. */
async function holds(eventFile: string, { end, hash }: Position): Promise<boolean> {
  const bytes = Buffer.alloc(HASH_FIELD_LENGTH);
  const fd = openSync(eventFile, 'r');
  try {
    await readAt(fd, bytes, 0, bytes.length, end - bytes.length);
  } finally {
    closeSync(fd);
  }
  return bytes.toString('latin1') === hashField(hash);
}
