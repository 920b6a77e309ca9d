import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStateHistory } from '../../src/betting/state-history.ts';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { State } from '../../src/core/state.ts';
import { stories } from '../core/histories.ts';

/** A log that counts how many events were read of it. */
function logOf(events: readonly Event[]) {
  const log = {
    events: 0,
    async *read(after: number) {
      for (const event of events) {
        if (event.seq <= after) continue;
        log.events += 1;
        yield event;
      }
    },
  };
  return log;
}

function historyOf(states: readonly State[], keptEvery: number) {
  const history = createStateHistory(keptEvery);
  for (const state of states) history.note(state);
  return history;
}

test('the state after an event is the fold of the log up to it, wherever states were kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      stories,
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      async ({ appends, states }, n, every) => {
        const events = appends.flat();
        const seq = n % (events.length + 1);
        const history = historyOf(states, every);
        const fold = events.slice(0, seq).reduce(evolve, initialState);
        expect(await history.at({ seq }, logOf(events).read)).toEqual(fold);
      },
    ),
    { numRuns: 200 },
  );
});

test('the state at a moment is the fold of all that was appended by then', async () => {
  await fc.assert(
    fc.asyncProperty(
      stories,
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      async ({ appends, states }, n, every) => {
        const events = appends.flat();
        const at = events[n % Math.max(1, events.length)]?.at ?? '';
        const history = historyOf(states, every);
        const fold = events.filter((event) => event.at <= at).reduce(evolve, initialState);
        expect(await history.at({ at }, logOf(events).read)).toEqual(fold);
      },
    ),
    { numRuns: 200 },
  );
});

test('only what follows the nearest state that was kept is read', async () => {
  const [{ appends, states }] = fc.sample(
    stories.filter(({ appends }) => appends.length > 12),
    { numRuns: 1, seed: 7 },
  ) as [{ appends: Event[][]; states: State[] }];
  const events = appends.flat();
  const log = logOf(events);
  await historyOf(states, 4).at({ seq: events.length }, log.read);
  const longest = Math.max(...appends.map((append) => append.length));
  expect(log.events).toBeLessThan(4 + longest);
});
