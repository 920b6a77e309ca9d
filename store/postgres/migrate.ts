import { fileURLToPath, pathToFileURL } from 'node:url';
import { type MigrationBuilder, runner } from 'node-pg-migrate';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { Logger } from '../../src/logging/logger.ts';
import { type RoleRights, rightsOf } from './role-rights.ts';

export interface MigrationWanted {
  /** Of a role that may create a schema in the database and owns what is there of Rollover's. */
  readonly url: string;
  /** The role that the bot connects as; it may read and append, and nothing else. */
  readonly botRole: string;
  /** Where it is given, the bot's role is made with it should there be none; null: without a password. */
  readonly newPassword?: string | null;
  readonly logger: Logger;
}

export interface Migrated {
  /** How many steps the schema has taken in all. */
  readonly steps: number;
  /** How many of them just now. */
  readonly added: number;
  /** Of the bot's role, also those that it has not from here. */
  readonly rights: RoleRights;
}

interface Migration {
  up(pgm: MigrationBuilder): void;
}

/** The database is well, and has no such role. */
export class NoSuchRole extends Error {}

/** Of this program's advisory lock: a number that no other program takes. */
const LOCK = 1_919_904_876;
const CONNECTED_WITHIN_MS = 10_000;

/**
 * Brings the schema `rollover` up to what this program needs, in one transaction, one program at a time, and lets the
 * bot's role in. Rejects with what the database said or a NoSuchRole; a step is taken with all others or not at all.
 */
export async function migrate({ url, botRole, newPassword, logger }: MigrationWanted): Promise<Migrated> {
  const client = new Client({
    connectionString: url,
    application_name: 'rollover migrate',
    connectionTimeoutMillis: CONNECTED_WITHIN_MS,
  });
  await client.connect();
  try {
    // Until the connection ends.
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [botRole]);
    if (rowCount === 0) {
      if (newPassword === undefined) throw new NoSuchRole(`there is no role "${botRole}"`);
      await makeRole(client, botRole, newPassword);
    }
    const added = await takeSteps(client, logger);
    await letIn(client, escapeIdentifier(botRole));
    const { rows } = await client.query<{ steps: number }>(
      'select count(*)::int as steps from rollover.migrations',
    );
    return { steps: rows[0]?.steps ?? 0, added, rights: await rightsOf(client, botRole) };
  } finally {
    await client.end();
  }
}

async function makeRole(client: Client, role: string, password: string | null): Promise<void> {
  const word = password === null ? '' : ` password ${escapeLiteral(password)}`;
  await client.query(`create role ${escapeIdentifier(role)} login${word}`);
}

/** How many there were. */
async function takeSteps(client: Client, logger: Logger): Promise<number> {
  // The library makes the schema and its own table before it begins: so it does that within this, too. Its `begin` then
  // changes nothing, and its `commit` or `rollback` ends this.
  await client.query('begin');
  const taken = await runner({
    dbClient: client,
    dir: fileURLToPath(new URL('migrations', import.meta.url)),
    migrationLoaderStrategies: [{ extensions: ['.ts', '.js'], loader: loadEach }],
    ignorePattern: '.*\\.(map|d\\.ts)',
    direction: 'up',
    schema: 'rollover',
    createSchema: true,
    migrationsTable: 'migrations',
    singleTransaction: true,
    noLock: true,
    logger: { ...logger, info: logger.debug },
  });
  if (taken.length === 0) await client.query('commit');
  return taken.length;
}

async function letIn(client: Client, role: string): Promise<void> {
  await client.query('begin');
  await client.query(`grant usage on schema rollover to ${role}`);
  await client.query(`grant select on rollover.migrations to ${role}`);
  await client.query(`grant select, insert on rollover.events to ${role}`);
  await client.query(`grant select, insert, update on rollover.leases, rollover.kept to ${role}`);
  await client.query('commit');
}

/** As modules of this program: compiled or not, as it is itself. */
async function loadEach(paths: readonly string[]) {
  return Promise.all(
    paths.map(async (path) => {
      const { up }: Migration = await import(pathToFileURL(path).href);
      return { id: path, filePaths: [path], actions: { up, down: false as const } };
    }),
  );
}
