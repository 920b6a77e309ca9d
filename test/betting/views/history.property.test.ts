import fc from 'fast-check';
import { expect, it } from 'vitest';
import { betRecords, betsOfCycle, betsSettledSince } from '../../../src/betting/views/history.ts';
import { allCycles, isOfCycle } from '../../../src/betting/views/statistics.ts';
import { stories } from '../../core/histories.ts';

const RUNS = { numRuns: 100 };

it('the bets settled since a moment are those of all bets that were', () => {
  fc.assert(
    fc.property(stories, fc.nat(), ({ states }, pick) => {
      const state = states.at(-1)!;
      const from = states[pick % states.length]!.at ?? '';
      const all = [...betRecords(state)];
      expect([...betsSettledSince(state, from)]).toEqual(
        all.filter(({ settled }) => settled !== null && settled.at >= from),
      );
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
