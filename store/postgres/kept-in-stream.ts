import type { Pool } from 'pg';
import type { KeptTexts } from '../kept-value.ts';

const READ = 'select value from rollover.kept where stream = $1 and name = $2';
const NAMES = 'select name from rollover.kept where stream = $1 order by name';
const WRITE = `insert into rollover.kept values ($1, $2, $3)
  on conflict (stream, name) do update set value = excluded.value`;

/** Beside the events of a stream, where whoever takes it over finds them. */
export const keptInStream = (pool: Pool, stream: string): KeptTexts => ({
  read: async (name) => (await pool.query<{ value: string }>(READ, [stream, name])).rows[0]?.value ?? null,
  write: async (name, text) => {
    await pool.query(WRITE, [stream, name, text]);
  },
  names: async () => (await pool.query<{ name: string }>(NAMES, [stream])).rows.map(({ name }) => name),
  placeOf: (name) => `rollover.kept, stream "${stream}", name "${name}"`,
});
