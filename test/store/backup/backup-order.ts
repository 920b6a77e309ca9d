import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { logOf } from '../../../src/anchors/anchor.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { initialState } from '../../../src/core/initial-state.ts';
import type { BackupOrder } from '../../../store/backup/keep-backup.ts';
import { stateDigest } from '../../../store/backup/state-digest.ts';
import type { OpenEventLog } from '../../../store/lowdb-event-log.ts';
import { plainRead } from '../plain-reader.ts';
import { tempDir } from '../temp-log.ts';

const NIGHT = '2026-11-26T04:30:00.000Z';

/** To back up what the log holds at this very moment. */
export function orderFor(
  log: OpenEventLog,
  folder: string,
  more: Partial<BackupOrder> & { readonly at?: string } = {},
): Promise<BackupOrder> {
  const { at = NIGHT, ...given } = more;
  const [synced, head] = [log.synced(), log.head()];
  return fold(log, head.seq).then(({ origin, ...state }) => ({
    ...synced,
    folder,
    head,
    digest: stateDigest({ ...state, origin }),
    name: { mode: 'demo', at, seq: head.seq, log: logOf(origin ?? '') },
    keep: { count: 7, days: 30 },
    ...given,
  }));
}

async function fold(log: OpenEventLog, until: number) {
  let state = initialState;
  for await (const event of log.read()) {
    if (event.seq > until) break;
    state = evolve(state, event);
  }
  return state;
}

/** The events of a packed file, read by nothing of the program. */
export function eventsIn(packed: string): ReturnType<typeof plainRead> {
  const file = join(tempDir(), 'unpacked.json');
  writeFileSync(file, gunzipSync(readFileSync(packed)));
  return plainRead(file);
}

export const filesIn = (folder: string): readonly string[] => readdirSync(folder).sort();
