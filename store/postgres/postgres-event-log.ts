import { Pool } from 'pg';
import type { Clock } from '../../src/clock.ts';
import type { Event } from '../../src/core/events.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { appendQueue } from '../append-queue.ts';
import { failed } from '../commit-appends.ts';
import type { EventLog } from '../event-log.ts';
import { tellListeners } from '../tell-listeners.ts';
import { streamCommitter } from './commit-to-stream.ts';
import { knownStream } from './known-stream.ts';
import { readAppend, readEvents } from './read-stream.ts';
import { sayDatabaseError } from './say-database-error.ts';
import { streamTable } from './stream-table.ts';

export interface PostgresLogWanted {
  /** `postgres://...`, of a role that may read and insert the events. */
  readonly url: string;
  /** Whose events these are; several streams share a database. */
  readonly stream: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Fresh UUIDs of version 7. */
  readonly newId: () => string;
  readonly logger: Logger;
}

/** The database gives up before the program does, which then would not know what became of a statement. */
const STATEMENT_WITHIN_MS = 8_000;
const ANSWER_WITHIN_MS = 10_000;
const CONNECTED_WITHIN_MS = 5_000;
/** One appends while another reads. */
const CONNECTIONS = 2;

/**
 * Reads the stream from its beginning, holding each event to the hash chain, and opens it for appending. Rejects with
 * an Error that says in words what is wrong; a later append that fails is a value, and the next one tries again.
 */
export async function openPostgresEventLog(wanted: PostgresLogWanted): Promise<EventLog> {
  const { stream, clock, newId, logger } = wanted;
  const pool = openPool(wanted);
  const table = streamTable(pool, stream);
  const listeners = new Set<(events: readonly Event[]) => void>();
  const known = knownStream(table, (append) => tellListeners(listeners, append, logger));
  try {
    await known.catchUp();
  } catch (cause) {
    await pool.end();
    throw new Error(`The stream "${stream}" cannot be opened: ${sayDatabaseError(cause)}.`, { cause });
  }
  const queue = appendQueue(streamCommitter({ table, known, now: clock.now, newId }));
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await queue.idle();
    await pool.end();
  };
  return {
    head: () => ({ seq: known.head().seq, hash: known.head().hash }),
    read: (after = 0) => readEvents(table, after, known.head().seq),
    outcomeOf: async (cause) => {
      const first = known.findCause(cause);
      return first === null ? null : readAppend(table, first);
    },
    append: async (append) =>
      closing === null ? queue.add(append) : failed('the event log is closed', null),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function openPool({ url, stream, logger }: PostgresLogWanted): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: `rollover ${stream}`,
    max: CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: CONNECTED_WITHIN_MS,
    statement_timeout: STATEMENT_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  // Of one that waits for work; it is replaced when there is some.
  pool.on('error', (error) =>
    logger.warn(`A connection to the database was lost: ${sayDatabaseError(error)}`),
  );
  return pool;
}
