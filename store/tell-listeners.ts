import type { Event } from '../src/core/events.ts';
import type { Logger } from '../src/logging/logger.ts';

/** A listener that throws stops nobody: the events are stored, and it is logged. */
export function tellListeners(
  listeners: Iterable<(events: readonly Event[]) => void>,
  events: readonly Event[],
  logger: Logger,
): void {
  for (const listener of listeners) {
    try {
      listener(events);
    } catch (error) {
      logger.error('A listener to the event log failed; the events are stored', {
        seq: events.at(-1)?.seq,
        error,
      });
    }
  }
}
