import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestFirst } from '../../src/core/chain.ts';
import type { Event, Fact } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { firstMilestone, type Milestone, skipTo } from '../../src/core/milestone.ts';
import type { JournalLine, State } from '../../src/core/state.ts';
import { createStateHistory, type KeptState, type StateHistory } from '../../src/core/state-history.ts';
import { betSums, sumBets } from '../../src/core/sums/bet-sums.ts';
import { furthestLegs } from '../../src/core/sums/legs-reached.ts';
import { foldedBy, logOf } from './folded.ts';
import { facts, numbered, placed, started } from './given.ts';
import { type Story, stories } from './histories.ts';
import { resultIntent } from './play.ts';

const storyOf = (isWanted: (story: Story) => boolean) =>
  fc.sample(stories.filter(isWanted), { numRuns: 1, seed: 7 }).flatMap(({ appends }) => appends);

const longStory = () => storyOf(({ appends }) => appends.length > 12);

/** One in which so much money moves that not every sum is kept. */
const busyStory = () => storyOf(({ states }) => [...newestFirst(states.at(-1)?.journal ?? null)].length > 24);

/** A log that begins, loses so many bets one after the other, and is started again: an append for each of these facts. */
function losing(bets: number): readonly (readonly Event[])[] {
  let state = initialState;
  const appends: Event[][] = [];
  const append = (...made: readonly Fact[]) => {
    const events = numbered(state, made);
    state = events.reduce(evolve, state);
    appends.push(events);
  };
  append(started());
  for (let n = 1; n <= bets; n += 1) {
    append(placed(`ref-${n}`, 100));
    for (const open of state.openBets) append(...facts(state, resultIntent(open, 'lost')));
  }
  append(started());
  return appends;
}

/** All of a state, what is read back included. */
const seen = (state: State) => ({
  ...state,
  journal: [...newestFirst(state.journal)],
  ledger: { ...state.ledger, ended: [...newestFirst(state.ledger.ended)] },
});

/** What is kept, written and read again. */
const written = (history: StateHistory): readonly KeptState[] => JSON.parse(JSON.stringify(history.kept()));

const every = fc.integer({ min: 1, max: 9 });

test('the state after each append is the plain fold, whatever of it is held', () => {
  fc.assert(
    fc.property(stories, every, ({ appends, states }, keptEvery) => {
      const folded = foldedBy(appends, keptEvery);
      for (const [index, state] of folded.states.entries())
        expect(seen(state)).toEqual(seen(states[index] ?? initialState));
    }),
    { numRuns: 200 },
  );
});

test('begun anew from any of the states that were kept, written and read again, it comes to the same', () => {
  fc.assert(
    fc.property(stories, every, fc.nat(), ({ appends, states }, keptEvery, n) => {
      const { history, log } = foldedBy(appends, keptEvery);
      const kept = written(history);
      const from = kept.slice(0, n % (kept.length + 1));
      const again = createStateHistory(keptEvery, 1);
      let state = again.begin(from, log.readBack);
      expect(state.seq).toBe(from.at(-1)?.state.seq ?? 0);
      for (const append of appends) if ((append[0]?.seq ?? 0) > state.seq) state = again.fold(state, append);
      expect(seen(state)).toEqual(seen(states.at(-1) ?? initialState));
      expect(again.kept()).toEqual(kept);
    }),
    { numRuns: 200 },
  );
});

test('the state after an event is the fold of the log up to it, wherever states were kept', async () => {
  await fc.assert(
    fc.asyncProperty(stories, fc.nat(), every, async ({ appends }, n, keptEvery) => {
      const events = appends.flat();
      const seq = n % (events.length + 1);
      const { history, log } = foldedBy(appends, keptEvery);
      const fold = events.slice(0, seq).reduce(evolve, initialState);
      expect(seen(await history.at({ seq }, log.read))).toEqual(seen(fold));
      expect(history.before(seq).seq).toBeLessThanOrEqual(seq);
    }),
    { numRuns: 200 },
  );
});

test('the state at a moment is the fold of all that was appended by then', async () => {
  await fc.assert(
    fc.asyncProperty(stories, fc.nat(), every, async ({ appends }, n, keptEvery) => {
      const events = appends.flat();
      const at = events[n % Math.max(1, events.length)]?.at ?? '';
      const { history, log } = foldedBy(appends, keptEvery);
      const fold = events.filter((event) => event.at <= at).reduce(evolve, initialState);
      expect(seen(await history.at({ at }, log.read))).toEqual(seen(fold));
    }),
    { numRuns: 200 },
  );
});

test('what is summed over all bets and cycles is the sum over the plain fold, at every state, begun anew or not', () => {
  fc.assert(
    fc.property(stories, every, fc.nat(), ({ appends, states }, keptEvery, n) => {
      const { history, states: folded, log } = foldedBy(appends, keptEvery);
      for (const [index, state] of folded.entries()) {
        const { journal, ledger } = states[index] ?? initialState;
        expect(betSums.of(state.journal)).toEqual(betSums.of(journal));
        expect(furthestLegs.of(state.ledger.ended)).toEqual(furthestLegs.of(ledger.ended));
      }
      const kept = written(history);
      const state = createStateHistory(keptEvery, 1).begin(
        kept.slice(0, n % (kept.length + 1)),
        log.readBack,
      );
      const same = states.find(({ seq }) => seq === state.seq) ?? initialState;
      expect(betSums.of(state.journal)).toEqual(betSums.of(same.journal));
      expect(furthestLegs.of(state.ledger.ended)).toEqual(furthestLegs.of(same.ledger.ended));
    }),
    { numRuns: 200 },
  );
});

test('a list that is empty, or as it was at the state kept before, is not kept again', () => {
  const appends = losing(1);
  const { history, log } = foldedBy(appends, 1);
  const kept = written(history);
  expect(kept.map(({ ended }) => ended)).toEqual([null, null, { below: null, sum: [0, 1] }, 0]);
  expect(kept.at(-1)?.journal).toBe(2);
  const again = createStateHistory(1, 1);
  expect(seen(again.begin(kept, log.readBack))).toEqual(seen(appends.flat().reduce(evolve, initialState)));
  expect(again.kept()).toEqual(kept);
});

test('sums are kept at the sixteen newest places and at the first of many; begun anew, at the same ones', () => {
  const appends = losing(10);
  const { history, log } = foldedBy(appends, 1);
  const kept = written(history);
  const isSummed = ({ journal }: KeptState) => typeof journal === 'object' && journal?.sum !== null;
  expect(kept.flatMap((each, place) => (isSummed(each) ? [place] : []))).toEqual([
    0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
  ]);
  const again = createStateHistory(1, 1);
  let place = firstMilestone(again.begin(kept, log.readBack).journal);
  expect(again.kept()).toEqual(kept);
  while (place !== null && betSums.at(place) !== null) place = place.below;
  expect(place?.reached.seq).toBe(5);
  const plain = appends.flat().slice(0, 5).reduce(evolve, initialState);
  expect(betSums.of(place)).toEqual(betSums.of(plain.journal));
});

test('to sum over all bets nothing is read again, but for what a correction reached', () => {
  const { states, log } = foldedBy(longStory(), 4);
  const before = log.events;
  betSums.of(states.at(-1)?.journal ?? null);
  furthestLegs.of(states.at(-1)?.ledger.ended ?? null);
  expect(log.events).toBe(before);
});

test('one look reads no stretch twice, however many corrections walk back through it', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 1, max: 3 }), ({ appends }, keptEvery) => {
      const log = logOf(appends.flat());
      const read: number[] = [];
      const history = createStateHistory(keptEvery, 1);
      let state = history.begin([], (after, upTo) => {
        read.push(upTo);
        return log.readBack(after, upTo);
      });
      const places = new Set<Milestone<JournalLine>>();
      for (const append of appends) {
        state = history.fold(state, append);
        const place = firstMilestone(state.journal);
        if (place !== null) places.add(place);
      }
      for (const place of places) {
        read.length = 0;
        expect(place.head.at).not.toBe('');
        expect(new Set(read).size).toBe(read.length);
      }
    }),
    { numRuns: 200 },
  );
});

/** The milestones of a story at which no sum is kept, the oldest first, and its log. */
function unsummed() {
  const { states, log } = foldedBy(busyStory(), 1);
  const places = new Set(states.map(({ journal }) => firstMilestone(journal)));
  return { log, places: [...places].filter((place) => place !== null && betSums.at(place) === null) };
}

test('a sum over the past reads what lies below once it is prepared, and nothing more after', () => {
  const { places, log } = unsummed();
  const place = places.at(-1) ?? null;
  const before = log.events;
  for (const _ of betSums.prepare(place));
  const read = log.events;
  expect(read).toBeGreaterThan(before);
  const sums = betSums.of(place);
  for (const _ of betSums.prepare(place));
  expect(log.events).toBe(read);
  expect(sums).toEqual(sumBets([...newestFirst(place)].filter((line) => line.kind === 'settled').reverse()));
});

test('the sums that were prepared last are remembered', () => {
  const { places, log } = unsummed();
  expect(places.length).toBeGreaterThan(8);
  for (const place of places) for (const _ of betSums.prepare(place));
  const read = log.events;
  for (const place of places.slice(-4)) betSums.of(place);
  expect(log.events).toBe(read);
});

test('the last state kept at or before an event is found without reading', () => {
  const { history, log } = foldedBy(losing(4), 4);
  expect([0, 3, 4, 7, 8, 10].map((seq) => history.before(seq).seq)).toEqual([0, 0, 4, 4, 8, 8]);
  expect(log.events).toBe(0);
});

test('who wants no more than what lies below a state skips what lies above without reading it', () => {
  const { states, log } = foldedBy(losing(10), 4);
  const journal = states.at(-1)?.journal ?? null;
  const place = skipTo(journal, ({ seq }) => seq >= 10);
  expect(place).toBe(firstMilestone(place));
  expect(firstMilestone(place)?.reached.seq).toBe(12);
  expect(skipTo(journal, () => false)).toBe(journal);
  expect(log.events).toBe(0);
});

test('only what follows the nearest state that was kept is read', async () => {
  const appends = longStory();
  const { history, log } = foldedBy(appends, 4);
  const before = log.events;
  await history.at({ seq: appends.flat().length }, log.read);
  const longest = Math.max(...appends.map((append) => append.length));
  expect(log.events - before).toBeLessThan(4 + longest);
});

test('the newest stretches are held once they were read back', () => {
  const appends = longStory();
  const log = logOf(appends.flat());
  const history = createStateHistory(4, 1_000);
  let state = history.begin([], log.readBack);
  for (const append of appends) state = history.fold(state, append);
  const plain = appends.flat().reduce(evolve, initialState);
  expect(seen(state)).toEqual(seen(plain));
  const read = log.events;
  expect(read).toBeGreaterThan(0);
  expect(seen(state)).toEqual(seen(plain));
  expect(log.events).toBe(read);
});

test('to walk back reads each stretch once', () => {
  const appends = longStory();
  const { states, log } = foldedBy(appends, 4);
  const before = log.events;
  expect([...newestFirst(states.at(-1)?.journal ?? null)].length).toBeGreaterThan(3);
  expect(log.events - before).toBeLessThanOrEqual(appends.flat().length);
});

test('a history that was not begun with a way to read the log says so when it is walked', () => {
  const history = createStateHistory(1, 1);
  const state = longStory().reduce(history.fold, initialState);
  expect(() => [...newestFirst(state.journal)]).toThrow('was not begun');
});
