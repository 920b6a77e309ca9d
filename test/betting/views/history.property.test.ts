import fc from 'fast-check';
import { expect, it } from 'vitest';
import { betRecords, betsFrom, betsOfCycle } from '../../../src/betting/views/history.ts';
import { allCycles, cyclesFrom, findCycle, isOfCycle } from '../../../src/betting/views/statistics.ts';
import { newestFirst } from '../../../src/core/chain.ts';
import { settledSince } from '../../../src/core/journal.ts';
import { foldedBy } from '../../core/folded.ts';
import { stories } from '../../core/histories.ts';

const RUNS = { numRuns: 100 };

it('the results since a moment are those of all that came then', () => {
  fc.assert(
    fc.property(stories, fc.nat(), ({ states }, pick) => {
      const { journal } = states.at(-1)!;
      const from = states[pick % states.length]!.at ?? '';
      const settled = [...newestFirst(journal)].filter((line) => line.kind === 'settled');
      expect([...settledSince(journal, from)]).toEqual(settled.filter(({ at }) => at >= from));
    }),
    RUNS,
  );
});

/** A story, the state that it comes to with all of it in memory, and the one of which little is. */
const folds = fc
  .record({ story: stories, keptEvery: fc.integer({ min: 1, max: 9 }) })
  .map(({ story: { appends, states }, keptEvery }) => {
    const { states: folded } = foldedBy(appends, keptEvery);
    return { plain: states.at(-1)!, folded: folded.at(-1)! };
  });

it('any page of bets and of cycles is that part of all of them, wherever the log is read back from', () => {
  fc.assert(
    fc.property(folds, fc.nat(), fc.integer({ min: 1, max: 5 }), ({ plain, folded }, n, most) => {
      const all = [...betRecords(plain)];
      const from = n % (all.length + 1);
      expect(betsFrom(folded, from, most)).toEqual(all.slice(from, from + most));
      const cycles = [...allCycles(plain.ledger)];
      const first = n % (cycles.length + 1);
      expect(cyclesFrom(folded.ledger, first, most)).toEqual(cycles.slice(first, first + most));
    }),
    { numRuns: 300 },
  );
});

it('every cycle is found with its bets, wherever the log is read back from', () => {
  fc.assert(
    fc.property(folds, ({ plain, folded }) => {
      for (const cycle of allCycles(plain.ledger)) {
        expect(findCycle(folded, cycle)).toEqual(cycle);
        expect(betsOfCycle(folded, cycle)).toEqual(betsOfCycle(plain, cycle));
      }
      const { epoch, cycle } = plain.ledger;
      expect(findCycle(folded, { epoch, cycle: cycle + 1 })).toBeUndefined();
      expect(findCycle(folded, { epoch: epoch + 1, cycle: 1 })).toBeUndefined();
    }),
    RUNS,
  );
});

it('the bets of a cycle are those of all bets that count in it, the first one first', () => {
  fc.assert(
    fc.property(stories, ({ states }) => {
      const state = states.at(-1)!;
      const all = [...betRecords(state)].reverse();
      for (const cycle of allCycles(state.ledger))
        expect(betsOfCycle(state, cycle)).toEqual(all.filter(isOfCycle(cycle)));
    }),
    RUNS,
  );
});
