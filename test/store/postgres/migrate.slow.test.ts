import { Client } from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Event, Fact } from '../../../src/core/events.ts';
import { eventLine, sealEvent } from '../../../store/codec/event-codec.ts';
import { FIRST_HASH } from '../../../store/codec/hash-chain.ts';
import { migrate } from '../../../store/postgres/migrate.ts';
import { resumed, SAMPLE_FACTS } from '../sample-facts.ts';
import { silent } from '../temp-log.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

async function connect(database: string, role: string): Promise<Client> {
  const client = new Client({ connectionString: server.url(database, role) });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const ID = '019ab0c0-0000-7000-8000-000000000000';

/** One append each. */
function chain(facts: readonly Fact[]): readonly Event[] {
  const events: Event[] = [];
  for (const fact of facts) {
    const seq = events.length + 1;
    const at = '2026-11-23T12:00:00.000Z';
    const numbering = { seq, last: seq, id: ID, at, actor: 'system', cause: 'c' } as const;
    events.push(sealEvent(fact, numbering, events.at(-1)?.hash ?? FIRST_HASH));
  }
  return events;
}

const insert = (client: Client, seq: number, line: string, stream = 'demo') =>
  client.query('insert into rollover.events values ($1, $2, $3)', [stream, seq, line]);

const ALL = chain([...Object.values(SAMPLE_FACTS), resumed('„ä“ \u0000 \ud800 😀 \\ "hash":"')]);

describe('the table of events', () => {
  it('takes every event as its line, byte for byte, in its order and in its stream', async () => {
    const bot = await connect(await server.newDatabase(), 'bot');
    for (const event of ALL) await insert(bot, event.seq, eventLine(event));
    for (const event of ALL) await insert(bot, event.seq, eventLine(event), 'another');
    const { rows } = await bot.query("select line from rollover.events where stream = 'demo' order by seq");
    expect(rows.map(({ line }) => line)).toEqual(ALL.map(eventLine));
  });

  it('takes many events of one statement, in whatever order they stand there', async () => {
    const bot = await connect(await server.newDatabase(), 'bot');
    const backwards = ALL.toReversed();
    await bot.query('insert into rollover.events select $1, * from unnest($2::bigint[], $3::text[])', [
      'demo',
      backwards.map(({ seq }) => seq),
      backwards.map(eventLine),
    ]);
    expect((await bot.query('select from rollover.events')).rowCount).toBe(ALL.length);
  });

  const [first, second, third] = chain([resumed('a'), resumed('b'), resumed('c')]).map(eventLine) as [
    string,
    string,
    string,
  ];
  it.each([
    ['after a gap', 3, third],
    ['in the place of another one', 2, third],
    ['of which a letter was changed', 2, second.replace('"b"', '"x"')],
    ['of which the hash was changed', 2, second.replace(/.(?="}$)/, (digit) => (digit === '0' ? '1' : '0'))],
    ['that is no event', 2, 'no'],
  ])('refuses an event %s', async (_, seq, line) => {
    const bot = await connect(await server.newDatabase(), 'bot');
    await insert(bot, 1, first);
    await expect(insert(bot, seq, line)).rejects.toThrow(/does not follow the one before it/);
    await insert(bot, 2, second);
  });

  it('refuses an event whose number is taken', async () => {
    const bot = await connect(await server.newDatabase(), 'bot');
    await insert(bot, 1, first);
    await expect(insert(bot, 1, first)).rejects.toMatchObject({ code: '23505' });
  });

  it('is held to the chain also where the role has functions of its own by the names of those', async () => {
    const database = await server.newDatabase();
    await server.query(database, 'create schema own authorization bot');
    const bot = await connect(database, 'bot');
    await bot.query('set search_path = own, pg_catalog');
    await bot.query(
      "create function own.encode(bytea, text) returns text language sql as $$ select repeat('f', 64) $$",
    );
    await expect(insert(bot, 1, first.replace(/.{64}(?="}$)/, 'f'.repeat(64)))).rejects.toThrow(
      /does not follow the one before it/,
    );
    await insert(bot, 1, first);
  });

  const CHANGES = [
    "update rollover.events set line = 'x'",
    'update rollover.events set seq = 7 where false',
    'delete from rollover.events',
    'truncate rollover.events',
  ];

  it.each([...CHANGES, 'drop table rollover.events', 'alter table rollover.events disable trigger all'])(
    'does not let the bot: %s',
    async (sql) => {
      const bot = await connect(await server.newDatabase(), 'bot');
      await insert(bot, 1, first);
      await expect(bot.query(sql)).rejects.toMatchObject({ code: '42501' });
      expect((await bot.query('select line from rollover.events')).rows).toEqual([{ line: first }]);
    },
  );

  it.each(CHANGES)('does not even let its owner: %s', async (sql) => {
    const owner = await connect(await server.newDatabase(), 'owner');
    await insert(owner, 1, first);
    await expect(owner.query(sql)).rejects.toThrow('events are never changed or removed');
    expect((await owner.query('select line from rollover.events')).rows).toEqual([{ line: first }]);
  });
});

describe('the table of leases', () => {
  it('lets no fencing number fall, and nobody remove one', async () => {
    const bot = await connect(await server.newDatabase(), 'bot');
    await bot.query("insert into rollover.leases values ('demo', 7, 1, 8000, 'one')");
    await bot.query("update rollover.leases set beat = 2, holder = 'two'");
    await bot.query('update rollover.leases set fence = 8');
    for (const change of ['fence = 7', "stream = 'another'"])
      await expect(bot.query(`update rollover.leases set ${change}`)).rejects.toThrow(/number never falls/);
    await expect(bot.query('delete from rollover.leases')).rejects.toMatchObject({ code: '42501' });
    expect((await bot.query('select fence::int, beat::int from rollover.leases')).rows).toEqual([
      { fence: 8, beat: 2 },
    ]);
  });
});

describe('the migration', () => {
  it('changes nothing the second time, and nothing is lost', async () => {
    const database = await server.newDatabase();
    const bot = await connect(database, 'bot');
    const [event] = ALL;
    if (event !== undefined) await insert(bot, 1, eventLine(event));
    const steps = () => server.query(database, 'select * from rollover.migrations').then(({ rows }) => rows);
    const before = await steps();
    await migrate({ url: server.url(database), botRole: 'bot', logger: silent });
    expect(await steps()).toEqual(before);
    expect((await bot.query('select from rollover.events')).rowCount).toBe(1);
  });

  it('may be run by several at once, of whom one does it', async () => {
    await server.query('postgres', 'create database together');
    const one = () => migrate({ url: server.url('together'), botRole: 'bot', logger: silent });
    const done = await Promise.all([one(), one(), one()]);
    expect(done.map(({ added }) => added).sort()).toEqual([0, 0, 2]);
    expect((await server.query('together', 'select from rollover.migrations')).rowCount).toBe(2);
  });

  it('refuses a database that cannot hold UTF-8, and leaves nothing in it', async () => {
    await server.query('postgres', "create database latin encoding 'LATIN1' locale 'C' template template0");
    const refusal = migrate({ url: server.url('latin'), botRole: 'bot', logger: silent });
    await expect(refusal).rejects.toThrow(/encoding is LATIN1, and events are UTF-8/);
    const { rows } = await server.query('latin', "select to_regnamespace('rollover') as schema");
    expect(rows).toEqual([{ schema: null }]);
  });
});
