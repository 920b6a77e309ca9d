import { closeSync, openSync } from 'node:fs';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { State } from '../../src/core/state.ts';
import { EventFileRefused } from '../event-file/event-file-refused.ts';
import { inspectEventFile } from '../event-file/inspection.ts';
import { BackupRefused } from './backup-refused.ts';

/**
 * Checks an event file line by line as a start of the bot does, and folds it. `see` is handed each append. Throws
 * BackupRefused where it is not whole to its last byte.
 */
export async function replayFile(
  path: string,
  see: (append: readonly Event[]) => void = () => undefined,
): Promise<State> {
  let state = initialState;
  const fd = openSync(path, 'r');
  try {
    const { tail } = await inspectEventFile({ path, fd }, (append) => {
      state = append.reduce(evolve, state);
      see(append);
    });
    if (tail !== null) throw new EventFileRefused({ file: path, ...tail });
    return state;
  } catch (cause) {
    if (!(cause instanceof EventFileRefused)) throw cause;
    const { line, seq, what } = cause;
    throw new BackupRefused(`is damaged in line ${line}, seq ${seq}: ${what}`, { cause });
  } finally {
    closeSync(fd);
  }
}
