import type { Event } from '../src/core/events.ts';
import type { sealEvent } from './codec/event-codec.ts';
import type { Append, Head } from './event-log.ts';

export type Planned =
  | { readonly kind: 'write'; readonly events: readonly Event[] }
  /** An earlier append of the same batch has this command's id. */
  | { readonly kind: 'same'; readonly events: readonly Event[] }
  /** The log has the command's id: the seq of its first event. */
  | { readonly kind: 'repeat'; readonly first: number }
  | { readonly kind: 'conflict' }
  /** A fact that could not be read back: the caller's mistake. */
  | { readonly kind: 'faulty'; readonly error: Error };

export interface PlanningNeeds {
  readonly head: Head & { readonly at: string };
  /** ISO time of the clock, which may be behind the log's. */
  readonly now: string;
  readonly newId: () => string;
  readonly seal: typeof sealEvent;
  /** The seq of the first event that a command's id led to. */
  readonly findCause: (cause: string) => number | null;
}

/** What each append of a batch comes to, given that those before it are written; writes nothing itself. */
export function planBatch(batch: readonly Append[], needs: PlanningNeeds): readonly Planned[] {
  const at = laterOf(needs.now, needs.head.at);
  const causes = new Map<string, readonly Event[]>();
  let head: Head = needs.head;
  return batch.map((append) => {
    const repeated = append.once ? findRepeated(append.cause, needs, causes) : null;
    if (repeated !== null) return repeated;
    if (append.expectedSeq !== head.seq) return { kind: 'conflict' };
    const planned = sealed(append, head, at, needs);
    if (planned.kind === 'write') {
      head = planned.events.at(-1) ?? head;
      if (!causes.has(append.cause)) causes.set(append.cause, planned.events);
    }
    return planned;
  });
}

function findRepeated(
  cause: string,
  { findCause }: PlanningNeeds,
  causes: ReadonlyMap<string, readonly Event[]>,
): Planned | null {
  const first = findCause(cause);
  if (first !== null) return { kind: 'repeat', first };
  const events = causes.get(cause);
  return events === undefined ? null : { kind: 'same', events };
}

type Sealed = Extract<Planned, { kind: 'write' | 'faulty' }>;

function sealed(
  { facts, actor, cause }: Append,
  head: Head,
  at: string,
  { newId, seal }: PlanningNeeds,
): Sealed {
  const last = head.seq + facts.length;
  const events: Event[] = [];
  let previous = head;
  try {
    for (const fact of facts) {
      const numbering = { seq: previous.seq + 1, last, id: newId(), at, actor, cause };
      const event = seal(fact, numbering, previous.hash);
      events.push(event);
      previous = event;
    }
  } catch (error) {
    return { kind: 'faulty', error: error instanceof Error ? error : new Error(String(error)) };
  }
  return { kind: 'write', events };
}

/** ISO times of one form sort as text. */
function laterOf(time: string, other: string): string {
  if (time > other) return time;
  return other;
}
