import { beforeAll, expect, it } from 'vitest';
import { eventLine, sealEvent } from '../../../store/codec/event-codec.ts';
import { FIRST_HASH } from '../../../store/codec/hash-chain.ts';
import { lookAtStore } from '../../../store/postgres/look-at-store.ts';
import { resumed } from '../sample-facts.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

const look = (database: string, role = 'bot') =>
  lookAtStore({ url: server.url(database, role), stream: 'demo' });

const EVENT = sealEvent(
  resumed('a'),
  {
    ...{ seq: 1, last: 1, id: '019ab0c0-0000-7000-8000-000000000000' },
    ...{ at: '2026-11-23T12:00:00.000Z', actor: 'system', cause: 'c' },
  },
  FIRST_HASH,
);

it('sees a database as it is made, its stream, and who holds the lease', async () => {
  const database = await server.newDatabase();
  const well = {
    ...{ kind: 'there', version: expect.stringMatching(/^\d+\.\d+/), role: 'bot', encoding: 'UTF8' },
    ...{ synchronousCommit: 'on', fsync: 'on', schema: { missing: [], unknown: [] } },
    rights: { role: 'bot', isSuperuser: false, isOwner: false, mayWork: true, mayChange: false },
  };
  expect(await look(database)).toEqual({ ...well, stream: { events: 0, lease: null } });
  for (const stream of ['demo', 'another'])
    await server.query(
      database,
      `insert into rollover.events values ('${stream}', 1, '${eventLine(EVENT).replaceAll("'", "''")}')`,
    );
  await server.query(database, "insert into rollover.leases values ('demo', 7, 3, 7000, 'process 12')");
  const lease = { fence: 7, lastsMs: 7_000, holder: 'process 12' };
  expect(await look(database)).toEqual({ ...well, stream: { events: 1, lease } });
});

it('sees what the schema lacks, what is not known of it, and whom it is closed to', async () => {
  await server.query('postgres', 'create database nothing');
  expect(await look('nothing')).toMatchObject({ schema: 'none', rights: null, stream: null });
  const database = await server.newDatabase();
  await server.query('postgres', 'create role stranger login');
  expect(await look(database, 'stranger')).toMatchObject({ schema: 'closed', role: 'stranger' });
  await server.query(database, 'grant usage on schema rollover to stranger');
  expect(await look(database, 'stranger')).toMatchObject({ schema: 'closed' });
  await server.query(database, 'grant select on rollover.migrations to stranger');
  expect(await look(database, 'stranger')).toMatchObject({ rights: { mayWork: false }, stream: null });
  await server.query(
    database,
    "update rollover.migrations set name = '0099-newer' where name = '0002-leases'",
  );
  expect(await look(database)).toMatchObject({
    schema: { missing: ['0002-leases'], unknown: ['0099-newer'] },
    rights: null,
  });
});

it('sees a superuser, an owner and a right too many for what they are', async () => {
  const database = await server.newDatabase();
  expect(await look(database, 'owner')).toMatchObject({ rights: { isSuperuser: true, mayChange: true } });
  await server.query('postgres', 'create role keeper login');
  await server.query(database, 'grant usage on schema rollover to keeper');
  await server.query(database, 'grant select on rollover.migrations to keeper');
  await server.query(database, 'alter table rollover.events owner to keeper');
  expect(await look(database, 'keeper')).toMatchObject({ rights: { isSuperuser: false, isOwner: true } });
  await server.query(database, 'grant truncate on rollover.events to bot');
  expect(await look(database)).toMatchObject({ rights: { isOwner: false, mayChange: true } });
});

it('sees that a role does not wait for the disk', async () => {
  const database = await server.newDatabase();
  await server.query('postgres', 'create role hasty login');
  await server.query('postgres', 'alter role hasty set synchronous_commit = off');
  expect(await look(database, 'hasty')).toMatchObject({ synchronousCommit: 'off' });
});

it.each([
  ['a database that is not there', () => server.url('gone'), /no such database \(3D000\)/],
  ['a server that is not there', () => 'postgres://bot@127.0.0.1:1/x', /no database answers there/],
  [
    'a certificate that is not there',
    () => `${server.url('x')}&sslrootcert=/no/ca.pem`,
    /\/no\/ca\.pem cannot be read/,
  ],
])('says in words why it cannot ask %s', async (_, url, said) => {
  expect(await lookAtStore({ url: url(), stream: 'demo' })).toEqual({
    kind: 'away',
    why: expect.stringMatching(said),
  });
});
