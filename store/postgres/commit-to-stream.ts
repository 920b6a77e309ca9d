import type { Event } from '../../src/core/events.ts';
import { sayFileError } from '../../src/say-file-error.ts';
import { eventLine } from '../codec/event-codec.ts';
import {
  answerAll,
  type Commit,
  type CommitNeeds,
  failed,
  lockLost,
  planAppends,
  plannedAppends,
  writeAppends,
} from '../commit-appends.ts';
import type { Appended } from '../event-log.ts';
import type { LogParts } from '../log-parts.ts';
import { type Sealed, takeAppends } from '../take-appends.ts';
import { readOn } from './read-stream.ts';
import { isRefusal, sayDatabaseError } from './say-database-error.ts';
import type { StreamTable } from './stream-table.ts';

export interface StreamNeeds extends CommitNeeds {
  readonly table: StreamTable;
  /** Of the holder of the lease; null where this process does not hold it. */
  readonly fence: () => number | null;
  /** Called when another holder has come. */
  readonly onFenced: () => void;
}

export interface CopiedStream {
  readonly commit: Commit;
  /**
   * Brings the event file up to what the database has. Never while appends are committed. Rejects where either is not to
   * be reached, with a StreamBroken where the database no longer has what the file has.
   */
  catchUp(): Promise<void>;
}

const STANDBY = failed('this process is a standby: another one appends', null);
const unsure = (reason: string, cause: unknown): Appended => ({
  ...{ kind: 'failed', reason, cause },
  mayBeStored: true,
});

const FENCED = failed('another process has taken over: this one must stop', null);

/** The folder's lock guards the copy alone, and is looked at only so often: a look costs a tenth of an append. */
const LOCK_LOOK_MS = 50;

/**
 * A stream in a database and its copy, the event file: an append is in the database before it is in the file, and told
 * of when it is in both. Whenever it is not sure that the file has what the database has, nothing is planned before it was
 * made so: rows may have been committed all the same.
 */
export function copiedStream(parts: LogParts, needs: StreamNeeds): CopiedStream {
  const { table, fence, onFenced, publish } = needs;
  let isSure = true;
  /** When it was last looked at and found held. */
  let heldAt = Number.NEGATIVE_INFINITY;
  /** The hashes of the appends that the last catching up came upon. */
  let caughtUp = new Set<string>();

  async function catchUp(): Promise<void> {
    caughtUp = new Set();
    for await (const page of readOn(table, parts.file.position())) {
      await takeCopy(parts, page);
      for (const append of page.appends) {
        caughtUp.add(append.at(-1)?.hash ?? '');
        publish(append);
      }
    }
    isSure = true;
  }

  /** Null where it is held, as far as was looked. */
  function copyLost(): Appended | null {
    const at = performance.now();
    if (at - heldAt < LOCK_LOOK_MS) return null;
    const lost = lockLost(parts);
    if (lost === null) heldAt = at;
    return lost;
  }

  /** Null where the file has what the database has. */
  async function makeSure(because = failed): Promise<Appended | null> {
    if (isSure) return null;
    try {
      await catchUp();
      return null;
    } catch (cause) {
      return because(sayDatabaseError(cause), cause);
    }
  }

  /** Null where all of them are stored, or `overtaken` where another program had appended before. */
  async function write(
    appends: readonly (readonly Event[])[],
    held: number,
  ): Promise<Appended | 'overtaken' | null> {
    const events = appends.flat();
    const [first, wanted] = [events[0], events.at(-1)];
    if (first === undefined || wanted === undefined) return null;
    isSure = false;
    try {
      if (!(await table.insert(first.seq, events.map(eventLine), held))) {
        onFenced();
        return FENCED;
      }
    } catch (cause) {
      const because = isRefusal(cause) ? failed : unsure;
      const unknown = await makeSure(because);
      if (unknown !== null) return unknown;
      // They were inserted together: where the last is there, all are.
      if (caughtUp.has(wanted.hash)) return null;
      // What was cut off may still be at work in the database.
      return caughtUp.size > 0 ? 'overtaken' : because(sayDatabaseError(cause), cause);
    }
    try {
      await writeAppends(parts, appends);
    } catch (cause) {
      return unsure(copyFault(cause), cause);
    }
    isSure = true;
    for (const append of appends) publish(append);
    return null;
  }

  const commit: Commit = async (batch) => {
    for (;;) {
      const held = fence();
      const refusal = copyLost() ?? (held === null ? STANDBY : await makeSure());
      if (refusal !== null || held === null) return batch.map(() => refusal ?? STANDBY);
      const plan = planAppends(parts, batch, needs);
      const failure = await write(plannedAppends(plan), held);
      if (failure !== 'overtaken') return answerAll(parts, plan, failure);
    }
  };

  return { commit, catchUp };
}

async function takeCopy(parts: LogParts, page: Sealed): Promise<void> {
  try {
    await takeAppends(parts, page);
  } catch (cause) {
    throw new Error(copyFault(cause), { cause });
  }
}

/** In words. */
export const copyFault = (cause: unknown): string =>
  `the copy in the data folder cannot be written: ${sayFileError(cause)}`;
