import type { Event, EventType } from '../../src/core/events.ts';
import { Violation } from './violation.ts';

/** What happened in a simulated life, and the first thing that never must. */
export interface LifeRecord {
  readonly history: readonly string[];
  note(what: string): void;
  event(event: Event): void;
  count(type: EventType): number;
  /** Keeps the first; anything but a Violation is a fault of the program that nobody caught. */
  fail(error: unknown): void;
  violation(): string | null;
  /** The same, but what it throws is the violation. */
  guarded<Args extends readonly unknown[]>(act: (...args: Args) => void): (...args: Args) => void;
  guard(check: () => unknown): Promise<void>;
}

/** `now` gives wall-clock milliseconds. */
export function createLifeRecord(now: () => number): LifeRecord {
  const history: string[] = [];
  const counts = new Map<EventType, number>();
  let violation: string | null = null;
  const note = (what: string): void => void history.push(`${new Date(now()).toISOString()} ${what}`);
  const fail = (error: unknown): void => {
    const broken = (): string => `broken: ${error instanceof Error ? error.stack : String(error)}`;
    violation ??= error instanceof Violation ? error.message : broken();
  };
  return {
    history,
    note,
    fail,
    event({ seq, type, data }) {
      note(`event ${seq} ${type} ${JSON.stringify(data)}`);
      counts.set(type, (counts.get(type) ?? 0) + 1);
    },
    count: (type) => counts.get(type) ?? 0,
    violation: () => violation,
    guarded:
      (act) =>
      (...args) => {
        try {
          act(...args);
        } catch (error) {
          fail(error);
        }
      },
    guard: async (check) => {
      try {
        await check();
      } catch (error) {
        fail(error);
      }
    },
  };
}
