import type { Event } from '../../src/core/events.ts';
import { parseEvent } from '../../store/codec/event-codec.ts';

/** The appends that lines of a stream hold. */
export const appendsIn = (lines: readonly string[]): Event[][] =>
  byAppend(lines.map((line) => parseEvent(JSON.parse(line))));

/** Each with the events that were appended together. */
export function byAppend(events: readonly Event[]): Event[][] {
  const appends: Event[][] = [];
  for (const event of events) {
    const last = appends.at(-1);
    if (last !== undefined && last[0]?.last === event.last) last.push(event);
    else appends.push([event]);
  }
  return appends;
}
