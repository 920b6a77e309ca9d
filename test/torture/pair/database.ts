import { setTimeout as sleep } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import { Pool } from 'pg';
import { startPostgres } from '../../store/postgres/postgres-server.ts';
import {
  APPENDED,
  type Appended,
  NOTE_HISTORY,
  type StreamHistory,
  TAKEN,
  type Taken,
} from './stream-history.ts';

/** One PostgreSQL, whose streams the pairs of all lanes share. */
export interface TorturedDatabase {
  readonly socket: string;
  /** With a role and its rights, and the schema of the store. */
  readonly name: string;
  newStream(): string;
  /** These wait for a database that is away. */
  history(stream: string): Promise<StreamHistory>;
  taken(stream: string): Promise<readonly Taken[]>;
  lines(stream: string): Promise<readonly string[]>;
  endConnections(who: readonly string[]): Promise<void>;
  /** Away until `meanwhile` has been done; one such after the other. */
  away(how: 'stop' | 'kill', meanwhile: () => Promise<void>): Promise<void>;
  /** Whether it was away at any time from then (wall-clock ms) on. */
  wasAwaySince(at: number): boolean;
  remove(): Promise<void>;
}

const BACK_WITHIN_MS = 60_000;

export async function openTorturedDatabase(): Promise<TorturedDatabase> {
  const server = await startPostgres();
  const name = await server.newDatabase();
  await server.query(name, NOTE_HISTORY);
  const pool = new Pool({ connectionString: server.url(name), max: 4 });
  pool.on('error', () => undefined);
  const killAll = () => server.killNow();
  process.once('exit', killAll);
  const turn = new Mutex();
  let streams = 0;
  let backAt = 0;

  async function ask<Row extends object>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    for (const deadline = Date.now() + BACK_WITHIN_MS; ; await sleep(100)) {
      try {
        return (await pool.query<Row>(sql, [...values])).rows;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  const taken = (stream: string) => ask<Taken>(TAKEN, [stream]);
  return {
    socket: server.socket,
    name,
    newStream: () => {
      streams += 1;
      return `pair-${streams}`;
    },
    taken,
    history: async (stream) => {
      const appended = await ask<Appended>(APPENDED, [stream]);
      return { appended, taken: await taken(stream) };
    },
    lines: async (stream) => {
      const sql = 'select line from rollover.events where stream = $1 order by seq';
      return (await ask<{ line: string }>(sql, [stream])).map(({ line }) => line);
    },
    endConnections: async (who) => {
      await ask('select pg_terminate_backend(pid) from pg_stat_activity where application_name = any($1)', [
        who,
      ]);
    },
    away: (how, meanwhile) =>
      turn.runExclusive(async () => {
        backAt = Number.POSITIVE_INFINITY;
        await server[how]();
        try {
          await meanwhile();
        } finally {
          await server.start();
          backAt = Date.now();
        }
      }),
    wasAwaySince: (at) => backAt >= at,
    remove: async () => {
      await pool.end();
      await server.remove();
      process.off('exit', killAll);
    },
  };
}
