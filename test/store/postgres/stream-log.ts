import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { EventLogWanted } from '../../../store/lowdb-event-log.ts';
import { openStreamEventLog, type StreamEventLog } from '../../../store/postgres/stream-event-log.ts';
import { openStreamTables, type StreamTables } from '../../../store/postgres/stream-tables.ts';
import { silent, tempDir } from '../temp-log.ts';

export interface OpenStream {
  readonly log: StreamEventLog;
  readonly tables: StreamTables;
  readonly dir: string;
}

/** Opened, and not leading yet; closed after the test. */
export async function openStandby(
  url: string,
  { stream = 'demo', dir = tempDir(), ...wanted }: Partial<EventLogWanted> & { stream?: string } = {},
): Promise<OpenStream> {
  const tables = openStreamTables({ url, stream }, silent);
  const log = await openStreamEventLog(
    { dir, mode: 'demo', clock: systemClock, newId: () => v7(), logger: silent, ...wanted },
    tables,
  );
  onTestFinished(() => log.close());
  return { log, tables, dir };
}

/** Opened and leading. */
export async function openLeader(...wanted: Parameters<typeof openStandby>): Promise<OpenStream> {
  const opened = await openStandby(...wanted);
  await opened.log.lead(new AbortController().signal, () => undefined);
  return opened;
}
