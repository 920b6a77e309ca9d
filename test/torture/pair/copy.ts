import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Event } from '../../../src/core/events.ts';
import { eventFilePath } from '../../../store/event-file/layout.ts';
import { readEventFile } from '../../spawn-bot.ts';

/** The event file of one bot, looked at again and again while it is written. */
export interface WatchedCopy {
  /** As it is; null where it is not whole. */
  now(): readonly Event[] | null;
  /** As it was last seen whole. */
  last(): readonly Event[];
  /** An event that was another one once; null where none was. */
  wrong(): string | null;
}

/** `hashes`: of all events that were ever seen in a copy of the same stream, by seq. */
export function watchCopy(dir: string, hashes: Map<number, string>): WatchedCopy {
  const path = eventFilePath(dir, 'live');
  let looked = '';
  let events: readonly Event[] | null = null;
  let known: readonly Event[] = [];
  let wrong: string | null = null;

  function now(): readonly Event[] | null {
    if (!existsSync(path)) return null;
    const { size, mtimeMs, ino } = statSync(path);
    const look = `${size} ${mtimeMs} ${ino}`;
    if (look === looked && events !== null) return events;
    const found = readEventFile(dir, 'live');
    looked = look;
    events = found.length > 0 ? found : null;
    for (const { seq, hash } of found) {
      if ((hashes.get(seq) ?? hash) !== hash) wrong ??= `event ${seq} was another one before, in ${path}`;
      hashes.set(seq, hash);
    }
    known = events ?? known;
    return events;
  }

  return {
    now,
    last: () => {
      now();
      return known;
    },
    wrong: () => wrong,
  };
}

/** The lines of its events, as they stand there. */
export function copyLines(dir: string): readonly string[] {
  const lines = readFileSync(eventFilePath(dir, 'live'), 'utf8').trimEnd().split('\n');
  return lines.slice(1, -1).map((line) => line.replace(/,$/, ''));
}
