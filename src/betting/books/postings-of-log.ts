import type { Event } from '../../core/events.ts';
import { evolve } from '../../core/evolve.ts';
import { initialState } from '../../core/initial-state.ts';
import { type Posting, postingsOf } from '../../core/postings.ts';

/** Every posting of a log's events, oldest first, from its beginning. Rejects where they cannot be read. */
export async function* postingsOfLog(events: AsyncIterable<Event>): AsyncGenerator<Posting> {
  let state = initialState;
  for await (const event of events) {
    const before = state;
    state = evolve(before, event);
    yield* postingsOf(event, before, state);
  }
}
