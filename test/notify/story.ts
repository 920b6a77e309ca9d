import type { Event, Fact } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { Intent } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import { at, facts, numbered, requestBet, started } from '../core/given.ts';
import { resultIntent } from '../core/play.ts';

/** A log in memory that grows by intents, for those who read and follow one. */
export interface Story {
  state(): State;
  /** Before the last append. */
  before(): State;
  /** Every append so far. */
  readonly appends: (readonly Event[])[];
  append(...facts: Fact[]): readonly Event[];
  act(intent: Intent): readonly Event[];
  /** Requests and places the next leg. */
  bet(more?: Parameters<typeof requestBet>[1]): readonly Event[];
  /** Decides the open bet. */
  end(outcome: 'won' | 'lost' | 'dead_heat' | 'void'): readonly Event[];
  readonly log: {
    read(after?: number): AsyncIterable<Event>;
    subscribe(listener: (events: readonly Event[]) => void): () => void;
  };
}

export function createStory(first: Fact | null = started()): Story {
  let state = initialState;
  let before = initialState;
  const appends: (readonly Event[])[] = [];
  const listeners = new Set<(events: readonly Event[]) => void>();

  const append = (...toAppend: Fact[]): readonly Event[] => {
    const events = numbered(state, toAppend);
    before = state;
    state = events.reduce(evolve, state);
    appends.push(events);
    for (const listener of listeners) listener(events);
    return events;
  };
  const act = (intent: Intent): readonly Event[] => append(...facts(state, intent));
  const story: Story = {
    state: () => state,
    before: () => before,
    appends,
    append,
    act,
    bet: (more) => {
      const orderRef = `ref-${state.seq}`;
      act(requestBet(orderRef, more));
      const { stake, priceAsked } = state.request!;
      return act({
        kind: 'record_placed',
        now: at(),
        orderRef,
        betId: `b-${orderRef}`,
        matched: pennies(stake),
        priceMatched: price(priceAsked),
      });
    },
    end: (outcome) => {
      const open = state.openBets[0]!;
      return outcome === 'void'
        ? act({ kind: 'record_void', now: at(), orderRef: open.orderRef, reason: 'all runners removed' })
        : act(resultIntent(open, outcome));
    },
    log: {
      async *read(after = 0) {
        for (const event of appends.flat()) if (event.seq > after) yield event;
      },
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  if (first !== null) append(first);
  return story;
}
