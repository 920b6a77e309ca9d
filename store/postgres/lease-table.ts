import type { Pool } from 'pg';

/** Who may append to a stream, as the database has it. */
export interface Leased {
  /** Raised by one with each holder. */
  readonly fence: number;
  /** Raised by one with each prolonging. */
  readonly beat: number;
  /** How long its holder may rely on it after it was prolonged, in ms. */
  readonly lastsMs: number;
  /** Who that is, for people; null where it was given back. */
  readonly holder: string | null;
}

/** The lease of one stream. Every function rejects with what the database or the connection said. */
export interface LeaseTable {
  /** Null where nobody has ever held it. */
  read(): Promise<Leased | null>;
  /** Takes it from what was seen of it; the new holder's fence, null where it is another one by now. */
  take(seen: Leased | null, holder: string, lastsMs: number): Promise<number | null>;
  /** False where another holder has come. */
  prolong(fence: number, lastsMs: number): Promise<boolean>;
  /** Where another holder has come, nothing changes. */
  giveBack(fence: number): Promise<void>;
}

const READ = `select fence::float8, beat::float8, lasts_ms as "lastsMs", holder
  from rollover.leases where stream = $1`;
const FIRST = 'insert into rollover.leases values ($1, 1, 0, $2, $3) on conflict do nothing';
const NEXT = `update rollover.leases set fence = fence + 1, beat = 0, lasts_ms = $2, holder = $3
  where stream = $1 and fence = $4 and beat = $5`;
const PROLONG = `update rollover.leases set beat = beat + 1, lasts_ms = $3 where stream = $1 and fence = $2`;
const GIVE_BACK = `update rollover.leases set beat = beat + 1, holder = null where stream = $1 and fence = $2`;

export function leaseTable(pool: Pool, stream: string): LeaseTable {
  const changes = async (sql: string, ...values: readonly (string | number)[]): Promise<boolean> =>
    (await pool.query(sql, [stream, ...values])).rowCount === 1;
  return {
    read: async () => (await pool.query<Leased>(READ, [stream])).rows[0] ?? null,
    take: async (seen, holder, lastsMs) => {
      const taken =
        seen === null
          ? await changes(FIRST, lastsMs, holder)
          : await changes(NEXT, lastsMs, holder, seen.fence, seen.beat);
      return taken ? (seen?.fence ?? 0) + 1 : null;
    },
    prolong: (fence, lastsMs) => changes(PROLONG, fence, lastsMs),
    giveBack: async (fence) => {
      await changes(GIVE_BACK, fence);
    },
  };
}
