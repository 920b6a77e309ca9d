import type { Handler } from '../betting/handle.ts';
import { decide } from '../core/decide.ts';
import type { Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import type { State } from '../core/state.ts';

/** A handler whose events are folded and forgotten: nothing is written anywhere. */
export interface PlayedHandler extends Handler {
  /** Takes over what happened in the log. */
  fold(event: Event): void;
  /** Every event that was decided here, the first one first. */
  readonly events: readonly Event[];
}

export function createPlayedHandler(begun: State, now: () => number): PlayedHandler {
  let state = begun;
  const events: Event[] = [];
  return {
    events,
    state: () => state,
    blocked: () => null,
    distrusted: () => null,
    distrust: () => undefined,
    fold: (event) => {
      state = evolve(state, event);
    },
    async handle(intent, { actor, id: cause }) {
      const decision = decide(intent, state);
      if ('refused' in decision) return { kind: 'refused', refusal: decision };
      const made = decision.map((fact, i): Event => {
        const seq = state.seq + 1 + i;
        const at = new Date(now()).toISOString();
        return {
          ...fact,
          seq,
          last: state.seq + decision.length,
          id: `played-${seq}`,
          version: 1,
          at,
          actor,
          cause,
          hash: '',
        } as Event;
      });
      state = made.reduce(evolve, state);
      events.push(...made);
      return { kind: 'done', events: made };
    },
    still: async (look) => look(state),
  };
}
