import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../src/clock.ts';
import { newId } from '../src/wiring/new-id.ts';
import { openStreamEventLog, type StreamEventLog } from '../store/postgres/stream-event-log.ts';
import { openStreamTables, type StreamTables } from '../store/postgres/stream-tables.ts';
import { startPostgres } from '../test/store/postgres/postgres-server.ts';
import { SAMPLE_FACT } from './sample-file.ts';

/** Event logs on a PostgreSQL of their own. */
export interface Streams {
  /** A log of a stream of its own, which leads it. */
  lead(stream: string, over?: (tables: StreamTables) => StreamTables): Promise<StreamEventLog>;
  /** Another one of that stream, which follows it. */
  follow(stream: string): Promise<{ readonly log: StreamEventLog; readonly leading: Promise<void> }>;
  /** Asks the database as its owner. */
  query(text: string): Promise<unknown>;
  /** Of the database, for the role `bot`. */
  readonly url: string;
  close(): Promise<void>;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Set up as the database's package does it; the logs' folders are in `dir`. Throws where there is no PostgreSQL. */
export async function openStreams(dir: string): Promise<Streams> {
  const server = await startPostgres();
  const folder = mkdtempSync(join(dir, 'streams-'));
  const opened: StreamEventLog[] = [];
  const ended = new AbortController();
  const database = await server.newDatabase();
  const url = server.url(database, 'bot');
  const open = async (stream: string, over = (tables: StreamTables): StreamTables => tables) => {
    const wanted = { mode: 'demo', clock: systemClock, newId, logger: silent } as const;
    const own = mkdtempSync(join(folder, `${stream}-`));
    const log = await openStreamEventLog(
      { ...wanted, dir: own },
      over(openStreamTables({ url, stream }, silent)),
    );
    opened.push(log);
    return log;
  };
  return {
    url,
    lead: async (stream, over) => {
      const log = await open(stream, over);
      await log.lead(ended.signal, () => undefined);
      return log;
    },
    follow: async (stream) => {
      const log = await open(stream);
      const leading = log.lead(AbortSignal.any([ended.signal]), () => undefined);
      leading.catch(() => undefined);
      return { log, leading };
    },
    query: (text) => server.query(database, text),
    close: async () => {
      ended.abort(new Error('the benchmark is over'));
      await Promise.all(opened.map((log) => log.close()));
      await server.remove();
      rmSync(folder, { recursive: true });
    },
  };
}

/** `place` is how many appends to this log are on their way already. Throws where it is refused. */
export async function appendSample(log: StreamEventLog, place = 0): Promise<void> {
  const expectedSeq = log.head().seq + place;
  const answer = await log.append({ facts: [SAMPLE_FACT], actor: 'system', cause: newId(), expectedSeq });
  if (answer.kind !== 'appended') throw new Error(`not appended: ${JSON.stringify(answer)}`);
}
