import { isDeepStrictEqual } from 'node:util';
import type { Event } from '../../../src/core/events.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { initialState } from '../../../src/core/initial-state.ts';
import type { State } from '../../../src/core/state.ts';
import { byAppend } from '../appends-in.ts';
import { Violation } from '../violation.ts';

/** Sees every append, whichever process made it, and folds the log for itself. */
export interface Witness {
  state(): State;
  onAppend(events: readonly Event[]): void;
  /** What a start found in the file: all that was acknowledged, and at most what was not. */
  onOpened(found: readonly Event[]): void;
  /** What the log replays to. */
  expect(replayed: State): void;
}

/** Each append goes to `check` with the states before, between and after its events. */
export function createWitness(check: (events: readonly Event[], states: readonly State[]) => void): Witness {
  let state = initialState;
  const hashes: string[] = [];

  function take(events: readonly Event[]): void {
    const states = [state];
    for (const event of events) {
      if (event.seq !== state.seq + 1) throw new Violation(`event ${event.seq} follows event ${state.seq}`);
      state = evolve(state, event);
      hashes.push(event.hash);
      states.push(state);
    }
    check(events, states);
  }

  return {
    state: () => state,
    onAppend: take,
    onOpened(found) {
      const lost = hashes.findIndex((hash, index) => found[index]?.hash !== hash);
      if (lost >= 0) throw new Violation(`event ${lost + 1} was acknowledged and is not in the file`);
      for (const append of byAppend(found.slice(hashes.length))) take(append);
    },
    expect(replayed) {
      if (!isDeepStrictEqual(replayed, state))
        throw new Violation(`the log replays to another state at event ${state.seq}`);
    },
  };
}
