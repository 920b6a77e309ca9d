import type { Adapter } from 'lowdb';
import type { Event } from '../src/core/events.ts';
import type { EventFile } from './event-file/event-file.ts';

/** What lowdb holds in memory: the appends being written and the newest events before them. */
export interface Tail {
  events: Event[];
}

/** How many events it has at least, where there are as many. */
export const KEPT = 1_000;

/** The bounded tail; shortened only now and then, so that an append does not pay for it each time. */
export function newestOf(events: Event[]): Event[] {
  return events.length > 2 * KEPT ? events.slice(-KEPT) : events;
}

/** Lowdb's extension point: writes what is new over the closing bracket instead of the whole document. */
export function appendingAdapter(file: EventFile, newest: readonly Event[]): Adapter<Tail> {
  return {
    read: async () => ({ events: [...newest] }),
    write: async ({ events }) => {
      const { seq } = file.position();
      const [first, ...more] = events.slice(events.findLastIndex((event) => event.seq <= seq) + 1);
      if (first !== undefined) await file.append([first, ...more]);
    },
  };
}
