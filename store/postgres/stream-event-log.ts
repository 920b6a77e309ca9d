import type { Clock } from '../../src/clock.ts';
import { both } from '../../src/leadership.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { copyMark } from '../copy-mark.ts';
import type { EventFile } from '../event-file/event-file.ts';
import { type EventLogWanted, type OpenEventLog, openEventLog } from '../lowdb-event-log.ts';
import { type CopiedStream, copiedStream } from './commit-to-stream.ts';
import { followStream, type Standing } from './follow-stream.ts';
import type { Lease } from './lease.ts';
import type { StreamTables } from './stream-tables.ts';

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
  const mark = copyMark(wanted.dir, wanted.mode);
  const { eventFile } = file.synced();
  const follow = followStream({ copied, eventFile, mark, tables, clock });
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
