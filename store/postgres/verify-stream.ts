import type { Event } from '../../src/core/events.ts';
import { START } from '../event-file/layout.ts';
import { sayHead, type Verdict } from '../verification.ts';
import { type Known, MEND_STREAM, readOn, StreamBroken } from './read-stream.ts';
import type { StreamTable } from './stream-table.ts';

/**
 * Checks all of a stream, as `verify` checks an event file, also beside whoever appends to it, and changes nothing. `see`
 * is handed each whole, verified append on the way. Rejects with what the database or the connection said.
 */
export async function verifyStream(
  stream: string,
  table: StreamTable,
  see: (append: readonly Event[]) => void = () => undefined,
): Promise<Verdict> {
  const name = `stream:${stream}`;
  try {
    const head = await readWhole(table, see);
    const err = head.seq > 0 ? [] : [`Warning: nothing was ever appended to ${name}: is that its name?`];
    return { exitCode: 0, out: [sayHead(name, head)], err };
  } catch (error) {
    if (!(error instanceof StreamBroken)) throw error;
    const what = `Stream refused: ${name}, seq ${error.seq}: ${error.message}. Nothing was changed.`;
    return { exitCode: 4, out: [], err: [`${what} ${MEND_STREAM}`] };
  }
}

async function readWhole(table: StreamTable, see: (append: readonly Event[]) => void): Promise<Known> {
  // Before the rest is read, since a bot may append meanwhile.
  const last = await table.last();
  let head: Known = START;
  for await (const { appends } of readOn(table, head)) {
    for (const append of appends) {
      see(append);
      head = append.at(-1) ?? head;
    }
  }
  if (head.seq < last)
    throw new StreamBroken({
      seq: head.seq + 1,
      what: `event ${head.seq + 1} is missing, though the rows go up to seq ${last}`,
    });
  return head;
}
