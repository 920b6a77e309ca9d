import { Client } from 'pg';
import { v7 } from 'uuid';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { eventLine, sealEvent } from '../../../store/codec/event-codec.ts';
import type { EventLog, Head } from '../../../store/event-log.ts';
import { resumed } from '../sample-facts.ts';
import { appendOf, eventsOf, readAll } from '../temp-log.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { openLeader, openStandby } from './stream-log.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

interface Opened {
  readonly database: string;
  readonly url: string;
  readonly log: EventLog;
}

const openAt = async (url: string): Promise<EventLog> => (await openLeader(url)).log;

/** The log of a database of its own, with one event. */
async function openNew(): Promise<Opened> {
  const database = await server.newDatabase();
  const url = server.url(database, 'bot');
  const log = await openAt(url);
  eventsOf(await appendOf(log, [resumed('first')]));
  return { database, url, log };
}

async function openBehindProxy(): Promise<Opened & { readonly proxy: CuttingProxy }> {
  const proxy = await startCuttingProxy(server.socket, onTestFinished);
  const database = await server.newDatabase();
  const url = `postgres://bot@127.0.0.1:${proxy.port}/${database}`;
  const log = await openAt(url);
  eventsOf(await appendOf(log, [resumed('first')]));
  return { database, url, log, proxy };
}

const whysOf = async (log: EventLog) =>
  (await readAll(log)).map(({ type, data }) => type === 'BETTING_RESUMED' && data.why);

/** What another program would find, all of it held to the hash chain. */
async function found(database: string) {
  const { log } = await openStandby(server.url(database, 'bot'));
  const called = new AbortController();
  await log.lead(called.signal, () => called.abort(new Error('enough'))).catch(() => undefined);
  return { head: log.head(), whys: await whysOf(log) };
}

/** The log knows what the database has, no more and no less. */
async function expectSame({ log, database }: Opened, whys: readonly string[]): Promise<void> {
  expect(await found(database)).toEqual({ head: log.head(), whys });
  expect(await whysOf(log)).toEqual(whys);
}

const failedFor = (words: RegExp, mayBeStored: unknown = expect.any(Boolean)) => ({
  ...{ kind: 'failed', reason: expect.stringMatching(words) },
  mayBeStored,
});

async function sessionAt(database: string): Promise<Client> {
  const client = new Client({ connectionString: server.url(database) });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** What the bot's inserts wait for until it is rolled back. */
async function holdInserts(database: string): Promise<Client> {
  const holder = await sessionAt(database);
  await holder.query('begin; lock table rollover.events in share mode');
  return holder;
}

/** How many of the bot's inserts wait for another program. */
const areWaiting = (database: string, inserts: number) =>
  expect
    .poll(async () => {
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        and query like '%insert into rollover.events%' and usename = 'bot'`;
      return (await server.query(database, waiting)).rowCount;
    })
    .toBe(inserts);

/** As a program would that knows nothing of leases, on what the log has. */
async function appendBeside(database: string, head: Head, ...whys: readonly string[]): Promise<void> {
  const at = new Date(systemClock.now()).toISOString();
  let before = head;
  for (const why of whys) {
    const seq = before.seq + 1;
    const numbering = { seq, last: seq, id: v7(), at, actor: 'system', cause: 'c' } as const;
    const event = sealEvent(resumed(why), numbering, before.hash);
    const session = await sessionAt(database);
    await session.query("insert into rollover.events values ('demo', $1, $2)", [seq, eventLine(event)]);
    before = event;
  }
}

const endConnections = (database: string) =>
  server.query(
    database,
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bot' and datname = current_database()",
  );

describe('a server that goes away', () => {
  it.each(['kill', 'stop'] as const)('by a %s is waited for, append by append', async (way) => {
    const opened = await openNew();
    const { log } = opened;
    await server[way]();
    for (const why of ['a', 'b'])
      expect(await appendOf(log, [resumed(why)])).toMatchObject(
        failedFor(/no database answers there|connection|ended/),
      );
    await server.start();
    await appendOf(log, [resumed('c')]);
    const kept = await whysOf(log);
    expect((await appendOf(log, [resumed('d')])).kind).toBe('appended');
    await expectSame(opened, [...kept.map(String), 'd']);
    expect(kept.map(String).filter((why) => why !== 'c')).toEqual(['first']);
  });

  it('again and again in the middle of appends loses none that was acknowledged, and doubles none', async () => {
    const opened = await openNew();
    const { log } = opened;
    const acknowledged: string[] = ['first'];
    let asked = 0;
    for (let round = 0; round < 5; round += 1) {
      const enough = acknowledged.length + 20 + round;
      let dying: Promise<void> | null = null;
      for (;;) {
        asked += 1;
        const why = String(asked);
        const answering = appendOf(log, [resumed(why), resumed(why)]);
        if (acknowledged.length >= enough) dying ??= server.kill();
        const { kind } = await answering;
        if (kind === 'appended') acknowledged.push(why);
        else if (kind === 'failed') break;
      }
      await dying;
      await server.start();
    }
    await expect.poll(async () => (await appendOf(log, [resumed('last')])).kind).toBe('appended');
    const { head, whys } = await found(opened.database);
    expect(head).toEqual(log.head());
    const times = (why: string) => whys.filter((each) => each === why).length;
    expect([times('first'), times('last')]).toEqual([1, 1]);
    expect(acknowledged.slice(1).filter((why) => times(why) !== 2)).toEqual([]);
    expect(whys.filter((why) => why !== 'first' && why !== 'last' && times(String(why)) !== 2)).toEqual([]);
  });

  it('without what it had acknowledged is not appended to', async () => {
    const { database, log } = await openNew();
    eventsOf(await appendOf(log, [resumed('lost')]));
    await server.query(
      database,
      'set session_replication_role = replica; delete from rollover.events where seq = 2',
    );
    for (const why of ['a', 'b'])
      expect(await appendOf(log, [resumed(why)])).toMatchObject(
        failedFor(/event 2, which the database had acknowledged, is no longer there/, false),
      );
    expect((await found(database)).whys).toEqual(['first']);
  });

  it('is waited for by who opens the log, and said in words', async () => {
    const { database, url } = await openNew();
    await server.stop();
    const { log } = await openStandby(url, { stream: 'another' });
    const heard: (string | null)[] = [];
    const heardFirst = new Promise<void>((resolve) => {
      void log
        .lead(new AbortController().signal, ({ unreachable }) => {
          heard.push(unreachable);
          resolve();
        })
        .catch((error: unknown) => heard.push(String(error)));
    });
    await heardFirst;
    expect(heard[0]).toMatch(/no database answers there|starting or stopping/);
    await server.start();
    await expect.poll(() => log.leadership.left()).toBeGreaterThan(0);
    expect((await appendOf(log, [resumed('a')])).kind).toBe('appended');
    expect((await server.query(database, 'select from rollover.events')).rowCount).toBe(2);
  });
});

describe('a connection', () => {
  it('that is ended while it waits for work is replaced', async () => {
    const opened = await openNew();
    await endConnections(opened.database);
    await expect.poll(async () => (await appendOf(opened.log, [resumed('a')])).kind).toBe('appended');
    await expectSame(opened, ['first', 'a']);
  });

  it('that is ended in the middle of an append fails that append, and no other', async () => {
    const opened = await openNew();
    const holder = await holdInserts(opened.database);
    const answering = appendOf(opened.log, [resumed('a'), resumed('b')]);
    await areWaiting(opened.database, 1);
    await endConnections(opened.database);
    expect(await answering).toMatchObject(failedFor(/ended the connection/, true));
    await holder.query('rollback');
    expect((await appendOf(opened.log, [resumed('c')])).kind).toBe('appended');
    await expectSame(opened, ['first', 'c']);
  });

  it('that is cut before the append has arrived fails it, and no other', async () => {
    const opened = await openBehindProxy();
    opened.proxy.cutAt('insert');
    expect(await appendOf(opened.log, [resumed('a')])).toMatchObject(failedFor(/connection/i, true));
    expect((await appendOf(opened.log, [resumed('b')])).kind).toBe('appended');
    await expectSame(opened, ['first', 'b']);
  });

  it('that is cut after the commit is made good: the append is found, and told of once', async () => {
    const opened = await openBehindProxy();
    const heard: number[][] = [];
    opened.log.subscribe((events) => heard.push(events.map(({ seq }) => seq)));
    opened.proxy.cutAt('answer');
    const answer = await appendOf(opened.log, [resumed('a'), resumed('b')]);
    expect([answer.kind, heard]).toEqual(['appended', [[2, 3]]]);
    expect((await appendOf(opened.log, [resumed('c')])).kind).toBe('appended');
    await expectSame(opened, ['first', 'a', 'b', 'c']);
  });

  it('that is cut after the commit is made good also where another program has appended since', async () => {
    const opened = await openBehindProxy();
    opened.proxy.cutAt('answer', async () => {
      const { rows } = await server.query(opened.database, 'select line from rollover.events where seq = 2');
      await appendBeside(opened.database, JSON.parse(rows[0]?.line), 'theirs');
    });
    expect((await appendOf(opened.log, [resumed('ours')])).kind).toBe('appended');
    await expectSame(opened, ['first', 'ours', 'theirs']);
  });

  it('that stays away after such a cut leaves the append in doubt, and it is found out before the next', async () => {
    const opened = await openBehindProxy();
    const { log, proxy } = opened;
    const heard: number[] = [];
    log.subscribe((events) => heard.push(...events.map(({ seq }) => seq)));
    proxy.cutAt('answer');
    proxy.letThrough(false);
    const wanted = { cause: 'key', once: true, expectedSeq: 1 } as const;
    expect(await appendOf(log, [resumed('a')], wanted)).toMatchObject(failedFor(/connection/i, true));
    expect(await appendOf(log, [resumed('b')])).toMatchObject(failedFor(/connection/i, false));
    expect([log.head().seq, heard]).toEqual([1, []]);
    proxy.letThrough(true);
    expect(await appendOf(log, [resumed('b')], { expectedSeq: 1 })).toEqual({ kind: 'conflict', seq: 2 });
    expect(heard).toEqual([2]);
    expect((await appendOf(log, [resumed('a')], wanted)).kind).toBe('repeated');
    await expectSame(opened, ['first', 'a']);
  });

  it('that is cut while the server still works leaves nothing doubled, though it commits later', async () => {
    const opened = await openBehindProxy();
    const holder = await holdInserts(opened.database);
    const answering = appendOf(opened.log, [resumed('a')]);
    await areWaiting(opened.database, 1);
    opened.proxy.cutNow();
    expect(await answering).toMatchObject(failedFor(/connection/i, true));
    const next = appendOf(opened.log, [resumed('b')], { expectedSeq: 1 });
    await areWaiting(opened.database, 2);
    await holder.query('rollback');
    const kinds = [(await next).kind, await whysOf(opened.log)];
    expect([
      ['conflict', ['first', 'a']],
      ['appended', ['first', 'b']],
    ]).toContainEqual(kinds);
    await expectSame(opened, (await whysOf(opened.log)).map(String));
  });
});

describe('a database that takes no appends', () => {
  it('because it is read-only blocks them, lets be read, and is appended to once it takes them', async () => {
    const opened = await openNew();
    const { database, log } = opened;
    await server.query(
      database,
      `alter role bot in database ${database} set default_transaction_read_only = on`,
    );
    await endConnections(database);
    await expect
      .poll(() => appendOf(log, [resumed('a')]))
      .toMatchObject(failedFor(/read-only: a standby, or one that was set so \(25006\)/, false));
    expect(await whysOf(log)).toEqual(['first']);
    await server.query(
      database,
      `alter role bot in database ${database} reset default_transaction_read_only`,
    );
    await endConnections(database);
    await expect.poll(async () => (await appendOf(log, [resumed('b')])).kind).toBe('appended');
    await expectSame(opened, ['first', 'b']);
  });

  it('because the role may not insert says so', async () => {
    const { database, log } = await openNew();
    await server.query(database, 'revoke insert on rollover.events from bot');
    expect(await appendOf(log, [resumed('a')])).toMatchObject(failedFor(/role may not .*\(42501\)/, false));
    await server.query(database, 'grant insert on rollover.events to bot');
    expect((await appendOf(log, [resumed('b')])).kind).toBe('appended');
  });

  it('because another program locks it says so', async () => {
    const opened = await openNew();
    const { database, log } = opened;
    await server.query(database, `alter role bot in database ${database} set lock_timeout = 50`);
    await endConnections(database);
    await expect.poll(async () => (await appendOf(log, [resumed('a')])).kind).toBe('appended');
    const holder = await holdInserts(database);
    expect(await appendOf(log, [resumed('b')])).toMatchObject(failedFor(/busy .*\(55P03\)/, false));
    await holder.query('rollback');
    expect((await appendOf(log, [resumed('c')])).kind).toBe('appended');
    await expectSame(opened, ['first', 'a', 'c']);
  });

  it('because it was never migrated is not opened', async () => {
    await server.query('postgres', 'create database bare');
    await expect(openAt(server.url('bare', 'bot'))).rejects.toThrow(/no schema|no tables/);
    await expect(openAt(server.url('bare', 'nobody'))).rejects.toThrow(/does not let this role in/);
    await expect(openAt(server.url('missing', 'bot'))).rejects.toThrow(/there is no such database/);
  });
});

describe('a second writer of the same stream', () => {
  it('is found out about, and nothing is doubled', async () => {
    const opened = await openNew();
    const heard: number[] = [];
    opened.log.subscribe((events) => heard.push(...events.map(({ seq }) => seq)));
    await appendBeside(opened.database, opened.log.head(), 'a', 'b');
    expect(await appendOf(opened.log, [resumed('c')])).toEqual({ kind: 'conflict', seq: 3 });
    expect((await appendOf(opened.log, [resumed('d')])).kind).toBe('appended');
    expect(heard).toEqual([2, 3, 4]);
    await expectSame(opened, ['first', 'a', 'b', 'd']);
  });

  it.each(['read committed', 'repeatable read', 'serializable'])(
    'that changes the lease again and again while transactions are %s fails appends at most, and doubles none',
    async (isolation) => {
      const opened = await openNew();
      const { database } = opened;
      const set = `alter role bot in database ${database} set default_transaction_isolation = '${isolation}'`;
      await server.query(database, set);
      await endConnections(database);
      const other = await sessionAt(database);
      let isOver = false;
      const meddling = (async () => {
        while (!isOver) await other.query('update rollover.leases set lasts_ms = lasts_ms');
      })();
      const expected: string[] = [];
      let failures = 0;
      for (let turn = 0; turn < 60; ) {
        const why = String(turn);
        const { kind } = await appendOf(opened.log, [resumed(why), resumed(why)]);
        if (kind === 'failed') failures += 1;
        if (kind !== 'appended') continue;
        expected.push(why, why);
        turn += 1;
      }
      isOver = true;
      await meddling;
      if (isolation === 'read committed') expect(failures).toBeLessThan(2);
      await expectSame(opened, ['first', ...expected]);
    },
  );

  it('that commits while an append waits for it comes first', async () => {
    const opened = await openNew();
    const { database, log } = opened;
    const other = await sessionAt(database);
    const at = new Date(systemClock.now()).toISOString();
    const numbering = { seq: 2, last: 2, id: v7(), at, actor: 'system', cause: 'c' } as const;
    const theirs = sealEvent(resumed('theirs'), numbering, log.head().hash);
    await other.query('begin');
    await other.query("insert into rollover.events values ('demo', 2, $1)", [eventLine(theirs)]);
    const answering = appendOf(log, [resumed('ours')]);
    await areWaiting(database, 1);
    await other.query('commit');
    expect(await answering).toEqual({ kind: 'conflict', seq: 2 });
    await expectSame(opened, ['first', 'theirs']);
  });

  it('leaves streams of other bots alone', async () => {
    const opened = await openNew();
    const { log: other } = await openLeader(opened.url, { stream: 'live' });
    expect(other.head().seq).toBe(0);
    expect((await appendOf(other, [resumed('a')])).kind).toBe('appended');
    expect((await appendOf(opened.log, [resumed('b')])).kind).toBe('appended');
    await expectSame(opened, ['first', 'b']);
  });
});
