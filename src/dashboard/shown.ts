import type { Reader } from '../app.ts';
import type { Suggestion } from '../command.ts';
import type { State } from '../core/state.ts';
import type { Typing } from '../suggest-values.ts';
import { Fault } from './fault.ts';
import { createOpenMarket, type OpenMarket } from './open-market.ts';

/** What the endpoints show is read from here. */
export interface Shown {
  readonly reader: Reader;
  /** Whether one has to log in. */
  readonly login: boolean;
  readonly openMarket: OpenMarket;
  suggest(typing: Typing): Promise<readonly Suggestion[]>;
  /** What was made of something that never changes, made once for all who ask; null is made anew each time. */
  remembered<T>(of: object | null, name: string, make: () => Promise<T>): Promise<T>;
  /** The state after a past event; as it is now without one. Throws a Fault where the log has no such event. */
  stateAt(seq: number | undefined): Promise<State>;
}

/** Remembers the past state that was asked for last: a page asks for several things of one moment. */
export function createShown(reader: Reader, suggest: Shown['suggest'], login: boolean): Shown {
  let last: { readonly seq: number; readonly state: Promise<State> } | null = null;
  const made = new WeakMap<object, Map<string, Promise<unknown>>>();
  return {
    reader,
    login,
    suggest,
    openMarket: createOpenMarket(reader),
    remembered: <T>(of: object | null, name: string, make: () => Promise<T>) => {
      if (of === null) return make();
      const known = made.get(of) ?? new Map<string, Promise<unknown>>();
      made.set(of, known);
      const first = known.get(name) ?? make();
      known.set(name, first);
      // What failed is tried again.
      first.catch(() => known.delete(name));
      return first as Promise<T>;
    },
    stateAt: async (seq) => {
      const now = reader.state();
      if (seq === undefined || seq === now.seq) return now;
      if (seq > now.seq)
        throw new Fault(404, 'no_event', `The log has no event ${seq}: the last is ${now.seq}.`);
      if (last?.seq !== seq) last = { seq, state: reader.past({ seq }) };
      return last.state;
    },
  };
}
