import type { Event } from '../src/core/events.ts';
import { positionsOf } from './event-file/layout.ts';
import type { LogParts } from './log-parts.ts';
import { newestOf } from './lowdb-adapter.ts';

/** Appends that were sealed elsewhere, with the lines of all their events. */
export interface Sealed {
  readonly appends: readonly (readonly Event[])[];
  readonly lines: readonly string[];
}

/** Writes them as they are, with one sync. Rejects with the disk's error, and then nothing has changed. */
export async function takeAppends(
  { file, db, keys, positions }: LogParts,
  { appends, lines }: Sealed,
): Promise<void> {
  const before = file.position();
  const [first, ...more] = appends.flat();
  if (first === undefined) return;
  await file.append([first, ...more], lines);
  db.data.events = newestOf(db.data.events.concat(first, more));
  for (const [event] of appends) if (event !== undefined) keys.note(event);
  for (const position of positionsOf(before, appends, lines)) positions.note(position);
}
