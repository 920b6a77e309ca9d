import { Mutex } from 'async-mutex';
import type { Clock } from '../../src/clock.ts';
import type { Leadership } from '../../src/leadership.ts';
import type { Leased, LeaseTable } from './lease-table.ts';
import { sayDatabaseError } from './say-database-error.ts';

/**
 * A holder that dies is replaced after this and a look at it, in seven and a half seconds; with what a start takes, in
 * less than ten. The time-out of a bet before the kick-off ends within it; for a longer one it is made to last longer.
 */
export const LASTS_MS = 7_000;
const BEAT_MS = 1_000;
/** Between two looks of who waits for it; beyond that it begins to count anew. */
const BLIND_MS = 3_000;
/** Beyond what is asked for: the asking takes time, too. */
const SPARE_MS = 1_000;
/** One may fail by chance. */
const FAILURES_TOLD = 2;

/**
 * Tells from each look at a lease whether it may be taken: it is free, or its holder has not prolonged it for as long as
 * it lasts, on this machine's own clock, which nobody can set.
 */
export function watchLease({ monotonic }: Pick<Clock, 'monotonic'>): (seen: Leased | null) => boolean {
  let last: Leased | null = null;
  let since = monotonic();
  let lookedAt = since;
  return (seen) => {
    // While it could not be looked at, it could not be prolonged either, as far as is known.
    const isLong = monotonic() - lookedAt > BLIND_MS;
    lookedAt = monotonic();
    if (isLong || seen?.fence !== last?.fence || seen?.beat !== last?.beat) {
      last = seen;
      since = monotonic();
    }
    return seen === null || seen.holder === null || monotonic() - since >= seen.lastsMs;
  };
}

/** Of its holder, who prolongs it again and again until it is given back. */
export interface Lease extends Leadership {
  readonly fence: number;
  /** Another holder has come. */
  lose(): void;
  /** Never rejects. */
  giveBack(): Promise<void>;
}

export interface HeldParts {
  readonly table: LeaseTable;
  readonly fence: number;
  /** When it was asked for. */
  readonly asked: Moment;
  readonly clock: Clock;
}

/**
 * A wall clock can be set, and a monotonic one stands still while a machine sleeps: what has gone by is the longer of
 * both.
 */
export interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

export const momentOf = (clock: Pick<Clock, 'now' | 'monotonic'>): Moment => ({
  monotonic: clock.monotonic(),
  wall: clock.now(),
});

export function holdLease({ table, fence, asked, clock }: HeldParts): Lease {
  let held = { since: asked, lastsMs: LASTS_MS };
  /** Until when it is to last, on the monotonic clock. */
  let wantedUntil = 0;
  let beats = 0;
  let why: string | null = null;
  /** One after the other, up to now. */
  let failures = 0;
  const listeners: (() => void)[] = [];
  const lost = new AbortController();
  const ended = new AbortController();
  const turn = new Mutex();
  let alarm = new AbortController();

  const gone = (): number =>
    Math.max(clock.monotonic() - held.since.monotonic, clock.now() - held.since.wall);

  const left = (): number => {
    // Also once it was given back: what is still underway then must not be sent.
    if (ended.signal.aborted) return 0;
    return Math.max(0, held.lastsMs - gone());
  };

  const lapse = (): void => {
    for (const listener of listeners) listener();
  };

  function lose(): void {
    if (lost.signal.aborted) return;
    lost.abort(new Error('another process has taken over the stream'));
    ended.abort();
    alarm.abort();
    lapse();
  }

  /** Anew with each prolonging. */
  function setAlarm(): void {
    alarm.abort();
    if (ended.signal.aborted) return;
    alarm = new AbortController();
    clock.wait(left(), alarm.signal).then(lapse, () => undefined);
  }

  async function prolong(): Promise<void> {
    const since = momentOf(clock);
    const lastsMs = Math.max(LASTS_MS, Math.ceil(wantedUntil - since.monotonic));
    try {
      beats += 1;
      if (!(await table.prolong(fence, beats, lastsMs))) return lose();
      held = { since, lastsMs };
      why = null;
      failures = 0;
      setAlarm();
    } catch (error) {
      why = sayDatabaseError(error);
      failures += 1;
    }
  }

  async function beat(): Promise<void> {
    for (;;) {
      await clock.wait(BEAT_MS, ended.signal);
      await turn.runExclusive(prolong);
    }
  }

  setAlarm();
  beat().catch(() => undefined);

  return {
    fence,
    left,
    prolong: (ms) =>
      turn.runExclusive(async () => {
        if (left() > ms + SPARE_MS) return true;
        wantedUntil = Math.max(wantedUntil, clock.monotonic() + ms + SPARE_MS);
        await prolong();
        return left() > ms;
      }),
    // Who has slept does not know yet, and is told by the next prolonging.
    lapsed: () => (left() > 0 ? null : why),
    threat: () =>
      failures < FAILURES_TOLD
        ? null
        : `The database has not answered for ${Math.floor(gone() / 1_000)} s: ${why}.`,
    onLapse: (listener) => void listeners.push(listener),
    lost: lost.signal,
    lose,
    giveBack: async () => {
      ended.abort();
      alarm.abort();
      await turn.runExclusive(() => table.giveBack(fence, beats + 1)).catch(() => undefined);
    },
  };
}
