import { readdirSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { Client, type ClientBase } from 'pg';
import { type RoleRights, rightsOf } from './role-rights.ts';
import { sayDatabaseError } from './say-database-error.ts';

interface StoreWanted {
  readonly url: string;
  readonly stream: string;
}

/** What a look at the database found, as the bot's role sees it. */
export type StoreSeen =
  /** It could not be asked; `why` in words. */
  | { readonly kind: 'away'; readonly why: string }
  | (ServerSeen & {
      readonly kind: 'there';
      /** `none`: nobody has made the tables; `closed`: this role may not use them. */
      readonly schema: 'none' | 'closed' | SchemaSeen;
      /** Null where not all tables are there. */
      readonly rights: RoleRights | null;
      /** Null where the role may not read it. */
      readonly stream: StreamSeen | null;
    });

interface ServerSeen {
  /** Of PostgreSQL: `17.5`. */
  readonly version: string;
  readonly role: string;
  readonly encoding: string;
  /** Of this role's sessions: `on`, `off`, `local` and others. */
  readonly synchronousCommit: string;
  readonly fsync: string;
}

interface SchemaSeen {
  /** The steps that this program needs and that were not taken. */
  readonly missing: readonly string[];
  /** The steps that this program does not know. */
  readonly unknown: readonly string[];
}

interface StreamSeen {
  readonly events: number;
  /** Null where nobody has ever held it. */
  readonly lease: LeaseSeen | null;
}

interface LeaseSeen {
  readonly fence: number;
  readonly lastsMs: number;
  /** Null where it was given back. */
  readonly holder: string | null;
}

const WITHIN_MS = 5_000;

const SERVER = `select current_setting('server_version') as version, current_user as role,
  current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as "synchronousCommit",
  current_setting('fsync') as fsync`;
/** By way of the catalogue, which everybody may read: what is in a schema may be asked for by name only in one's own. */
const SCHEMA = `select has_schema_privilege(oid, 'usage')
    and (select has_table_privilege(pg_class.oid, 'select') from pg_class
      where relnamespace = pg_namespace.oid and relname = 'migrations') as open
  from pg_namespace where nspname = 'rollover'`;
const LEASE = `select fence::float8, lasts_ms as "lastsMs", holder from rollover.leases where stream = $1`;
const EVENTS = 'select coalesce(max(seq), 0)::float8 as events from rollover.events where stream = $1';

/** Looks as the bot's role, and changes nothing. Never rejects. */
export async function lookAtStore({ url, stream }: StoreWanted): Promise<StoreSeen> {
  let client: Client | null = null;
  try {
    client = new Client({
      connectionString: url,
      application_name: 'rollover doctor',
      connectionTimeoutMillis: WITHIN_MS,
      query_timeout: WITHIN_MS,
    });
    // Of a connection that is cut between two questions, the next one tells.
    client.on('error', () => undefined);
    await client.connect();
    return await look(client, stream);
  } catch (error) {
    return { kind: 'away', why: sayDatabaseError(error) };
  } finally {
    await client?.end().catch(() => undefined);
  }
}

async function look(client: ClientBase, stream: string): Promise<StoreSeen> {
  const one = async <Row extends object>(sql: string, ...values: readonly string[]): Promise<Row | null> =>
    (await client.query<Row>(sql, [...values])).rows[0] ?? null;
  const server = await one<ServerSeen>(SERVER);
  if (server === null) throw new Error('the database does not say what it is');
  const there = { kind: 'there', ...server, rights: null, stream: null } as const;
  const found = await one<{ open: boolean | null }>(SCHEMA);
  if (found === null) return { ...there, schema: 'none' };
  if (found.open !== true) return { ...there, schema: 'closed' };
  const { rows } = await client.query<{ name: string }>('select name from rollover.migrations order by id');
  const taken = rows.map(({ name }) => name);
  const missing = STEPS.filter((step) => !taken.includes(step));
  const schema = { missing, unknown: taken.filter((step) => !STEPS.includes(step)) };
  if (missing.length > 0) return { ...there, schema };
  const rights = await rightsOf(client, server.role);
  if (!rights.mayWork) return { ...there, schema, rights };
  const { events } = (await one<{ events: number }>(EVENTS, stream)) ?? { events: 0 };
  return { ...there, schema, rights, stream: { events, lease: await one<LeaseSeen>(LEASE, stream) } };
}

/** Those that this program needs, by the names under which they are on record. */
const STEPS: readonly string[] = readdirSync(new URL('migrations', import.meta.url))
  .filter((name) => /^[\w-]+\.(ts|js)$/.test(name))
  .map((name) => basename(name, extname(name)));
