import type { Event } from '../../src/core/events.ts';
import { createStateHistory } from '../../src/core/state-history.ts';

/** A log that counts how many events were read of it. */
export function logOf(events: readonly Event[]) {
  const log = {
    events: 0,
    async *read(after: number) {
      for (const event of events) {
        if (event.seq <= after) continue;
        log.events += 1;
        yield event;
      }
    },
    readBack: (after: number, upTo: number) => {
      const found = events.filter(({ seq }) => seq > after && seq <= upTo);
      log.events += found.length;
      return found;
    },
  };
  return log;
}

/** The history of appends, and the state after each of them. */
export function foldedBy(
  appends: readonly (readonly Event[])[],
  keptEvery: number,
  log = logOf(appends.flat()),
) {
  const history = createStateHistory(keptEvery, 1);
  let state = history.begin([], log.readBack);
  const states = appends.map((append) => {
    state = history.fold(state, append);
    return state;
  });
  return { history, states, log };
}
