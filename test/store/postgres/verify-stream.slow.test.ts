import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { chainHash, FIRST_HASH, hashField } from '../../../store/codec/hash-chain.ts';
import { tempDir } from '../temp-log.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

/** The built program, with these variables alone. */
function verify(arg: string, env: Readonly<Record<string, string>>, cwd = tempDir()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/src/verify.js'), arg], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

type Row = readonly [seq: number, line: string];

const ids = '01a20729-f289-752a-aeee-173932d49';

/** The rows of appends of these lengths, chained, each event as it is changed. */
function rowsOf(lengths: readonly number[], change: (seq: number) => object = () => ({})): Row[] {
  const rows: Row[] = [];
  let hash = FIRST_HASH;
  for (const length of lengths) {
    const last = rows.length + length;
    for (let seq = rows.length + 1; seq <= last; seq += 1) {
      const id = `${ids}${seq.toString(16).padStart(3, '0')}`;
      const kind = { type: 'BETTING_RESUMED', version: 1 };
      const when = { at: '2026-11-23T12:00:00.000Z', actor: 'console', cause: 'c' };
      const event = { seq, last, id, ...kind, ...when, data: { why: `“ü” ${seq}` }, ...change(seq) };
      const body = JSON.stringify(event).slice(0, -1);
      hash = chainHash(hash, body);
      rows.push([seq, `${body}${hashField(hash)}`]);
    }
  }
  return rows;
}

/** As somebody could who owns the tables. */
async function fill(database: string, rows: readonly Row[]): Promise<void> {
  const values = rows.map(([seq, line]) => `('demo', ${seq}, $text$${line}$text$)`).join(', ');
  await server.query(
    database,
    `alter table rollover.events disable trigger chained;
     insert into rollover.events values ${values};
     alter table rollover.events enable trigger chained`,
  );
}

async function streamOf(rows: readonly Row[]): Promise<Record<string, string>> {
  const database = await server.newDatabase();
  await fill(database, rows);
  return { STORE_URL: server.url(database, 'bot') };
}

describe('npm run verify -- stream:NAME', () => {
  it('prints events, last seq and head hash of a whole stream, of more than a page', async () => {
    const rows = rowsOf([3, 1, ...Array<number>(700).fill(2)]);
    const env = await streamOf(rows);
    const head = rows.at(-1)?.[1].slice(-66, -2);
    const stdout = `stream:demo: 1404 events, last seq 1404, head ${head}\n`;
    expect(verify('stream:demo', env)).toEqual({ status: 0, stdout, stderr: '' });
    const cwd = tempDir();
    writeFileSync(join(cwd, '.env'), 'STORE_URL_FILE=address\nDISCORD_TOKEN_FILE=gone\n');
    writeFileSync(join(cwd, 'address'), `${env['STORE_URL']}\n`);
    expect(verify('stream:demo', {}, cwd)).toEqual({ status: 0, stdout, stderr: '' });
  });

  it('takes a stream without events for whole, and doubts its name', async () => {
    const STORE_URL = server.url(await server.newDatabase(), 'bot');
    expect(verify('stream:dmeo', { STORE_URL })).toEqual({
      status: 0,
      stdout: `stream:dmeo: 0 events, last seq 0, head ${FIRST_HASH}\n`,
      stderr: 'Warning: nothing was ever appended to stream:dmeo: is that its name?\n',
    });
  });

  it('reads events of old shapes, as they are', async () => {
    const lines = readFileSync('test/fixtures/betting_events.v1.json', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{"seq"'))
      .map((line) => line.replace(/,$/, ''));
    const env = await streamOf(lines.map((line, index) => [index + 1, line]));
    expect(verify('stream:demo', env)).toMatchObject({ status: 0, stderr: '' });
  });

  const [one, two, three, four] = rowsOf([1, 2, 1]) as [Row, Row, Row, Row];
  const long = rowsOf(Array(2500).fill(1));
  const only = (seq: number, what: object) => (at: number) => (at === seq ? what : {});

  it.each<[string, Row[], RegExp]>([
    ['a changed event', [one, [2, two[1].replace('ü', 'u')], three, four], /seq 2: event 2 has a wrong hash/],
    [
      'a row in another place',
      [one, two, three, [5, four[1]]],
      /event 5 is missing, though .* up to seq 5\./,
    ],
    ['a missing end of an append', [one, two], /seq 2: event 2 is not the last of its append/],
    [
      'a missing stretch',
      [...long.slice(0, 200), ...long.slice(1300)],
      /seq 201: event 201 is missing, though the rows go up to seq 2500/,
    ],
    [
      'a missing page',
      [...long.slice(0, 1000), ...long.slice(2001)],
      /seq 1001: event 1001 is missing, though the rows go up to seq 2500/,
    ],
    [
      'time that goes back',
      rowsOf([1, 1], only(2, { at: '2026-11-23T11:00:00.000Z' })),
      /seq 2: event 2 breaks a rule of the log: at 2026-11-23T11\S+ is before/,
    ],
    [
      'an append with two ends',
      rowsOf([1, 2], only(3, { last: 4 })),
      /seq 3: event 3 breaks a rule of the log: last 4 where 3 was expected/,
    ],
    [
      'an event of a later program',
      rowsOf([2], only(1, { type: 'MOON_REACHED' })),
      /seq 1: event 1 has sound bytes and is not understood: unknown event type MOON_REACHED/,
    ],
  ])('refuses %s with its seq', async (_, rows, said) => {
    const { status, stdout, stderr } = verify('stream:demo', await streamOf(rows));
    expect([status, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^Stream refused: stream:demo, seq /);
    expect(stderr).toMatch(said);
  });

  it.each([
    ['stream:Demo', { STORE_URL: 'postgres://bot@localhost/x' }, /stream:Demo; of its name allowed: 1 to 63/],
    ['stream:demo', {}, /STORE_URL is not set: which database has stream:demo\?/],
    ['stream:demo', { STORE_URL: 'very-secret' }, /Nothing was read: .*\n.*STORE_URL; allowed: postgres:/],
    [
      'stream:demo',
      { STORE_URL: 'postgres://bot:very-secret@127.0.0.1:1/x' },
      /stream:demo cannot be read: no database answers there/,
    ],
  ])('exits with 2 for %s and %j', (arg, env, said) => {
    const { status, stdout, stderr } = verify(arg, env);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain('very-secret');
  });
});
