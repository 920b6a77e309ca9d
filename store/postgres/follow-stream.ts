import type { Clock } from '../../src/clock.ts';
import type { CopyMark } from '../copy-mark.ts';
import { type CopiedStream, copyFault } from './commit-to-stream.ts';
import { isHalfCopied, sayHalfCopied, thisProcess } from './holder.ts';
import { holdLease, LASTS_MS, type Lease, momentOf, watchLease } from './lease.ts';
import { MEND_STREAM, StreamBroken, StreamUnlike } from './read-stream.ts';
import { needsPerson, sayDatabaseError } from './say-database-error.ts';
import { CopyRefused, StreamRefused } from './stream-refused.ts';
import type { StreamTables } from './stream-tables.ts';

/** What a standby knows of the one that it waits for. */
export interface Standing {
  /** Who appends, for people; null where nobody is known to. */
  readonly leader: string | null;
  /** Why the database cannot be asked, in words; null where it can. */
  readonly unreachable: string | null;
}

interface FollowingParts {
  readonly copied: Pick<CopiedStream, 'catchUp'> | null;
  /** The copy, and the mark that says so. */
  readonly eventFile: string;
  readonly mark: CopyMark;
  readonly tables: StreamTables;
  readonly clock: Clock;
}

/** How often a standby looks. */
const LOOK_MS = 250;

/**
 * Takes the lease when it is free, and has then read all that was appended under the ones before; until then the file
 * follows the stream. Rejects with the signal's reason, or with a StreamRefused where a person has to look.
 */
export function followStream({ copied, eventFile, mark, tables, clock }: FollowingParts) {
  const mayTake = watchLease(clock);
  let isSafe = false;
  let isMarked = false;
  let wasLetIn = false;
  let held: Lease | null = null;

  /** Before anything is appended: no bot may take the file for the log from then on. */
  async function markCopy(): Promise<void> {
    try {
      await mark.write({ stream: tables.stream });
    } catch (cause) {
      throw new Error(copyFault(cause), { cause });
    }
    isMarked = true;
  }

  async function tryToLead(onLook: (standing: Standing) => void): Promise<Lease | null> {
    if (!isSafe) await tables.expectSafe();
    isSafe = true;
    await copied?.catchUp();
    if (!isMarked) await markCopy();
    // What was appended under the lease before is committed by then.
    if (held !== null && held.left() > 0) return held;
    await held?.giveBack();
    held = null;
    const seen = await tables.lease.read();
    wasLetIn = true;
    if (mayTake(seen)) {
      if (isHalfCopied(seen)) throw new StreamRefused(sayHalfCopied(tables.stream));
      const asked = momentOf(clock);
      const fence = await tables.lease.take(seen, thisProcess, LASTS_MS);
      if (fence !== null) {
        held = holdLease({ table: tables.lease, fence, asked, clock });
        return tryToLead(onLook);
      }
    }
    onLook({ leader: seen?.holder ?? null, unreachable: null });
    return null;
  }

  return async (signal: AbortSignal, onLook: (standing: Standing) => void): Promise<Lease> => {
    for (;;) {
      try {
        signal.throwIfAborted();
        const lease = await tryToLead(onLook);
        if (lease !== null) return lease;
      } catch (error) {
        if (signal.aborted || needsPerson(error, wasLetIn)) {
          await held?.giveBack();
          throw signal.aborted ? signal.reason : refusal(error, eventFile, tables.stream);
        }
        onLook({ leader: null, unreachable: sayDatabaseError(error) });
      }
      await clock.wait(LOOK_MS, signal).catch(() => undefined);
    }
  };
}

function refusal(error: unknown, eventFile: string, stream: string): StreamRefused {
  if (error instanceof StreamRefused) return error;
  const said = sayDatabaseError(error);
  if (!(error instanceof StreamBroken))
    return new StreamRefused(
      `The database of the event log cannot be used: ${said}. See STORE_URL; npm run store:migrate makes the tables, and npm run doctor looks at all of it.`,
      { cause: error },
    );
  if (!(error instanceof StreamUnlike))
    return new CopyRefused(
      `The stream is damaged: ${said}. Nothing was changed. npm run verify -- stream:${stream} looks at it. ${MEND_STREAM}`,
      { cause: error },
    );
  return new CopyRefused(
    `${eventFile} is to be a copy of the stream, and ${said}. If the stream is the one that counts, move the file away with its head file: a new copy is made. If the file is, give STREAM a new name and copy the file to it with npm run store:copy.`,
    { cause: error },
  );
}
