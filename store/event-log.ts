import type { Actor, Event, Fact } from '../src/core/events.ts';

export interface Append {
  /** Written all or nothing, in this order; at least one. */
  readonly facts: readonly [Fact, ...Fact[]];
  readonly actor: Actor;
  /** The id of the command or event that led to these facts. */
  readonly cause: string;
  /** The log's last seq as the writer knew it (0 for a new log). */
  readonly expectedSeq: number;
  /**
   * True where `cause` is a command's id: an append of that id within 24 hours of events is not
   * repeated, the events that it led to are returned instead, whatever `expectedSeq` says.
   */
  readonly once?: boolean;
}

export type Appended =
  | { readonly kind: 'appended'; readonly events: readonly Event[] }
  /** The command's id was seen before: its first events. */
  | { readonly kind: 'repeated'; readonly events: readonly Event[] }
  /** Somebody appended in between. */
  | { readonly kind: 'conflict'; readonly seq: number }
  /**
   * Bet nothing until an append succeeds (disk full or read-only, lock lost, no database): nothing is certain to be
   * stored. With `mayBeStored` it is not certain either that nothing is: what is found later is published then.
   */
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly cause: unknown;
      readonly mayBeStored: boolean;
    };

export interface Head {
  readonly seq: number;
  /** 64 zeros for an empty log. */
  readonly hash: string;
}

/** The event log: the only place where facts are kept. */
export interface EventLog {
  head(): Head;
  /** Events with a seq above `after`, ascending, upcast to the newest shape, streamed from the store. */
  read(after?: number): AsyncIterable<Event>;
  /** The first events that a command's id led to within the last 24 hours of events; null if there are none. */
  outcomeOf(cause: string): Promise<readonly Event[] | null>;
  /** Resolves after the sync; never rejects for a failing store. */
  append(append: Append): Promise<Appended>;
  /** Called once per append after its sync, in order; returns the way to stop. A throwing listener is not the log's fault and stops nobody. */
  subscribe(listener: (events: readonly Event[]) => void): () => void;
  /** Waits for what is in flight, then releases the lock. */
  close(): Promise<void>;
}
