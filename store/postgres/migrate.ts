import { fileURLToPath, pathToFileURL } from 'node:url';
import { type MigrationBuilder, runner } from 'node-pg-migrate';
import { Client, escapeIdentifier } from 'pg';
import type { Logger } from '../../src/logging/logger.ts';

export interface MigrationWanted {
  /** Of a role that may create a schema in the database and owns what is there of Rollover's. */
  readonly url: string;
  /** The role that the bot connects as; it may read and append, and nothing else. */
  readonly botRole: string;
  readonly logger: Logger;
}

interface Migration {
  up(pgm: MigrationBuilder): void;
}

/**
 * Brings the schema `rollover` up to what this program needs, in one transaction, one program at a time, and lets the
 * bot's role in. Rejects with what the database said; then nothing is changed.
 */
export async function migrate({ url, botRole, logger }: MigrationWanted): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'rollover migrate' });
  await client.connect();
  try {
    await runner({
      dbClient: client,
      dir: fileURLToPath(new URL('migrations', import.meta.url)),
      migrationLoaderStrategies: [{ extensions: ['.ts', '.js'], loader: loadEach }],
      ignorePattern: '.*\\.(map|d\\.ts)',
      direction: 'up',
      schema: 'rollover',
      createSchema: true,
      migrationsTable: 'migrations',
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: { ...logger, info: logger.debug },
    });
    const role = escapeIdentifier(botRole);
    await client.query(`grant usage on schema rollover to ${role}`);
    await client.query(`grant select, insert on rollover.events to ${role}`);
    await client.query(`grant select, insert, update on rollover.leases, rollover.kept to ${role}`);
  } finally {
    await client.end();
  }
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
