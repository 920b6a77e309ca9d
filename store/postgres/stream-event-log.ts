import type { Clock } from '../../src/clock.ts';
import { both } from '../../src/leadership.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { type CopyMark, copyMark } from '../copy-mark.ts';
import type { EventFile } from '../event-file/event-file.ts';
import { type EventLogWanted, type OpenEventLog, openEventLog } from '../lowdb-event-log.ts';
import { type CopiedStream, copiedStream, copyFault } from './commit-to-stream.ts';
import { isHalfCopied, thisProcess } from './holder.ts';
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

export interface StreamEventLog extends OpenEventLog {
  /**
   * Follows the stream, whose events are published, until this process may append to it: at once where nobody else does,
   * and otherwise soon after that one has ended or died. Rejects with the signal's reason, or with a StreamRefused where
   * a person has to look.
   */
  lead(signal: AbortSignal, onLook: (standing: Standing) => void): Promise<void>;
}

/** How often the copy is synced, where something was appended. */
const SYNC_MS = 1_000;
/** How often a standby looks. */
const LOOK_MS = 250;

/**
 * A stream in a database, with the event file as its copy on this machine. Throws what `openEventLog` throws, and then
 * the tables are closed; they are not asked yet.
 */
export async function openStreamEventLog(
  wanted: EventLogWanted,
  tables: StreamTables,
): Promise<StreamEventLog> {
  const { clock } = wanted;
  const lost = new AbortController();
  const ended = new AbortController();
  let lease: Lease | null = null;
  let copied: CopiedStream | null = null;
  let file: OpenEventLog;
  try {
    file = await openEventLog({
      ...wanted,
      isCopy: true,
      committing: (parts, needs) => {
        const fence = () => lease?.fence ?? null;
        const onFenced = () => lease?.lose();
        copied = copiedStream(parts, { ...needs, table: tables.events, fence, onFenced });
        keepSynced(parts.file, clock, ended.signal, wanted.logger);
        return copied.commit;
      },
    });
  } catch (error) {
    ended.abort();
    await tables.close();
    throw error;
  }
  const lapseListeners: (() => void)[] = [];
  const follow = follower(copied, file, tables, copyMark(wanted.dir, wanted.mode), clock);
  let closing: Promise<void> | null = null;

  function hold(taken: Lease): void {
    lease = taken;
    taken.onLapse(() => {
      for (const listener of lapseListeners) listener();
    });
    taken.lost.addEventListener('abort', () => lost.abort(taken.lost.reason));
  }

  const close = async (): Promise<void> => {
    ended.abort();
    await file.close();
    await lease?.giveBack();
    await tables.close();
  };

  return {
    ...file,
    leadership: both(file.leadership, {
      left: () => lease?.left() ?? 0,
      prolong: async (ms) => (await lease?.prolong(ms)) ?? false,
      lapsed: () => (lease === null ? 'this process is a standby' : lease.lapsed()),
      threat: () => lease?.threat() ?? null,
      onLapse: (listener) => void lapseListeners.push(listener),
      lost: lost.signal,
    }),
    lead: async (signal, onLook) => hold(await follow(signal, onLook)),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** What a crash would take from the copy is in the database; it should not be much. */
function keepSynced(
  file: Pick<EventFile, 'sync'>,
  clock: Clock,
  ended: AbortSignal,
  logger: Pick<Logger, 'warn'>,
): void {
  const run = async (): Promise<void> => {
    for (let isTold = false; ; ) {
      await clock.wait(SYNC_MS, ended);
      try {
        await file.sync();
        isTold = false;
      } catch (error) {
        if (!isTold) logger.warn('The copy of the event log cannot be synced; it is tried again', { error });
        isTold = true;
      }
    }
  };
  run().catch(() => undefined);
}

/** Takes the lease when it is free, and has then read all that was appended under the ones before. */
function follower(
  copied: CopiedStream | null,
  file: OpenEventLog,
  tables: StreamTables,
  mark: CopyMark,
  clock: Clock,
) {
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
      if (isHalfCopied(seen)) throw halfCopied(tables.stream);
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
          throw signal.aborted ? signal.reason : refusal(error, file, tables.stream);
        }
        onLook({ leader: null, unreachable: sayDatabaseError(error) });
      }
      await clock.wait(LOOK_MS, signal).catch(() => undefined);
    }
  };
}

const halfCopied = (stream: string): StreamRefused =>
  new StreamRefused(
    `Not all of the log was copied to the stream "${stream}": npm run store:copy was broken off. The same call again goes on from there.`,
  );

function refusal(error: unknown, file: OpenEventLog, stream: string): StreamRefused {
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
  const { eventFile } = file.synced();
  return new CopyRefused(
    `${eventFile} is to be a copy of the stream, and ${said}. If the stream is the one that counts, move the file away with its head file: a new copy is made. If the file is, give STREAM a new name and copy the file to it with npm run store:copy.`,
    { cause: error },
  );
}
