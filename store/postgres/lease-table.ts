import type { Pool } from 'pg';

/** Who may append to a stream, as the database has it. */
export interface Leased {
  /** Raised by one with each holder. */
  readonly fence: number;
  /** The number of its prolonging that came last. */
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
  /**
   * `beat` is the number of this prolonging by its holder, from 1. False where another holder has come, or where one with
   * that number or a higher one was here before: what was long on its way changes nothing.
   */
  prolong(fence: number, beat: number, lastsMs: number): Promise<boolean>;
  /** As the prolonging with that number would be. Where another holder has come, nothing changes. */
  giveBack(fence: number, beat: number): Promise<void>;
}

const READ = `select fence::float8, beat::float8, lasts_ms as "lastsMs", holder
  from rollover.leases where stream = $1`;
const FIRST = 'insert into rollover.leases values ($1, 1, 0, $2, $3) on conflict do nothing';
const NEXT = `update rollover.leases set fence = fence + 1, beat = 0, lasts_ms = $2, holder = $3
  where stream = $1 and fence = $4 and beat = $5`;
const HELD = 'stream = $1 and fence = $2 and beat < $3';
const PROLONG = `update rollover.leases set beat = $3, lasts_ms = $4 where ${HELD}`;
const GIVE_BACK = `update rollover.leases set beat = $3, holder = null where ${HELD}`;

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
    prolong: (fence, beat, lastsMs) => changes(PROLONG, fence, beat, lastsMs),
    giveBack: async (fence, beat) => {
      await changes(GIVE_BACK, fence, beat);
    },
  };
}
