import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { copyLog } from '../../../store/copy/copy-log.ts';
import { filePlace } from '../../../store/copy/file-place.ts';
import { streamPlace } from '../../../store/copy/stream-place.ts';
import { whyNoLog } from '../../../store/copy-mark.ts';
import { type KeptTexts, keptInFolder } from '../../../store/kept-value.ts';
import { openOutboxPosition } from '../../../store/outbox-position.ts';
import { isHalfCopied } from '../../../store/postgres/holder.ts';
import { openStreamTables } from '../../../store/postgres/stream-tables.ts';
import { verify } from '../../../store/verification.ts';
import { startCuttingProxy } from '../postgres/cutting-proxy.ts';
import { type PostgresServer, startPostgres } from '../postgres/postgres-server.ts';
import { openLeader } from '../postgres/stream-log.ts';
import { resumed } from '../sample-facts.ts';
import { appendOf, eventsOf, openLog, silent, tempDir } from '../temp-log.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program, underway, with this address alone. */
function start(args: readonly string[], url: string): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { PATH: process.env['PATH'], ...(url !== '' && { STORE_URL: url }) };
  const child = spawn(process.execPath, [resolve('dist/src/copy-store.js'), ...args], {
    cwd: tempDir(),
    env,
  });
  const closed = once(child, 'close');
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = said.then(async ([stdout, stderr]) => {
    const [status] = await closed;
    return { status, stdout, stderr };
  });
  return { child, ended };
}

const copy = (from: string, to: string, url: string): Promise<Ended> => start([from, to], url).ended;

const newUrl = async (): Promise<string> => server.url(await server.newDatabase(), 'bot');

const inNewFolder = (mode = 'demo'): string => join(tempDir(), `betting_events.${mode}.json`);

const headFileOf = (file: string): string => file.replace(/\.json$/, '.head.json');

const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"seq"'))
    .map((line) => line.replace(/,$/, ''));

async function rowsOf(url: string, stream = 'demo'): Promise<string[]> {
  const database = new URL(url).pathname.slice(1);
  const sql = `select line from rollover.events where stream = '${stream}' order by seq`;
  return (await server.query(database, sql)).rows.map(({ line }) => line);
}

async function leaseOf(url: string) {
  const tables = openStreamTables({ url, stream: 'demo' }, silent);
  return tables.lease.read().finally(tables.close);
}

/** An event file with appends of these lengths, in a folder of its own unless given. */
async function fileWith(
  lengths: readonly number[],
  { dir = tempDir(), why = 'an event' } = {},
): Promise<string> {
  const log = await openLog(dir);
  for (const [append, length] of lengths.entries()) {
    const [first, ...more] = Array.from({ length }, (_, n) =>
      resumed(`${why} ${append}.${n} “ü” \u0000 \ud800`),
    );
    if (first !== undefined) eventsOf(await appendOf(log, [first, ...more]));
  }
  await log.close();
  return join(dir, 'betting_events.demo.json');
}

/** Its bytes, and those of the files beside it; folders are left out. */
const filesBeside = (file: string) => {
  const dir = resolve(file, '..');
  const names = existsSync(dir) ? readdirSync(dir, { withFileTypes: true }) : [];
  return names
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(join(dir, name)).toString('latin1')]);
};

/** More than two of what is appended at once. */
const LONG = Array<number>(400).fill(3);

describe('npm run store:copy', () => {
  it('takes an event file to a stream and back, and both end with the same event', async () => {
    const url = await newUrl();
    const [file, back] = [await fileWith([1, 2, ...LONG]), inNewFolder()];
    const seq = 1203;
    const hash = linesOf(file).at(-1)?.slice(-66, -2);
    const head = `${seq} events, last seq ${seq}, head ${hash}`;
    const there = await copy(file, 'stream:demo', url);
    expect(there).toMatchObject({ status: 0, stderr: '' });
    expect(there.stdout).toMatch(`${file}: ${head}\nstream:demo: ${head}\n1203 events copied in `);
    expect(there.stdout).toMatch(/ a second; 0 were there already\.\n$/);
    expect(await rowsOf(url)).toEqual(linesOf(file));
    expect(await copy('stream:demo', back, url)).toMatchObject({ status: 0, stderr: '' });
    expect(linesOf(back)).toEqual(linesOf(file));
    expect(readFileSync(headFileOf(back))).toEqual(readFileSync(headFileOf(file)));
    expect(await verify([back])).toMatchObject({ exitCode: 0, out: [`${back}: ${head}`], err: [] });
  });

  it.each([1, 2, 3, 4])('takes events of shape %i as they are', async (version) => {
    const url = await newUrl();
    const [file, back] = [inNewFolder('live'), inNewFolder('live')];
    copyFileSync(`test/fixtures/betting_events.v${version}.json`, file);
    expect(await copy(file, 'stream:live', url)).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^Warning: the head file .* is missing\.\n$/),
    });
    expect(await copy('stream:live', 'stream:other', url)).toMatchObject({ status: 0, stderr: '' });
    expect(await copy('stream:other', back, url)).toMatchObject({ status: 0, stderr: '' });
    expect(linesOf(back)).toEqual(linesOf(file));
    const again = inNewFolder('live');
    expect(await copy(back, again, '')).toMatchObject({ status: 0, stderr: '' });
    expect(linesOf(again)).toEqual(linesOf(file));
  });

  it('leaves a log that a bot goes on with, in the database and then in the file', async () => {
    const url = await newUrl();
    const dir = tempDir();
    const file = await fileWith([2, 1], { dir });
    expect(await copy(file, 'stream:demo', url)).toMatchObject({ status: 0 });
    const { log } = await openLeader(url, { dir });
    eventsOf(await appendOf(log, [resumed('in the database')]));
    await log.close();
    const moved = inNewFolder();
    expect(await copy('stream:demo', moved, url)).toMatchObject({ status: 0 });
    const there = await openLog(resolve(moved, '..'));
    eventsOf(await appendOf(there, [resumed('in the file')]));
    expect(there.head().seq).toBe(5);
    await there.close();
    expect((await copy(moved, 'stream:demo', url)).stdout).toMatch(/^1 events copied in .*; 4 were there/m);
    expect((await copy(moved, file, '')).stdout).toMatch(/^1 events copied in .*; 4 were there/m);
    expect(linesOf(file)).toEqual(await rowsOf(url));
  });

  it('copies any log there and back', async () => {
    const url = await newUrl();
    const appends = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 12,
    });
    const parts = { clock: systemClock, logger: silent };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(appends, async (all) => {
        run += 1;
        const dir = tempDir();
        const log = await openLog(dir);
        for (const [why = '', ...more] of all)
          eventsOf(await appendOf(log, [resumed(why), ...more.map(resumed)]));
        const head = log.head();
        await log.close();
        const [file, back] = [join(dir, 'betting_events.demo.json'), inNewFolder()];
        const tables = openStreamTables({ url, stream: `run-${run}` }, silent);
        const [one, two] = [filePlace(file, parts), filePlace(back, parts)];
        const stream = () => streamPlace(`run-${run}`, tables, parts);
        expect(await copyLog(one, stream())).toMatchObject({ kind: 'copied', head, had: 0 });
        expect(await copyLog(stream(), two)).toMatchObject({ kind: 'copied', head, had: 0 });
        await tables.close();
        expect(linesOf(back)).toEqual(linesOf(file));
      }),
      { numRuns: 25 },
    );
  });
});

/** The stream holds some of the file's whole appends, and not all of them; how many events. */
async function expectBeginning(url: string, file: string): Promise<number> {
  const [rows, lines] = [await rowsOf(url), linesOf(file)];
  expect(rows).toEqual(lines.slice(0, rows.length));
  expect([rows.length > 0, rows.length < lines.length, rows.length % 3]).toEqual([true, true, 0]);
  return rows.length;
}

it('takes with it what a bot keeps beside the events, where it brings any', async () => {
  const url = await newUrl();
  const dir = tempDir();
  const file = await fileWith([1], { dir });
  const tables = openStreamTables({ url, stream: 'demo' }, silent);
  onTestFinished(() => tables.close());
  const inFolder = keptInFolder(dir, 'demo');
  const told = (texts: KeptTexts) => openOutboxPosition(texts, 'discord');
  await told(inFolder).write(1);
  await inFolder.write('summaries', '{}\n');
  await keptInFolder(dir, 'live').write('pinned.discord', 'of another mode');
  expect(await copy(file, 'stream:demo', url)).toMatchObject({ status: 0 });
  expect(await tables.kept.names()).toEqual(['outbox.discord', 'summaries']);
  expect(await told(tables.kept).read()).toBe(1);

  const { log } = await openLeader(url);
  eventsOf(await appendOf(log, [resumed('in the database')]));
  await log.close();
  await told(tables.kept).write(2);
  expect(await copy('stream:demo', file, url)).toMatchObject({ status: 0 });
  expect(await told(inFolder).read()).toBe(2);
  await told(inFolder).write(1);
  expect(await copy(file, 'stream:demo', url)).toMatchObject({ status: 0 });
  expect(await told(tables.kept).read()).toBe(2);
});

describe('a copying that did not come to its end', () => {
  it('goes on where its connection was lost', async () => {
    const database = await server.newDatabase();
    const proxy = await startCuttingProxy(server.socket, onTestFinished);
    const through = `postgres://bot@127.0.0.1:${proxy.port}/${database}`;
    const url = server.url(database, 'bot');
    const file = await fileWith(LONG);
    proxy.cutAt('insert');
    const first = await copy(file, 'stream:demo', through);
    expect([first.status, first.stdout]).toEqual([1, '']);
    expect(first.stderr).toMatch(
      /^The copying broke off after event 0 of 1200: stream:demo: the connection to the database was cut( \(\w+\))?\. What was copied stays: the same call goes on from there\.\n$/,
    );
    proxy.cutAt('answer');
    expect((await copy(file, 'stream:demo', through)).stderr).toMatch(/after event 0 of 1200/);
    const had = await expectBeginning(url, file);
    const other = await fileWith([1], { why: 'another' });
    expect(await copy(other, 'stream:demo', url)).toMatchObject({ status: 4 });
    expect(await copy('stream:demo', inNewFolder(), url)).toMatchObject({
      status: 4,
      stderr: expect.stringMatching(/^Not all of the log was copied to the stream "demo": /m),
    });
    expect(isHalfCopied(await leaseOf(url))).toBe(true);
    expect((await copy(file, 'stream:demo', url)).stdout).toMatch(
      new RegExp(`^${1200 - had} events copied .*; ${had} were there`, 'm'),
    );
    expect(await leaseOf(url)).toMatchObject({ holder: null });
    expect(await rowsOf(url)).toEqual(linesOf(file));
    const back = inNewFolder();
    proxy.letThrough(false);
    expect(await copy('stream:demo', back, through)).toMatchObject({ status: 1 });
    proxy.letThrough(true);
    expect(await copy('stream:demo', back, through)).toMatchObject({ status: 0 });
    expect(linesOf(back)).toEqual(linesOf(file));
  });

  it('goes on after SIGKILL, once its lease has ended', async () => {
    const database = await server.newDatabase();
    const proxy = await startCuttingProxy(server.socket, onTestFinished);
    const url = server.url(database, 'bot');
    const file = await fileWith(LONG);
    const killed = new Promise<void>((done) => {
      proxy.cutAt('answer', async () => {
        const closed = once(child, 'close');
        child.kill('SIGKILL');
        await closed;
        done();
      });
    });
    const { child } = start([file, 'stream:demo'], `postgres://bot@127.0.0.1:${proxy.port}/${database}`);
    await killed;
    const had = await expectBeginning(url, file);
    const { status, stdout, stderr } = await copy(file, 'stream:demo', url);
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(/^Waiting up to 7 s to see whether .*, process \d+, which copies .* still holds/),
    ]);
    expect(stdout).toMatch(new RegExp(`^${1200 - had} events copied .*; ${had} were there`, 'm'));
    expect(await rowsOf(url)).toEqual(linesOf(file));
  });

  it('into a file goes on after SIGKILL at any moment', async () => {
    const url = await newUrl();
    const file = await fileWith(LONG);
    expect(await copy(file, 'stream:demo', url)).toMatchObject({ status: 0 });
    const back = inNewFolder();
    for (const size of [1, 100_000, 300_000, 500_000]) {
      const { child, ended } = start(['stream:demo', back], url);
      await expect
        .poll(() => child.exitCode !== null || (existsSync(back) && readFileSync(back).length >= size), {
          interval: 1,
        })
        .toBe(true);
      child.kill('SIGKILL');
      await ended;
      const lines = linesOf(back);
      expect(lines).toEqual(linesOf(file).slice(0, lines.length));
      if (lines.length === linesOf(file).length) continue;
      expect(await whyNoLog(dirname(back), 'demo')).toMatch(/^Not all of a log/);
      const refused = await copy(back, 'stream:other', url);
      expect(refused).toMatchObject({
        status: 4,
        stderr: expect.stringMatching(/^Not all of a log was copied/),
      });
    }
    expect(await copy('stream:demo', back, url)).toMatchObject({ status: 0 });
    expect(linesOf(back)).toEqual(linesOf(file));
    expect(await whyNoLog(dirname(back), 'demo')).toBeNull();
  });

  it('into a file that was torn cuts off what is not whole, and goes on', async () => {
    const url = await newUrl();
    const file = await fileWith([1, 2, 3]);
    expect(await copy(file, 'stream:demo', url)).toMatchObject({ status: 0 });
    const torn = inNewFolder();
    const end = readFileSync(file).indexOf('"seq":5,');
    writeFileSync(torn, readFileSync(file).subarray(0, end));
    const head = { seq: 3, hash: linesOf(file)[2]?.slice(-66, -2) };
    writeFileSync(headFileOf(torn), JSON.stringify(head));
    const { status, stdout, stderr } = await copy('stream:demo', torn, url);
    expect([status, stderr]).toEqual([0, expect.stringContaining('had an unfinished end')]);
    expect(stdout).toMatch(/^3 events copied .*; 3 were there/m);
    expect(linesOf(torn)).toEqual(linesOf(file));
  });
});

describe('a place that holds something else', () => {
  it('is refused with the event from which on it differs, and stays as it is', async () => {
    const url = await newUrl();
    const common = await fileWith([1, 2]);
    const dir = tempDir();
    const branch = join(dir, basename(common));
    for (const path of [common, headFileOf(common)]) copyFileSync(path, join(dir, basename(path)));
    await fileWith([1, 1], { dir: resolve(common, '..'), why: 'the one way' });
    await fileWith([1], { dir, why: 'the other' });
    const foreign = await fileWith([3]);
    expect(await copy(branch, 'stream:branch', url)).toMatchObject({ status: 0 });
    expect(await copy(foreign, 'stream:foreign', url)).toMatchObject({ status: 0 });
    for (const [to, from] of [
      [branch, 4],
      ['stream:branch', 4],
      [foreign, 1],
      ['stream:foreign', 1],
    ] as const) {
      const before = [filesBeside(branch), filesBeside(foreign)];
      const { status, stdout, stderr } = await copy(common, to, url);
      expect([status, stdout]).toEqual([4, '']);
      expect(stderr).toMatch(
        `Refused, and nothing was changed: ${to} is another log from event ${from} on: it holds `,
      );
      expect(stderr).toMatch(
        to.startsWith('stream:') ? 'Name another stream' : 'Move it away with its head file',
      );
      expect([filesBeside(branch), filesBeside(foreign)]).toEqual(before);
    }
    expect(await rowsOf(url, 'branch')).toEqual(linesOf(branch));
    expect(await rowsOf(url, 'foreign')).toEqual(linesOf(foreign));
  });

  it('is refused where it holds more', async () => {
    const url = await newUrl();
    const dir = tempDir();
    const file = await fileWith([1, 2], { dir });
    expect(await copy(file, 'stream:short', url)).toMatchObject({ status: 0 });
    await fileWith([1], { dir });
    expect(await copy(file, 'stream:long', url)).toMatchObject({ status: 0 });
    const before = filesBeside(file);
    for (const to of [file, 'stream:long']) {
      const { status, stderr } = await copy('stream:short', to, url);
      expect(status).toBe(4);
      expect(stderr).toContain(
        `${to} goes on where stream:short ends: it holds 4 events, and stream:short 3.`,
      );
    }
    expect(filesBeside(file)).toEqual(before);
    expect(await rowsOf(url, 'long')).toHaveLength(4);
  });
});

describe('a damaged log', () => {
  it('is refused as by verify, and nothing of it is copied', async () => {
    const url = await newUrl();
    const file = await fileWith([1, 2, 3]);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.replace('an event 1.1', 'an event 1.0'));
    const to = inNewFolder();
    for (const place of ['stream:demo', to]) {
      const { status, stdout, stderr } = await copy(file, place, url);
      expect([status, stdout]).toEqual([4, '']);
      expect(`${stderr}`).toBe(`${(await verify([file])).err.join('\n')}\n`);
      expect(stderr).toMatch(/line 4, seq 3: /);
    }
    expect([await rowsOf(url), existsSync(to)]).toEqual([[], false]);
    writeFileSync(file, whole);
    expect(await copy(file, 'stream:demo', url)).toMatchObject({ status: 0 });
    const database = new URL(url).pathname.slice(1);
    await server.query(
      database,
      `alter table rollover.events disable trigger immutable;
       update rollover.events set line = replace(line, '1.1', '1.0') where seq = 3`,
    );
    const { status, stderr } = await copy('stream:demo', to, url);
    expect([status, existsSync(to)]).toEqual([4, false]);
    expect(stderr).toMatch(/^Stream refused: stream:demo, seq 3: event 3 has a wrong hash/);
    expect(await copy(file, 'stream:demo', url)).toMatchObject({ status: 4 });
  });

  it('without its file is refused', async () => {
    const file = await fileWith([1]);
    rmSync(file);
    expect(await copy(file, inNewFolder(), '')).toMatchObject({
      status: 4,
      stderr: expect.stringContaining('the event file is missing, but its head file'),
    });
  });
});

describe('while a bot runs', () => {
  it('neither its stream nor its copy is read or written', async () => {
    const url = await newUrl();
    const file = await fileWith([1]);
    const { log, dir } = await openLeader(url);
    eventsOf(await appendOf(log, [resumed('of the bot')]));
    const own = join(dir, 'betting_events.demo.json');
    for (const [from, to] of [
      [file, 'stream:demo'],
      ['stream:demo', inNewFolder()],
    ] as const) {
      const { status, stdout, stderr } = await copy(from, to, url);
      expect([status, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(`stream:demo is held by`);
      expect(stderr).toMatch(
        new RegExp(`, process ${process.pid}, which may append to it\\. Stop that bot first`),
      );
    }
    for (const [from, to] of [
      [file, own],
      [own, inNewFolder()],
    ] as const) {
      const { status, stdout, stderr } = await copy(from, to, url);
      expect([status, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/is in use by process \d+ on host .* stop that one first/);
    }
    expect(await rowsOf(url)).toHaveLength(1);
    expect(linesOf(file)).toHaveLength(1);
    await log.close();
    expect(await copy('stream:demo', inNewFolder(), url)).toMatchObject({ status: 0, stderr: '' });
  });

  it('one that takes the stream over ends the copying, and its events stand', async () => {
    const database = await server.newDatabase();
    const proxy = await startCuttingProxy(server.socket, onTestFinished);
    const through = `postgres://bot@127.0.0.1:${proxy.port}/${database}`;
    const taken = 'update rollover.leases set fence = fence + 1, beat = 0';
    const file = await fileWith(LONG);
    const url = server.url(database, 'bot');
    const tables = openStreamTables({ url: through, stream: 'demo' }, silent);
    onTestFinished(() => tables.close());
    const events = {
      ...tables.events,
      insert: async (...args: Parameters<typeof tables.events.insert>) => {
        await server.query(database, `${taken}, holder = 'another bot'`);
        return tables.events.insert(...args);
      },
    };
    const parts = { clock: systemClock, logger: silent };
    const place = streamPlace('demo', { ...tables, events }, parts);
    await expect(copyLog(filePlace(file, parts), place)).rejects.toThrow(
      /stream:demo is held by another bot/,
    );
    expect(await rowsOf(url)).toEqual([]);
    const { rows } = await server.query(database, 'select holder from rollover.leases');
    expect(rows).toEqual([{ holder: 'another bot' }]);
  });
});

describe('a call', () => {
  const [demo, live] = ['betting_events.demo.json', 'betting_events.live.json'];
  const there = 'postgres://bot@localhost/x';

  it.each([
    [[], there, 'A log is copied from one place to one other.'],
    [['stream:a', 'stream:b', 'stream:c'], there, 'A log is copied from one place to one other.'],
    [['stream:a', 'stream:a'], there, 'stream:a cannot be copied to itself'],
    [[demo, `./${demo}`], '', 'cannot be copied to itself'],
    [['stream:A', demo], there, 'stream:A; of its name allowed: 1 to 63'],
    [['stream:a', demo], '', 'STORE_URL is not set: which database is meant?'],
    [['stream:a', 'copy.json'], there, 'copy.json is no name of an event file: betting_events.<mode>.json.'],
    [['stream:a', demo], 'very-secret', 'STORE_URL; allowed: postgres://'],
    [['--from', demo], there, '--from'],
  ])('of %j with %j is wrong', async (args, url, said) => {
    const { status, stdout, stderr } = await start(args, url).ended;
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(stderr).toContain('Usage: npm run store:copy');
    expect(stderr).not.toContain('very-secret');
  });

  it('has nothing to copy where there is no event', async () => {
    const url = await newUrl();
    const to = inNewFolder();
    for (const from of ['stream:nothing', inNewFolder()])
      expect(await copy(from, to, url)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(`${from} has no event: there is nothing to copy.`),
      });
    expect(existsSync(to)).toBe(false);
  });

  it('takes no log to where a bot of another mode would find it', async () => {
    const url = await newUrl();
    const file = join(tempDir(), live);
    copyFileSync('test/fixtures/betting_events.v4.json', file);
    const to = join(tempDir(), demo);
    for (const place of [to, 'stream:dry_run'])
      expect(await copy(file, place, url)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('is a log of live, and '),
      });
    expect([existsSync(to), await rowsOf(url, 'dry_run')]).toEqual([false, []]);
  });

  it('says where no database answers, or none that is ready, and shows no password', async () => {
    const file = await fileWith([1]);
    await server.query('postgres', 'create database bare');
    for (const [url, said] of [
      [
        'postgres://bot:very-secret@127.0.0.1:1/x',
        /^stream:demo: no database answers there \(ECONNREFUSED\)\. Nothing was copied\.\n$/,
      ],
      [
        server.url('bare', 'bot'),
        /^stream:demo: the database has no tables of this program yet \(42P01\)\. Nothing was copied\.\n$/,
      ],
    ] as const) {
      const { status, stdout, stderr } = await copy(file, 'stream:demo', url);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(said);
      expect(stderr).not.toContain('very-secret');
    }
  });

  it('explains itself', async () => {
    expect(await start(['--help'], '').ended).toMatchObject({ status: 0, stderr: '' });
  });
});
