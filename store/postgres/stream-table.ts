import type { Pool } from 'pg';
import type { Event } from '../../src/core/events.ts';
import { eventLine } from '../codec/event-codec.ts';

const LINES = 'select line from rollover.events where stream = $1 and seq between $2 and $3 order by seq';

/** One statement is one transaction: all rows or none. A seq that is taken is refused by the table's key. */
const INSERT = `insert into rollover.events (stream, seq, line)
  select $1, added.seq, added.line from unnest($2::bigint[], $3::text[]) as added (seq, line)`;

/** The events of one stream, as their lines. Every function rejects with what the database or the connection said. */
export interface StreamTable {
  /** The lines from that seq up to and with that one, ascending: fewer where the stream ends before. */
  lines(first: number, last: number): Promise<readonly string[]>;
  /** Resolves when they are committed, all of them; where it rejects, it may or may not have happened. */
  insert(events: readonly Event[]): Promise<void>;
}

export function streamTable(pool: Pool, stream: string): StreamTable {
  return {
    lines: async (first, last) => {
      const { rows } = await pool.query<{ line: string }>(LINES, [stream, first, last]);
      return rows.map(({ line }) => line);
    },
    insert: async (events) => {
      await pool.query(INSERT, [stream, events.map(({ seq }) => seq), events.map(eventLine)]);
    },
  };
}
