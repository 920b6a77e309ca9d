import type { Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import { initialState } from '../core/initial-state.ts';
import type { State } from '../core/state.ts';

/** A point of the log: after an event, or at a moment (ISO-8601 UTC). */
export type Point = { readonly seq: number } | { readonly at: string };

export interface StateHistory {
  /** Offered the state after each append, in order; keeps one now and then. */
  note(state: State): void;
  /** The state as the log had it at a point; `read` reads the log. Rejects where it cannot be read. */
  at(point: Point, read: (after: number) => AsyncIterable<Event>): Promise<State>;
}

/** States share what has not changed between them, so that a thousand are kept in little more room than the last. */
const KEPT_EVERY = 1024;

/** Knows the state at any point of a long log without folding all of it anew. */
export function createStateHistory(keptEvery = KEPT_EVERY): StateHistory {
  const kept: State[] = [initialState];
  return {
    note: (state) => {
      const last = kept.at(-1) ?? initialState;
      if (state.seq >= last.seq + keptEvery) kept.push(state);
    },
    at: async (point, read) => {
      let state = kept.findLast((each) => !isAfter(each, point)) ?? initialState;
      for await (const event of read(state.seq)) {
        if (isAfter(event, point)) break;
        state = evolve(state, event);
      }
      return state;
    },
  };
}

const isAfter = ({ seq, at }: { readonly seq: number; readonly at: string | null }, point: Point): boolean =>
  'seq' in point ? seq > point.seq : (at ?? '') > point.at;
