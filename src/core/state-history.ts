import type { Event } from './events.ts';
import { evolve } from './evolve.ts';
import { initialState } from './initial-state.ts';
import type { Ledger, State } from './state.ts';
import { type BetSums, betSums } from './sums/bet-sums.ts';
import { type FurthestLegs, furthestLegs } from './sums/legs-reached.ts';
import { createTrail, type KeptList } from './trail.ts';

/** A point of the log: after an event, or at a moment (ISO-8601 UTC). */
export type Point = { readonly seq: number } | { readonly at: string };

/**
 * Whole appends that the log has, read again at once: the events with a seq above `after` up to `upTo`. Throws where
 * they can no longer be read.
 */
export type ReadBack = (after: number, upTo: number) => readonly Event[];

/** A state without its journal and its ended cycles, which grow with the log. */
export interface KeptState {
  readonly state: State;
  readonly journal: KeptList<BetSums>;
  readonly ended: KeptList<FurthestLegs>;
}

export interface StateHistory {
  /** Begins anew, with the last of the states that were kept of this log, or with nothing, and returns it. */
  begin(kept: readonly KeptState[], readBack: ReadBack): State;
  /** The state after a whole append more; each append of the log goes by once, in order. */
  fold(state: State, append: readonly Event[]): State;
  /** The states that are kept, the oldest first. */
  kept(): readonly KeptState[];
  /** The last state that is kept at or before an event, with no need to read. */
  before(seq: number): State;
  /** The state as the log had it at a point; `read` reads the log. Rejects where it cannot be read. */
  at(point: Point, read: (after: number) => AsyncIterable<Event>): Promise<State>;
}

interface Lists {
  readonly journal: State['journal'];
  readonly ended: Ledger['ended'];
}

type ListLoads = { readonly [List in keyof Lists]: () => Lists[List] };

const KEPT_EVERY = 1024;

/**
 * Stretches that stay in memory once they were read back, a megabyte each at most: the newest, at which most looks are
 * aimed; and of the older ones those looked at last, each of which who walks back takes once.
 */
const NEWEST_HELD = 32;
const OLDER_HELD = 2;

/**
 * Folds a log and holds of it only a state now and then. As far as somebody walks back through the journal or the ended
 * cycles, the events since the state kept before are read back and folded again; so many of the newest such stretches
 * (1 or more) are then held.
 */
export function createStateHistory(keptEvery = KEPT_EVERY, newestHeld = NEWEST_HELD): StateHistory {
  const journals = createTrail(betSums);
  const endings = createTrail(furthestLegs);
  let bare: State[] = [];
  let states: State[] = [initialState];
  let newest = initialState;
  let readBack: ReadBack = notBegun;
  const held = new Map<number, State>();
  let reading = 0;

  /** The state after an event, with the stretch of history since the state that was kept before. */
  function whole(seq: number, before: State): State {
    const state = held.get(seq) ?? read(seq, before);
    held.delete(seq);
    held.set(seq, state);
    // A stretch with a correction walks back through those below it, some of them more than once.
    if (reading > 0) return state;
    const newestFrom = states.at(-newestHeld)?.seq ?? 0;
    const older = [...held.keys()].filter((each) => each < newestFrom);
    for (const each of older.slice(0, -OLDER_HELD)) held.delete(each);
    return state;
  }

  function read(seq: number, before: State): State {
    reading += 1;
    try {
      return readBack(before.seq, seq).reduce(evolve, before);
    } finally {
      reading -= 1;
    }
  }

  function keep(state: State, listsFrom: (load: ListLoads) => Lists): State {
    const before = newest;
    const { journal, ended } = listsFrom({
      journal: () => whole(state.seq, before).journal,
      ended: () => whole(state.seq, before).ledger.ended,
    });
    newest = { ...state, journal, ledger: { ...state.ledger, ended } };
    bare.push(state);
    states.push(newest);
    return newest;
  }

  function lastBefore(point: Point): State {
    let last = initialState;
    for (const state of states) if (!isAfter(state, point)) last = state;
    return last;
  }

  return {
    begin: (from, read) => {
      journals.begin();
      endings.begin();
      bare = [];
      newest = initialState;
      states = [newest];
      held.clear();
      readBack = read;
      for (const { state, journal, ended } of from)
        keep(state, (load) => ({
          journal: journals.restore(journal, state, load.journal),
          ended: endings.restore(ended, state, load.ended),
        }));
      return newest;
    },
    fold: (from, append) => {
      const state = append.reduce(evolve, from);
      if (state.seq < newest.seq + keptEvery) return state;
      const { journal, ledger } = state;
      const reached = { ...state, journal: null, ledger: { ...ledger, ended: null } };
      return keep(reached, (load) => ({
        journal: journals.keep(journal, reached, load.journal),
        ended: endings.keep(ledger.ended, reached, load.ended),
      }));
    },
    kept: () => {
      const [journal, ended] = [journals.kept(), endings.kept()];
      return bare.map((state, index) => ({
        state,
        journal: journal[index] as KeptState['journal'],
        ended: ended[index] as KeptState['ended'],
      }));
    },
    before: (seq) => lastBefore({ seq }),
    at: async (point, read) => {
      let state = lastBefore(point);
      for await (const event of read(state.seq)) {
        if (isAfter(event, point)) break;
        state = evolve(state, event);
      }
      return state;
    },
  };
}

function notBegun(): never {
  throw new Error('the history of states was not begun with a way to read the log again');
}

const isAfter = ({ seq, at }: { readonly seq: number; readonly at: string | null }, point: Point): boolean =>
  'seq' in point ? seq > point.seq : (at ?? '') > point.at;
