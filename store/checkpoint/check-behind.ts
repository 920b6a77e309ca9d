import { closeSync, openSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { State } from '../../src/core/state.ts';
import { createStateHistory } from '../../src/core/state-history.ts';
import { sayFileError } from '../../src/say-file-error.ts';
import { EventFileRefused } from '../event-file/event-file-refused.ts';
import { checkOpening } from '../event-file/inspection.ts';
import { lineOf } from '../event-file/layout.ts';
import { scanUpTo } from '../event-file/scan.ts';
import { readBackFrom } from '../log-parts.ts';
import { positionIndex } from '../position-index.ts';
import { type Checkpoint, keptOf, positionOf } from './checkpoint.ts';

export interface CheckOrder {
  readonly eventFile: string;
  readonly checkpoint: Checkpoint;
}

/**
 * Reads an event file from its beginning up to a checkpoint that a start has begun with, checks every line and folds
 * it to each of the checkpoint's states. Resolves with what is wrong, in words; null where nothing is.
 */
export async function checkBehind({ eventFile, checkpoint }: CheckOrder): Promise<string | null> {
  const last = checkpoint.at(-1) ?? checkpoint[0];
  const history = createStateHistory();
  const positions = positionIndex();
  let state: State = history.begin([], readBackFrom(eventFile, positions));
  let fd: number | null = null;
  try {
    fd = openSync(eventFile, 'r');
    const source = { path: eventFile, fd };
    await checkOpening(source);
    const { seq } = await scanUpTo(source, positionOf(last), (append, position) => {
      positions.note(position);
      state = history.fold(state, append);
    });
    if (seq < last.state.seq)
      return `line ${lineOf(seq + 1)}, seq ${seq + 1}, is not the event that was written`;
    const kept = checkpoint.map(keptOf);
    return isDeepStrictEqual(history.kept(), kept)
      ? null
      : 'its events come to another state than its checkpoint';
  } catch (error) {
    if (error instanceof EventFileRefused) return `line ${error.line}, seq ${error.seq}: ${error.what}`;
    return sayFileError(error);
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
