import type { Event } from '../../core/events.ts';
import { evolve } from '../../core/evolve.ts';
import { type Posting, postingsOf } from '../../core/postings.ts';
import type { State } from '../../core/state.ts';

/** Every posting of a log's events after a state, oldest first. Rejects where they cannot be read. */
export async function* postingsSince(
  from: State,
  events: (after: number) => AsyncIterable<Event>,
): AsyncGenerator<Posting> {
  let state = from;
  for await (const event of events(from.seq)) {
    const before = state;
    state = evolve(before, event);
    yield* postingsOf(event, before, state);
  }
}
