import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from './store/postgres/postgres-server.ts';
import { tempDir } from './store/temp-log.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

interface Call {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly program?: string;
}

/** The built program, with these variables alone. */
function migrateStore({ args = [], env = {}, cwd = tempDir(), program = 'dist' }: Call) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve(program, 'src/migrate-store.js'), ...args],
    { cwd, env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

/** A new database with nothing in it. */
async function emptyDatabase(name: string): Promise<string> {
  await server.query('postgres', `create database ${name}`);
  return name;
}

const addresses = (database: string) => ({
  STORE_URL: server.url(database, 'bot'),
  STORE_ADMIN_URL: server.url(database),
});

const STEPS = readdirSync('store/postgres/migrations').length;
const DONE = (added: number) =>
  `The schema is up to date: ${STEPS} migrations, ${added} new. The role "bot" may read and append.\n`;

describe('npm run store:migrate', () => {
  it('makes the tables, lets the bot in, and does nothing the second time', async () => {
    const database = await emptyDatabase('fresh');
    const env = addresses(database);
    expect(migrateStore({ env })).toEqual({ status: 0, stdout: DONE(STEPS), stderr: '' });
    expect(migrateStore({ env })).toEqual({ status: 0, stdout: DONE(0), stderr: '' });
    const bot = new Client({ connectionString: env.STORE_URL });
    await bot.connect();
    expect((await bot.query('select from rollover.events')).rowCount).toBe(0);
    await bot.end();
  });

  it('makes the role of the bot with its password where it is asked to, and leaves one that is there alone', async () => {
    const database = await emptyDatabase('roles');
    const env = {
      STORE_ADMIN_URL: server.url(database),
      STORE_URL: server.url(database, 'new-bot').replace('@', `:${encodeURIComponent("it's 1")}@`),
    };
    const refusal = migrateStore({ env });
    expect(refusal).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/no role "new-bot".*--make-role/),
    });
    for (const added of [STEPS, 0])
      expect(migrateStore({ env, args: ['--make-role'] })).toEqual({
        ...{ status: 0, stderr: '' },
        stdout: DONE(added).replace('"bot"', '"new-bot"'),
      });
    const secret = await server.query(
      database,
      "select rolpassword from pg_authid where rolname = 'new-bot'",
    );
    expect(secret.rows[0]?.rolpassword).toMatch(/^SCRAM-SHA-256\$/);
    const bot = new Client({ connectionString: env.STORE_URL });
    await bot.connect();
    expect((await bot.query('select from rollover.events')).rowCount).toBe(0);
    await bot.end();
    expect(migrateStore({ env, args: ['--make-role', '--role', 'bot'] })).toMatchObject({ status: 2 });
  });

  it('needs none of the packages that it was built with, and no other one either', async () => {
    const dir = tempDir();
    cpSync('dist', join(dir, 'dist'), { recursive: true });
    cpSync('package.json', join(dir, 'package.json'));
    const env = addresses(await emptyDatabase('alone'));
    expect(migrateStore({ env, program: join(dir, 'dist') })).toMatchObject({
      status: 0,
      stdout: DONE(STEPS),
    });
  });

  it('takes its addresses from .env and from files, and the role from its flag', async () => {
    const cwd = tempDir();
    writeFileSync(join(cwd, '.env'), 'STORE_ADMIN_URL_FILE=owner\nDISCORD_TOKEN_FILE=gone\n');
    writeFileSync(join(cwd, 'owner'), `${server.url(await emptyDatabase('by_file'))}\n`);
    expect(migrateStore({ cwd, args: ['--role', 'bot'] })).toEqual({
      status: 0,
      stdout: DONE(STEPS),
      stderr: '',
    });
  });

  it('warns where the role of the bot could change what it wrote', async () => {
    const STORE_URL = server.url(await emptyDatabase('one_role'));
    const { status, stderr } = migrateStore({ env: { STORE_URL } });
    expect(status).toBe(0);
    expect(stderr).toBe(
      'Warning: the role "owner" is a superuser, and could change or remove events: let the bot connect as a role of its own, that is neither superuser nor owner.\n',
    );
    await server.query('postgres', 'create role keeper login');
    await server.query('postgres', 'create database kept owner keeper');
    expect(migrateStore({ env: { STORE_URL: server.url('kept', 'keeper') } }).stderr).toMatch(
      /^Warning: the role "keeper" owns the tables/,
    );
    const env = addresses('kept');
    expect(migrateStore({ env }).stderr).toBe('');
    await server.query('kept', 'grant delete on rollover.events to bot');
    expect(migrateStore({ env }).stderr).toMatch(
      /^Warning: .*: revoke update, delete, truncate on .* from "bot"/,
    );
  });

  it('refuses a role that is not there, and leaves nothing in the database', async () => {
    const database = await emptyDatabase('no_role');
    const { status, stdout, stderr } = migrateStore({ env: addresses(database), args: ['--role', 'nobody'] });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `The database at ${server.socket.replace(/\/[^/]+$/, '')} was not brought up to date: there is no role "nobody". Create it (create role NAME login password '...'), let --make-role do it, or name another one with --role.\n`,
    );
    const { rows } = await server.query(database, "select to_regnamespace('rollover') as schema");
    expect(rows).toEqual([{ schema: null }]);
  });

  it('says what is wrong with the database in one line each, and shows no password', async () => {
    await server.query('postgres', "create database latin1 encoding 'LATIN1' locale 'C' template template0");
    const database = await emptyDatabase('not_ours');
    const refusals: readonly (readonly [string, RegExp])[] = [
      [server.url('gone'), /there is no such database \(3D000\)\. Create it \(create database/],
      [
        server.url(database, 'bot'),
        /the role may not do this in the database \(42501\)\. STORE_ADMIN_URL must be/,
      ],
      [
        server.url(database, 'stranger'),
        /does not let this role in \(28000\)\. Mend the role in STORE_ADMIN_URL/,
      ],
      [
        server.url('latin1'),
        /encoding is LATIN1, and events are UTF-8 \(P0001\)\. Create the database with:/,
      ],
      [
        'postgres://owner:very-secret@127.0.0.1:1/x',
        /no database answers there \(ECONNREFUSED\)\. See that the/,
      ],
      [
        'postgres://owner:very-secret@localhost/x?host=/nowhere&sslrootcert=/no/ca.pem',
        /\/no\/ca\.pem cannot be read: there is no such file/,
      ],
    ];
    for (const [url, said] of refusals) {
      const { status, stdout, stderr } = migrateStore({
        args: ['--role', 'bot'],
        env: { STORE_ADMIN_URL: url },
      });
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(said);
      expect(stderr).toMatch(/^The database at .* was not brought up to date: .*\n$/);
      expect(stderr).not.toContain('very-secret');
    }
  });

  it.each([
    [{}, [], 'Neither STORE_ADMIN_URL nor STORE_URL is set'],
    [{ STORE_URL: 'postgres://localhost/x' }, [], "Which role is the bot's?"],
    [{ STORE_URL: 'postgres://a:very-secret@db.example.org/x' }, [], 'without TLS'],
    [
      { STORE_URL: 'postgres://a@localhost/x', STORE_ADMIN_URL: 'very-secret' },
      [],
      'STORE_ADMIN_URL; allowed:',
    ],
    [{ STORE_URL: 'postgres://a@localhost/x' }, ['--roll', 'b'], '--roll'],
  ])('exits with 2 for %j and %j', (env, args, said) => {
    const { status, stdout, stderr } = migrateStore({ env, args });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(stderr).toContain('Usage: npm run store:migrate');
    expect(stderr).not.toContain('very-secret');
  });

  it('explains itself', () => {
    expect(migrateStore({ args: ['--help'] })).toMatchObject({ status: 0, stderr: '' });
  });
});
