import type { Pool } from 'pg';
import type { KeptTexts } from '../kept-value.ts';
import { sayDatabaseError } from './say-database-error.ts';

const READ = 'select value from rollover.kept where stream = $1 and name = $2';
const WRITE = `insert into rollover.kept values ($1, $2, $3)
  on conflict (stream, name) do update set value = excluded.value`;

/** Beside the events of a stream, where whoever takes it over finds them. */
export function keptInStream(pool: Pool, stream: string): KeptTexts {
  const placeOf = (name: string): string => `"${name}" in rollover.kept of the stream "${stream}"`;
  const asked = (name: string, sql: string, ...values: readonly string[]) =>
    pool.query<{ value: string }>(sql, [stream, name, ...values]).catch((cause: unknown) => {
      throw new Error(`${placeOf(name)} is not to be reached: ${sayDatabaseError(cause)}`, { cause });
    });
  return {
    read: async (name) => (await asked(name, READ)).rows[0]?.value ?? null,
    write: async (name, text) => {
      await asked(name, WRITE, text);
    },
    placeOf,
  };
}
