import type { Event } from '../src/core/events.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface IdempotencyKeys {
  /** Remembers the cause of an append, unless one of the last 24 hours of events has it already. */
  note(first: Event): void;
  /** The seq of the first event of the append with that cause within 24 hours of events, if any. */
  find(cause: string): number | null;
}

/** Causes of the last 24 hours of events: by the time in the log, not by the clock. */
export function idempotencyKeys(): IdempotencyKeys {
  const seen = new Map<string, { readonly seq: number; readonly at: number }>();
  return {
    note: ({ cause, seq, at: time }) => {
      const at = Date.parse(time);
      for (const [oldest, key] of seen) {
        if (at - key.at <= DAY_MS) break;
        seen.delete(oldest);
      }
      if (!seen.has(cause)) seen.set(cause, { seq, at });
    },
    find: (cause) => seen.get(cause)?.seq ?? null,
  };
}
