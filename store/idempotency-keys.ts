import type { Event } from '../src/core/events.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Old keys go once for every so much of events: looking for them at each append would cost more than all else. */
const SWEEP_MS = DAY_MS / 24;

export interface IdempotencyKeys {
  /** Remembers the cause of an append, unless one of the last 24 hours of events has it already. */
  note(first: Event): void;
  /** The seq of the first event of the append with that cause within 24 hours of events, if any. */
  find(cause: string): number | null;
}

/** Causes of the last 24 hours of events: by the time in the log, not by the clock. */
export function idempotencyKeys(): IdempotencyKeys {
  const seen = new Map<string, { readonly seq: number; readonly at: string }>();
  let newest = '';
  let nextSweep = '';
  const isOld = (at: string): boolean => Date.parse(newest) - Date.parse(at) > DAY_MS;

  const sweep = (): void => {
    for (const [cause, { at }] of seen) {
      if (!isOld(at)) break;
      seen.delete(cause);
    }
    nextSweep = new Date(Date.parse(newest) + SWEEP_MS).toISOString();
  };

  return {
    note: ({ cause, seq, at }) => {
      newest = at;
      if (newest >= nextSweep) sweep();
      const known = seen.get(cause);
      if (known !== undefined && !isOld(known.at)) return;
      // Deleted first, so that the keys stay in the order of their times.
      if (known !== undefined) seen.delete(cause);
      seen.set(cause, { seq, at });
    },
    find: (cause) => {
      const known = seen.get(cause);
      return known === undefined || isOld(known.at) ? null : known.seq;
    },
  };
}
