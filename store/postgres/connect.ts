import { Pool } from 'pg';
import type { Logger } from '../../src/logging/logger.ts';
import { sayDatabaseError } from './say-database-error.ts';

/** A stream of events in a database. */
export interface StreamPlace {
  /** `postgres://...`, of a role that may read and insert the events. */
  readonly url: string;
  /** Whose events these are; several streams share a database. */
  readonly stream: string;
}

interface Patience {
  readonly connections: number;
  readonly connectedWithinMs: number;
  /** The database gives up before the program does, which then would not know what became of a statement. */
  readonly statementWithinMs: number;
  readonly answerWithinMs: number;
}

/** One appends while another reads. */
export const FOR_EVENTS: Patience = {
  connections: 2,
  connectedWithinMs: 5_000,
  statementWithinMs: 8_000,
  answerWithinMs: 10_000,
};

/** A lease is prolonged well before it ends, or not at all; and never behind something that takes its time. */
export const FOR_LEASE: Patience = {
  connections: 1,
  connectedWithinMs: 1_500,
  statementWithinMs: 1_500,
  answerWithinMs: 2_000,
};

/** Connections are made when they are needed, and again where they were lost. */
export function openPool({ url, stream }: StreamPlace, patience: Patience, logger: Logger): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: `rollover ${stream}`,
    max: patience.connections,
    keepAlive: true,
    // Kept: between two bets there are minutes, and a new one takes its time before the bet.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: patience.connectedWithinMs,
    statement_timeout: patience.statementWithinMs,
    query_timeout: patience.answerWithinMs,
  });
  // Of one that waits for work; it is replaced when there is some.
  pool.on('error', (error) =>
    logger.warn(`A connection to the database was lost: ${sayDatabaseError(error)}`),
  );
  return pool;
}
