import { closeSync, openSync } from 'node:fs';
import type { Event } from '../../src/core/events.ts';
import type { State } from '../../src/core/state.ts';
import { createStateHistory } from '../../src/core/state-history.ts';
import { EventFileRefused } from '../event-file/event-file-refused.ts';
import { inspectEventFile } from '../event-file/inspection.ts';
import { readBackFrom } from '../log-parts.ts';
import { positionIndex } from '../position-index.ts';
import { BackupRefused } from './backup-refused.ts';

/**
 * Checks an event file line by line as a start of the bot does, and folds it. `see` is handed each append. Throws
 * BackupRefused where it is not whole to its last byte. The state's journal and ended cycles are read back from the file
 * as far as somebody looks at them: it must still be there then.
 */
export async function replayFile(
  path: string,
  see: (append: readonly Event[]) => void = () => undefined,
): Promise<State> {
  const history = createStateHistory();
  const positions = positionIndex();
  let state = history.begin([], readBackFrom(path, positions));
  const fd = openSync(path, 'r');
  try {
    const { tail } = await inspectEventFile({ path, fd }, (append, position) => {
      positions.note(position);
      state = history.fold(state, append);
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
