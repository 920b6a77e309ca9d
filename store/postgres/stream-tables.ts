import type { Pool } from 'pg';
import type { Logger } from '../../src/logging/logger.ts';
import type { KeptTexts } from '../kept-value.ts';
import { FOR_EVENTS, FOR_LEASE, openPool, type StreamPlace } from './connect.ts';
import { keptInStream } from './kept-in-stream.ts';
import { type LeaseTable, leaseTable } from './lease-table.ts';
import { StreamRefused } from './stream-refused.ts';
import { type StreamTable, streamTable } from './stream-table.ts';

/** All that a database holds of one stream. */
export interface StreamTables {
  /** Its name. */
  readonly stream: string;
  readonly events: StreamTable;
  readonly lease: LeaseTable;
  readonly kept: KeptTexts;
  /** Rejects with a StreamRefused where the database may lose what it has acknowledged. */
  expectSafe(): Promise<void>;
  close(): Promise<void>;
}

/** Connects when something is asked. */
export function openStreamTables(place: StreamPlace, logger: Logger): StreamTables {
  const events = openPool(place, FOR_EVENTS, logger);
  const leases = openPool(place, FOR_LEASE, logger);
  return {
    stream: place.stream,
    events: streamTable(events, place.stream),
    lease: leaseTable(leases, place.stream),
    kept: keptInStream(events, place.stream),
    expectSafe: () => expectSafe(events),
    close: async () => {
      await Promise.all([events.end(), leases.end()]);
    },
  };
}

const UNSAFE = `select name, setting from pg_settings
  where (name in ('fsync', 'full_page_writes') and setting = 'off')
    or (name = 'synchronous_commit' and setting in ('off', 'local'))`;

async function expectSafe(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(UNSAFE);
  const [off] = rows;
  if (off === undefined) return;
  throw new StreamRefused(
    `The database is set to ${off.name} = ${off.setting}, so that a crash or a failover could lose a bet that it has acknowledged. Set it to on, for the server or for the bot's role.`,
  );
}
