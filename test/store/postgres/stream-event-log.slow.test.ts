import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventLine } from '../../../store/codec/event-codec.ts';
import { verify } from '../../../store/verification.ts';
import { eventLogContract } from '../event-log.contract.ts';
import { resumed, SAMPLE_FACTS } from '../sample-facts.ts';
import { appendOf, clockAt, eventsOf, readAll, tempDir } from '../temp-log.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { openLeader, openStandby } from './stream-log.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

const newUrl = async (): Promise<string> => server.url(await server.newDatabase(), 'bot');
const fileIn = (dir: string): string => join(dir, 'betting_events.demo.json');

eventLogContract('A stream in PostgreSQL with its copy', () => {
  const url = newUrl();
  const dir = tempDir();
  return { open: async (clock) => (await openLeader(await url, { clock, dir })).log };
});

eventLogContract('A stream in PostgreSQL, copied anew by each start,', () => {
  const url = newUrl();
  return { open: async (clock) => (await openLeader(await url, { clock })).log };
});

it('holds the very lines that its copy has', async () => {
  const database = await server.newDatabase();
  const clock = clockAt('2026-11-23T12:00:00.000Z');
  const { log, dir } = await openLeader(server.url(database, 'bot'), { clock });
  for (const fact of Object.values(SAMPLE_FACTS))
    eventsOf(await appendOf(log, [fact, resumed('„ä“ \u0000 \ud800 😀')]));
  const { rows } = await server.query(database, 'select line from rollover.events order by seq');
  const text = readFileSync(fileIn(dir), 'utf8');
  const lines = text.split('\n').filter((line) => line.startsWith('{"seq"'));
  expect(rows.map(({ line }) => line)).toEqual(lines.map((line) => line.replace(/,$/, '')));
  expect(lines).toHaveLength(2 * Object.keys(SAMPLE_FACTS).length);
});

describe('a copy', () => {
  it('is made of a stream that others have written, of events of old shapes too, byte for byte', async () => {
    const database = await server.newDatabase();
    const old = readFileSync('test/fixtures/betting_events.v1.json', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{"seq"'))
      .map((line) => line.replace(/,$/, ''));
    for (const [index, line] of old.entries())
      await server.query(
        database,
        `insert into rollover.events values ('demo', ${index + 1}, $text$${line}$text$)`,
      );
    const { log, dir } = await openLeader(server.url(database, 'bot'));
    expect(log.head().seq).toBe(old.length);
    const copied = readFileSync(fileIn(dir), 'utf8')
      .split('\n')
      .slice(1, old.length + 1);
    expect(copied.map((line) => line.replace(/,$/, ''))).toEqual(old);
    eventsOf(await appendOf(log, [resumed('new')]));
    expect(await verify([fileIn(dir)])).toMatchObject({ exitCode: 0 });
  });

  it('of more than a page of appends has them all, and its fold heard of them', async () => {
    const url = await newUrl();
    const { log } = await openLeader(url);
    for (let each = 0; each < 700; each += 1)
      eventsOf(await appendOf(log, [resumed(`${each}`), resumed(`${each}`), resumed(`${each}`)]));
    const heard: number[] = [];
    const dir = tempDir();
    const other = await openStandby(url, { dir });
    other.log.subscribe((append) => heard.push(append.length));
    const called = new AbortController();
    await other.log.lead(called.signal, () => called.abort(new Error('enough'))).catch(() => undefined);
    expect(other.log.head()).toEqual(log.head());
    expect(heard).toEqual(Array(700).fill(3));
    expect((await readAll(other.log)).map(eventLine)).toEqual((await readAll(log)).map(eventLine));
    expect(await verify([fileIn(dir)])).toMatchObject({ exitCode: 0 });
  });

  it('that has what the stream has not is refused, and nothing is changed', async () => {
    const dir = tempDir();
    const { log } = await openLeader(await newUrl(), { dir });
    eventsOf(await appendOf(log, [resumed('there')]));
    await log.close();
    const before = readFileSync(fileIn(dir), 'utf8');
    const another = await openStandby(await newUrl(), { dir });
    const leading = another.log.lead(new AbortController().signal, () => undefined);
    await expect(leading).rejects.toThrow(
      /betting_events.demo.json is to be a copy of the stream, and event 1, .* no longer there/,
    );
    await another.log.close();
    expect(readFileSync(fileIn(dir), 'utf8')).toBe(before);
  });
});

describe('a database that may lose what it has acknowledged', () => {
  it('is refused', async () => {
    const database = await server.newDatabase();
    await server.query(database, `alter role bot in database ${database} set synchronous_commit = off`);
    await expect(openLeader(server.url(database, 'bot'))).rejects.toThrow(/synchronous_commit = off/);
  });
});

describe('what is kept beside a stream', () => {
  it('is there for who takes over, and of that stream alone', async () => {
    const url = await newUrl();
    const { tables } = await openLeader(url);
    expect(await tables.kept.read('a')).toBeNull();
    await tables.kept.write('a', '{"one":1}');
    await tables.kept.write('a', '{"two":2}');
    const other = await openStandby(url);
    expect(await other.tables.kept.read('a')).toBe('{"two":2}');
    expect(await (await openStandby(url, { stream: 'live' })).tables.kept.read('a')).toBeNull();
  });
});
