import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MODES, type Mode } from '../../src/core/events.ts';
import type { State } from '../../src/core/state.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { readBackupName } from '../backup/backup-name.ts';
import { BackupRefused } from '../backup/backup-refused.ts';
import { type UnpackedBackup, unpackBackup } from '../backup/unpack-backup.ts';
import { eventFilePath } from '../event-file/layout.ts';
import { lockDataDir } from '../lock/data-dir-lock.ts';
import { makeFolder } from '../make-folder.ts';
import { compareLogs, type Relation, wouldLose } from './compare-logs.ts';
import { type PresentLog, readPresentLog } from './present-log.ts';
import { keptAs, putInPlace } from './put-in-place.ts';
import { setBackOutboxes } from './set-back-outboxes.ts';

export interface RestoreWanted {
  /** A backup, or any copy of an event file, packed or plain. */
  readonly file: string;
  readonly dataDir: string;
  /** Also over events that the backup lacks. */
  readonly force: boolean;
  /** Wall-clock ms. */
  readonly now: number;
  readonly logger: Logger;
}

/** What was found, and done. */
export interface Restoring {
  readonly done: 'restored' | 'nothing to do' | 'refused';
  readonly eventFile: string;
  readonly mode: Mode;
  /** What the backup comes to. */
  readonly state: State;
  readonly hadHead: boolean;
  readonly present: PresentLog;
  readonly relation: Relation;
  /** Where the file that was there is kept now; null where none was. */
  readonly kept: string | null;
  /** The surfaces whose place in the log was set back. */
  readonly setBack: readonly string[];
}

/**
 * Puts a backup in the place of its mode's event file, once it is checked whole and nothing that can still be read would
 * be lost, or that is wanted. Throws BackupRefused, DataDirLocked where a bot has the folder, else the disk's error;
 * nothing was changed then.
 */
export async function restoreBackup(wanted: RestoreWanted): Promise<Restoring> {
  const { dataDir, now, logger } = wanted;
  await makeFolder(dataDir);
  const lock = await lockDataDir({ dir: dataDir, since: new Date(now).toISOString(), logger });
  const workshop = join(dataDir, '.restoring');
  try {
    return await restoreInto(workshop, wanted);
  } finally {
    await rm(workshop, { recursive: true, force: true }).catch(() => undefined);
    await lock.release();
  }
}

async function restoreInto(
  workshop: string,
  { file, dataDir, force, now }: RestoreWanted,
): Promise<Restoring> {
  const hashes: string[] = [];
  const unpacked = await unpackBackup(file, workshop, (append) => {
    for (const { hash } of append) hashes.push(hash);
  });
  const { state, hadHead, path } = unpacked;
  const { seq } = state;
  const mode = modeOf(file, unpacked);
  const eventFile = eventFilePath(dataDir, mode);
  const present = await readPresentLog(eventFile, seq);
  const relation = compareLogs({ seq, hashOf: (n) => hashes[n - 1] }, present);
  const found = { eventFile, mode, state, hadHead, present, relation, kept: null, setBack: [] };
  if (relation === 'same' && present.damage === null) return { ...found, done: 'nothing to do' };
  if (wouldLose(relation) && !force) return { ...found, done: 'refused' };
  const kept = keptAs(eventFile, now);
  await putInPlace(path, eventFile, kept);
  const all = relation === 'parted' || relation === 'another log';
  const setBack = await setBackOutboxes(dataDir, mode, { seq, all });
  return { ...found, done: 'restored', kept: present.isThere ? kept : null, setBack };
}

/** As its log says and its name does not deny. */
function modeOf(file: string, { state }: UnpackedBackup): Mode {
  const name = basename(file);
  const named = MODES.find((mode) => name.startsWith(`betting_events.${mode}.`));
  const mode = state.mode ?? named;
  if (mode === undefined)
    throw new BackupRefused('says neither in its name nor in its events which mode it is of');
  if (named !== undefined && named !== mode)
    throw new BackupRefused(`is named for ${named}, and its events are of ${mode}`);
  const { seq } = readBackupName(name.replace(/\.json$/, '.json.gz')) ?? state;
  if (seq !== state.seq)
    throw new BackupRefused(
      `ends with event ${state.seq}, and its name says event ${seq}: it is not the one that was made`,
    );
  return mode;
}
