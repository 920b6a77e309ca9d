import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type QueryResult } from 'pg';
import { migrate } from '../../../store/postgres/migrate.ts';
import { silent } from '../temp-log.ts';

const INSTALLED = '/usr/lib/postgresql';
const READY = 'ready to accept connections';
/** How often a start is tried while what was killed still holds on to its memory. */
const STARTS = 20;

/** A real PostgreSQL of a test's own, with nothing in it, that is reached through a socket in its own folder alone. */
export interface PostgresServer {
  /** Where it is reached; `role` is the superuser `owner` unless given. */
  url(database: string, role?: string): string;
  /** As the superuser. */
  query(database: string, sql: string): Promise<QueryResult>;
  /** A new database with the schema of Rollover, for the role `bot`; its name. */
  newDatabase(): Promise<string>;
  /** Where its socket is. */
  readonly socket: string;
  start(): Promise<void>;
  /** In order, after what is under way; connections are told. */
  stop(): Promise<void>;
  /** As a power cut would: all of its processes at once, by SIGKILL. */
  kill(): Promise<void>;
  /** The same at once, where this process itself ends. */
  killNow(): void;
  /** Stops it, and leaves nothing of it. */
  remove(): Promise<void>;
}

/** The newest one's folder. Throws where there is none, with what to install. */
function findBinaries(): string {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [process.env['POSTGRES_BIN'] ?? '', ...versions.map((v) => join(INSTALLED, v, 'bin'))];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined)
    throw new Error(
      `The tests of the PostgreSQL store start a server of their own, and there is none below ${INSTALLED}. On Debian or Ubuntu: apt-get update && apt-get install -y --no-install-recommends postgresql. Elsewhere set POSTGRES_BIN to the folder of initdb and postgres.`,
    );
  return found;
}

/** PostgreSQL does not run as root; its package brings a user. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Throws where there is no PostgreSQL, with what to install. */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = findBinaries();
  const user = unprivileged();
  const dir = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(dir, user.uid, user.gid);
  const data = join(dir, 'data');
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'owner', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'],
    { cwd: dir, ...user, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  let server: ChildProcess | null = null;
  let databases = 0;

  /** Whether it came up. */
  async function launch(): Promise<boolean> {
    const child = spawn(join(binaries, 'postgres'), ['-D', data, '-k', dir, '-c', 'listen_addresses='], {
      cwd: dir,
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server = child;
    return new Promise((resolve) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes(READY)) resolve(true);
      });
      child.once('exit', () => resolve(false));
    });
  }

  async function start(): Promise<void> {
    for (let tried = 0; tried < STARTS; tried += 1) if (await launch()) return;
    throw new Error(`PostgreSQL did not start in ${STARTS} attempts`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = server;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    if (signal === 'SIGKILL') killWithChildren(child, child.pid);
    else child.kill(signal);
    await exited;
  }

  const url = (database: string, role = 'owner') =>
    `postgres://${role}@localhost/${database}?host=${encodeURIComponent(dir)}`;

  async function query(database: string, sql: string): Promise<QueryResult> {
    const client = new Client({ connectionString: url(database) });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }

  await start();
  await query('postgres', 'create role bot login');
  return {
    url,
    query,
    newDatabase: async () => {
      databases += 1;
      const name = `rollover_${databases}`;
      await query('postgres', `create database ${name}`);
      await migrate({ url: url(name), botRole: 'bot', logger: silent });
      return name;
    },
    socket: join(dir, '.s.PGSQL.5432'),
    start,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    killNow: () => {
      if (server?.pid !== undefined && server.exitCode === null && server.signalCode === null)
        killWithChildren(server, server.pid);
      rmSync(dir, { recursive: true, force: true });
    },
    remove: async () => {
      await end('SIGQUIT');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function killWithChildren(server: ChildProcess, pid: number): void {
  const workers = childrenOf(pid);
  server.kill('SIGKILL');
  for (const worker of workers) killIfThere(worker);
}

const childrenOf = (pid: number): readonly number[] =>
  execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
