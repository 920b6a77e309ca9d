import { logOf } from '../../src/anchors/anchor.ts';
import type { Mode } from '../../src/core/events.ts';
import type { State } from '../../src/core/state.ts';
import type { KeptBackup } from '../../store/backup/backup-folder.ts';
import { backupFileName } from '../../store/backup/backup-name.ts';

/** A packed file's size differs a little from one machine to another, which a document must not. */
const BYTES_PER_EVENT = 150;

/** What the folder holds once one was made in the first minute, and one just now. `now`: wall-clock ms. */
export function sampleBackups(
  { origin, began, seq }: Pick<State, 'origin' | 'began' | 'seq'>,
  mode: Mode,
  now: number,
): readonly [KeptBackup, ...KeptBackup[]] {
  const kept = (at: number, last: number): KeptBackup => {
    const name = { mode, at: new Date(at).toISOString(), seq: last, log: logOf(origin ?? '') };
    return { ...name, file: backupFileName(name), bytes: last * BYTES_PER_EVENT };
  };
  return [kept(now, seq), kept(Date.parse(began ?? '') + 60_000, 1)];
}
