import type { Pool } from 'pg';

/** The events of one stream, as their lines. Every function rejects with what the database or the connection said. */
export interface StreamTable {
  /** The lines from that seq up to and with that one, ascending: fewer where the stream ends before. */
  lines(first: number, last: number): Promise<readonly string[]>;
  /** The highest seq; 0 where there is no event. */
  last(): Promise<number>;
  /**
   * Appends lines, the first of them with that seq. Resolves with true when they are committed, all of them; with false
   * where none is, since another holder of the stream's lease has come after the one with that fence. Where it rejects, it
   * may or may not have happened.
   */
  insert(first: number, lines: readonly string[], fence: number): Promise<boolean>;
}

const LINES = 'select line from rollover.events where stream = $1 and seq between $2 and $3 order by seq';
const LAST = 'select coalesce(max(seq), 0)::float8 as last from rollover.events where stream = $1';

/**
 * One statement is one transaction: all rows or none. A seq that is taken is refused by the table's key. The lease is
 * locked until the commit, so that who takes it over finds whatever was appended under it.
 */
const INSERT_ONE = `
  insert into rollover.events (stream, seq, line)
    select $1, $2::bigint, $3 where exists (select from rollover.leases where stream = $1 and fence = $4 for share)`;

const INSERT_MANY = `
  with leased as (select from rollover.leases where stream = $1 and fence = $4 for share)
  insert into rollover.events (stream, seq, line)
    select $1, $2::bigint + added.place - 1, added.line
      from leased, unnest($3::text[]) with ordinality as added (line, place)`;

export function streamTable(pool: Pool, stream: string): StreamTable {
  return {
    lines: async (first, last) => {
      const { rows } = await pool.query<{ line: string }>(LINES, [stream, first, last]);
      return rows.map(({ line }) => line);
    },
    last: async () => (await pool.query<{ last: number }>(LAST, [stream])).rows[0]?.last ?? 0,
    // With a name it is planned once for each connection; what is asked for most is the quickest.
    insert: async (first, lines, fence) => {
      const [only, ...more] = lines;
      const { rowCount } = await pool.query(
        more.length === 0
          ? { name: 'insert one', text: INSERT_ONE, values: [stream, first, only, fence] }
          : { name: 'insert many', text: INSERT_MANY, values: [stream, first, lines, fence] },
      );
      return rowCount === lines.length;
    },
  };
}
