import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { openPostgresEventLog } from '../../../store/postgres/postgres-event-log.ts';
import { eventLogContract } from '../event-log.contract.ts';
import { resumed, SAMPLE_FACTS } from '../sample-facts.ts';
import { appendOf, clockAt, eventsOf, openLog, silent, tempDir } from '../temp-log.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

eventLogContract('The PostgreSQL event log', () => {
  const database = server.newDatabase();
  return {
    open: async (clock) => {
      const url = server.url(await database, 'bot');
      const log = await openPostgresEventLog({
        url,
        stream: 'demo',
        clock,
        newId: () => v7(),
        logger: silent,
      });
      onTestFinished(() => log.close());
      return log;
    },
  };
});

it('holds the very lines that the event file would have', async () => {
  const clock = clockAt('2026-11-23T12:00:00.000Z');
  const database = await server.newDatabase();
  const url = server.url(database, 'bot');
  const dir = tempDir();
  const ids = () => {
    let made = 0;
    return () => {
      made += 1;
      return `019ab0c0-0000-7000-8000-${String(made).padStart(12, '0')}`;
    };
  };
  const log = await openPostgresEventLog({ url, stream: 'demo', clock, newId: ids(), logger: silent });
  onTestFinished(() => log.close());
  const file = await openLog(dir, { clock, newId: ids() });
  for (const fact of Object.values(SAMPLE_FACTS))
    for (const each of [log, file]) eventsOf(await appendOf(each, [fact, resumed('„ä“ \u0000 \ud800 😀')]));
  const { rows } = await server.query(database, 'select line from rollover.events order by seq');
  const text = readFileSync(join(dir, 'betting_events.demo.json'), 'utf8');
  const lines = text.split('\n').filter((line) => line.startsWith('{"seq"'));
  expect(rows.map(({ line }) => line)).toEqual(lines.map((line) => line.replace(/,$/, '')));
  expect(lines).toHaveLength(2 * Object.keys(SAMPLE_FACTS).length);
});
