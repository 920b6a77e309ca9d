import type { Pool } from 'pg';
import type { KeptTexts } from '../kept-value.ts';
import { sayDatabaseError } from './say-database-error.ts';

const READ = 'select value from rollover.kept where stream = $1 and name = $2';
const NAMES = 'select name from rollover.kept where stream = $1 order by name';
const WRITE = `insert into rollover.kept values ($1, $2, $3)
  on conflict (stream, name) do update set value = excluded.value`;

/** Beside the events of a stream, where whoever takes it over finds them. */
export function keptInStream(pool: Pool, stream: string): KeptTexts {
  const said = (where: string) => (cause: unknown) => {
    throw new Error(`${where} is not to be reached: ${sayDatabaseError(cause)}`, { cause });
  };
  const placeOf = (name: string): string => `"${name}" in rollover.kept of the stream "${stream}"`;
  return {
    read: async (name) => {
      const { rows } = await pool.query<{ value: string }>(READ, [stream, name]).catch(said(placeOf(name)));
      return rows[0]?.value ?? null;
    },
    write: async (name, text) => {
      await pool.query(WRITE, [stream, name, text]).catch(said(placeOf(name)));
    },
    names: async () => {
      const { rows } = await pool.query<{ name: string }>(NAMES, [stream]).catch(said('rollover.kept'));
      return rows.map(({ name }) => name);
    },
    placeOf,
  };
}
