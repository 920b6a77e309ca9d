import type { Event } from '../src/core/events.ts';

/** From when on the causes of appends are remembered, where the last one was at that time. */
export const rememberedSince = (at: string): string => shifted(at, -DAY_MS);

const DAY_MS = 24 * 60 * 60 * 1000;

type Key = Pick<Event, 'cause' | 'seq' | 'at'>;

export interface IdempotencyKeys {
  /** Remembers the cause of an append by its first event. */
  note(first: Key): void;
  /** The seq of the first event of the append with that cause within 24 hours of events, if any. */
  find(cause: string): number | null;
}

/**
 * Causes of the last 24 hours of events: by the time in the log, not by the clock. A list while the log is
 * opened, since a million entries of a map would take longer than their events' hashes; a map once asked.
 */
export function idempotencyKeys(): IdempotencyKeys {
  let recent: Key[] = [];
  let byCause: Map<string, Key> | null = null;
  let newest = '';
  let nextSweep = '';

  const dayBefore = (): string => rememberedSince(newest);

  const sweep = (): void => {
    const oldest = dayBefore();
    recent = recent.filter(({ at }) => at >= oldest);
    byCause = null;
    nextSweep = shifted(newest, DAY_MS);
  };

  const remember = (causes: Map<string, Key>, key: Key): void => {
    const known = causes.get(key.cause);
    if (known === undefined || known.at < dayBefore()) causes.set(key.cause, key);
  };

  return {
    note: ({ cause, seq, at }) => {
      const key = { cause, seq, at };
      newest = at;
      if (newest >= nextSweep) sweep();
      recent.push(key);
      if (byCause !== null) remember(byCause, key);
    },
    find: (cause) => {
      if (recent.length === 0) return null;
      const oldest = dayBefore();
      byCause ??= indexed(recent.filter(({ at }) => at >= oldest));
      const known = byCause.get(cause);
      return known !== undefined && known.at >= oldest ? known.seq : null;
    },
  };
}

/** ISO times of one form sort as text. */
const shifted = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();

/** By cause, the first of each. */
function indexed(keys: readonly Key[]): Map<string, Key> {
  return new Map(keys.toReversed().map((key) => [key.cause, key]));
}
