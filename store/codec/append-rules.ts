import type { Event } from '../../src/core/events.ts';

/**
 * The rule of the log that an event breaks, in words; null where it breaks none. `before` is the event above it, `first`
 * the first one of its append, where it is not itself that.
 */
export function brokenRule(
  event: Event,
  before: { readonly seq: number; readonly at: string },
  first: Event | undefined,
): string | null {
  if (event.seq !== before.seq + 1) return `seq ${event.seq} where ${before.seq + 1} was expected`;
  if (event.last < event.seq || (first !== undefined && event.last !== first.last)) {
    return `last ${event.last} where ${first?.last ?? 'at least its own seq'} was expected`;
  }
  return event.at < before.at ? `at ${event.at} is before ${before.at}, the time of the event above` : null;
}
