import type { Clock } from '../../src/clock.ts';
import type { Random } from '../../src/random.ts';
import { FOR_EVENTS, FOR_LEASE } from '../../store/postgres/connect.ts';
import type { StreamTables } from '../../store/postgres/stream-tables.ts';
import { memoryDatabase } from '../store/postgres/memory-database.ts';
import type { StreamCheck } from './invariants/stream-check.ts';
import { type Life, never } from './life.ts';
import type { MachineClock } from './machine-clock.ts';
import { between } from './world.ts';

/** The way from one machine to the database. */
export interface DatabaseLink {
  /** As one process of that machine is connected; `clock` is its own. */
  connect(life: Life, clock: Clock): StreamTables;
  /** Nothing comes through for so many milliseconds; some of it comes afterwards. */
  cut(ms: number): void;
  /** For so many milliseconds every way takes up to so long. */
  slow(ms: number, most: number): void;
  /** The next of these calls is cut off before it arrives, or after it is done. */
  loseNext(call: DatabaseCall, when: Loss): void;
  /** Whether it is there, and quick. */
  isWell(): boolean;
  /** Mends it. */
  mend(): void;
}

export type DatabaseCall = 'insert' | 'lines' | 'prolong' | 'take';
type Loss = 'before' | 'after';

export interface SimulatedDatabase {
  link(clock: MachineClock): DatabaseLink;
  setDown(down: boolean): void;
  isDown(): boolean;
  /** The lines of the stream. */
  lines(): readonly string[];
}

interface DatabaseParts {
  readonly random: Random;
  readonly check: StreamCheck;
  /** Told of lines as they are committed. */
  readonly onCommit: (lines: readonly string[]) => void;
  readonly onKept: (name: string, text: string) => void;
  /** A call was cut off. */
  readonly onLost: () => void;
}

const STREAM = 'live';

/** Of so many calls each way takes a while, of up to so many ms. */
const LAGGING = 0.05;
const LAG_MS = 40;

const fault = (code: string): Error => Object.assign(new Error(`simulated: ${code}`), { code });
const CUT = 'ECONNRESET';

/** A database in memory, with all that lies between it and those that use it. */
export function simulatedDatabase({
  random,
  check,
  onCommit,
  onKept,
  onLost,
}: DatabaseParts): SimulatedDatabase {
  const database = memoryDatabase();
  const lines = () => database.linesOf(STREAM);
  let isDown = false;
  let committed = 0;

  /** In the very moment, so that no other commit comes in between. */
  function tellCommits(fence: number): void {
    const fresh = lines().slice(committed);
    committed += fresh.length;
    if (fresh.length === 0) return;
    check.onInserted(fence);
    onCommit(fresh);
  }

  function link(machine: MachineClock): DatabaseLink {
    let cut: Promise<void> | null = null;
    let slowness: { readonly most: number } | null = null;
    let losing: { readonly call: string; readonly when: Loss } | null = null;

    const loses = (call: string, when: Loss): boolean => {
      if (losing?.call !== call || losing.when !== when) return false;
      losing = null;
      onLost();
      return true;
    };

    /** How long one way takes. */
    const lag = (): number => between(random, 0, slowness?.most ?? (random() < LAGGING ? LAG_MS : 0));

    /** What is underway when the way is cut may arrive when it is there again, and may not. */
    async function travel(ms: number): Promise<void> {
      if (ms > 0) await new Promise<void>((resolve) => machine.after(ms, resolve));
      while (cut !== null) {
        const heals = cut;
        await (random() < 0.5 ? never() : heals);
      }
    }

    async function there<T>(call: string, [out, back]: readonly [number, number], act: () => Promise<T>) {
      await travel(out);
      if (isDown) throw fault('ECONNREFUSED');
      if (loses(call, 'before')) throw fault(CUT);
      const answer = await act();
      await travel(back);
      if (isDown || loses(call, 'after')) throw fault(CUT);
      return answer;
    }

    /** Rejects where it takes longer than a process waits. */
    function inTime<T>(asked: Promise<T>, ms: number, clock: Clock): Promise<T> {
      asked.catch(() => undefined);
      const over = new AbortController();
      const late = clock.wait(ms, over.signal).then(() => Promise.reject(fault('ETIMEDOUT')));
      late.catch(() => undefined);
      return Promise.race([asked, late]).finally(() => over.abort());
    }

    function connect(life: Life, clock: Clock): StreamTables {
      const { events, lease, kept } = database.tables(STREAM);

      /** Where the process dies after it has asked, it may be done all the same. */
      async function ask<T>(call: string, patienceMs: number, act: () => Promise<T>): Promise<T> {
        if (!(await life.reaches(`ask ${call}`))) return never();
        const ways = [lag(), lag()] as const;
        const isQuick = cut === null && ways.every((ms) => ms === 0);
        const asked = there(call, ways, act);
        const outcome = await (isQuick ? asked : inTime(asked, patienceMs, clock)).then(
          (answer) => ({ answer }),
          (error: unknown) => ({ error }),
        );
        if (!(await life.reaches(`told ${call}`))) return never();
        if ('error' in outcome) throw outcome.error;
        return outcome.answer;
      }
      const ofEvents = FOR_EVENTS.answerWithinMs;
      const ofLease = FOR_LEASE.answerWithinMs;
      return {
        stream: STREAM,
        events: {
          last: () => ask('last', ofEvents, events.last),
          lines: (first, last) => ask('lines', ofEvents, () => events.lines(first, last)),
          insert: (first, more, fence) =>
            ask('insert', ofEvents, () => {
              const inserted = events.insert(first, more, fence);
              tellCommits(fence);
              return inserted;
            }),
        },
        lease: {
          read: () => ask('look', ofLease, lease.read),
          take: (seen, holder, lastsMs) =>
            ask('take', ofLease, async () => {
              const fence = await lease.take(seen, holder, lastsMs);
              if (fence !== null) check.onTaken(life, fence, lastsMs);
              return fence;
            }),
          prolong: (fence, beat, lastsMs) =>
            ask('prolong', ofLease, async () => {
              const prolonged = await lease.prolong(fence, beat, lastsMs);
              if (prolonged) check.onProlonged(fence, lastsMs);
              return prolonged;
            }),
          giveBack: (fence, beat) =>
            ask('give back', ofLease, async () => {
              await lease.giveBack(fence, beat);
              check.onGivenBack(fence);
            }),
        },
        kept: {
          read: (name) => ask('kept', ofEvents, () => kept.read(name)),
          write: (name, text) => {
            check.onKeeping(life, name);
            return ask('keep', ofEvents, async () => {
              await kept.write(name, text);
              onKept(name, text);
            });
          },
          names: () => ask('kept names', ofEvents, kept.names),
          placeOf: kept.placeOf,
        },
        expectSafe: async () => undefined,
        close: async () => undefined,
      };
    }

    return {
      connect,
      cut(ms) {
        const over = new Promise<void>((heal) => machine.after(ms, heal));
        cut = over;
        void over.then(() => {
          if (cut === over) cut = null;
        });
      },
      slow(ms, most) {
        const now = { most };
        slowness = now;
        machine.after(ms, () => {
          if (slowness === now) slowness = null;
        });
      },
      loseNext(call, when) {
        losing = { call, when };
      },
      isWell: () => cut === null && slowness === null,
      mend() {
        slowness = null;
        losing = null;
      },
    };
  }

  return {
    link,
    lines,
    setDown: (down) => {
      isDown = down;
    },
    isDown: () => isDown,
  };
}
