import type { Clock } from '../src/clock.ts';
import type { Event } from '../src/core/events.ts';
import { planBatch } from './batch-plan.ts';
import type { sealEvent } from './codec/event-codec.ts';
import { FIRST_HASH } from './codec/hash-chain.ts';
import { failed } from './commit-appends.ts';
import type { Append, Appended, EventLog } from './event-log.ts';
import { idempotencyKeys } from './idempotency-keys.ts';

export interface MemoryLogWanted {
  readonly clock: Pick<Clock, 'now'>;
  /** Fresh UUIDs of version 7. */
  readonly newId: () => string;
  /** Where the events are kept, and what is there already. */
  readonly events: Event[];
  /** How a fact becomes an event. */
  readonly seal: typeof sealEvent;
}

/** The event log of a run that is played through and forgotten: it keeps the contract, and its events in memory. */
export function memoryEventLog({ clock, newId, events, seal }: MemoryLogWanted): EventLog {
  const listeners = new Set<(events: readonly Event[]) => void>();
  const keys = idempotencyKeys();
  for (const event of events)
    if (event.seq === 1 || events[event.seq - 2]?.last !== event.last) keys.note(event);
  let isClosed = false;

  const headNow = () => events.at(-1) ?? { seq: 0, hash: FIRST_HASH, at: '' };
  const appendAt = (first: number): readonly Event[] => events.slice(first - 1, events[first - 1]?.last);

  function keep(written: readonly Event[]): void {
    events.push(...written);
    if (written[0] !== undefined) keys.note(written[0]);
    for (const listener of listeners)
      try {
        listener(written);
      } catch {
        // A listener's own trouble: the events are kept.
      }
  }

  function appended(append: Append): Appended {
    const now = new Date(clock.now()).toISOString();
    const [planned] = planBatch([append], { head: headNow(), now, newId, seal, findCause: keys.find });
    switch (planned?.kind) {
      case 'write':
        keep(planned.events);
        return { kind: 'appended', events: planned.events };
      case 'repeat':
        return { kind: 'repeated', events: appendAt(planned.first) };
      case 'faulty':
        throw planned.error;
      default:
        return { kind: 'conflict', seq: headNow().seq };
    }
  }

  return {
    head: () => ({ seq: headNow().seq, hash: headNow().hash }),
    async *read(after = 0) {
      const { seq } = headNow();
      for (let next = after + 1; next <= seq; next += 1) yield events[next - 1] as Event;
    },
    outcomeOf: async (cause) => {
      const first = keys.find(cause);
      return first === null ? null : appendAt(first);
    },
    append: async (append) => (isClosed ? failed('the event log is closed', null) : appended(append)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      isClosed = true;
    },
  };
}
