import type { Event } from '../../src/core/events.ts';
import { FIRST_HASH } from '../codec/hash-chain.ts';
import type { Head } from '../event-log.ts';
import { type IdempotencyKeys, idempotencyKeys } from '../idempotency-keys.ts';
import { readOn } from './read-stream.ts';
import type { StreamTable } from './stream-table.ts';

/** What this program knows of a stream: all up to its head is surely committed. */
export interface KnownStream {
  head(): Head & { readonly at: string };
  readonly findCause: IdempotencyKeys['find'];
  /** The next append, which the database has. */
  take(append: readonly Event[]): void;
  /**
   * Reads on to what the database has and takes it; the hashes of the events with which its appends ended. Rejects where
   * that cannot be read, with what was read taken; with a StreamBroken where the database no longer has the head.
   */
  catchUp(): Promise<ReadonlySet<string>>;
}

/** Nothing is known at first. `onTake` hears of each append, in order. */
export function knownStream(table: StreamTable, onTake: (append: readonly Event[]) => void): KnownStream {
  const keys = idempotencyKeys();
  let head: Head & { readonly at: string } = { seq: 0, hash: FIRST_HASH, at: '' };

  function take(append: readonly Event[]): void {
    const [first] = append;
    if (first !== undefined) keys.note(first);
    head = append.at(-1) ?? head;
    onTake(append);
  }

  return {
    head: () => head,
    findCause: keys.find,
    take,
    catchUp: async () => {
      const taken = new Set<string>();
      for await (const append of readOn(table, head)) {
        take(append);
        taken.add(head.hash);
      }
      return taken;
    },
  };
}
