import type { EventLog } from '../../../store/event-log.ts';
import { evolve } from '../../core/evolve.ts';
import { initialState } from '../../core/initial-state.ts';
import { type Posting, postingsOf } from '../../core/postings.ts';

/** Every posting of a log, oldest first: it is read and folded from its beginning. Rejects where it cannot be read. */
export async function* postingsOfLog(log: Pick<EventLog, 'read'>): AsyncGenerator<Posting> {
  let state = initialState;
  for await (const event of log.read()) {
    const before = state;
    state = evolve(before, event);
    yield* postingsOf(event, before, state);
  }
}
