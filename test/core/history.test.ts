import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestFirst } from '../../src/core/chain.ts';
import type { Event, Result } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { positionOf } from '../../src/core/forecast.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { lossOfAllTime } from '../../src/core/losses.ts';
import { isWin } from '../../src/core/settlement.ts';
import type { Figures, State } from '../../src/core/state.ts';
import { stories } from './histories.ts';

const RUNS = { numRuns: 300 };

test('every penny is in exactly one place after every append', () => {
  const balanced = (figures: Figures, pot: number) => {
    expect(figures.outlay + figures.gross).toBe(pot + figures.banked + figures.commission);
  };
  fc.assert(
    fc.property(stories, ({ states }) => {
      for (const { ledger } of states) {
        balanced(ledger.allTime, ledger.pot);
        balanced(ledger.figures, ledger.pot);
        expect(ledger.stakesOut).toBeGreaterThanOrEqual(0);
        expect(ledger.pot).toBeGreaterThanOrEqual(ledger.stakesOut);
      }
    }),
    RUNS,
  );
});

test('a forecast begins with a pot that holds the stake of its open bet, whatever was corrected', () => {
  fc.assert(
    fc.property(stories, ({ states }) => {
      for (const state of states) {
        const { pot, openBet } = positionOf(state);
        const out = state.openBets.reduce((sum, { stake }) => sum + stake, 0);
        expect(state.ledger.stakesOut).toBe(out);
        expect(pot).toBeGreaterThanOrEqual(openBet?.stake ?? 0);
      }
    }),
    RUNS,
  );
});

test('what was lost, and how often in a row, is what the ended cycles tell', () => {
  fc.assert(
    fc.property(stories, ({ states }) => {
      for (const { ledger } of states) {
        const ended = [...newestFirst(ledger.ended)];
        const cost = (cycles: typeof ended) =>
          cycles.reduce((sum, { outlay, banked }) => sum + outlay - banked, 0);
        const lost = ended.filter(({ end }) => end.how === 'lost');
        expect(ledger.allTime.moneyLost).toBe(cost(lost));
        expect(ledger.figures.moneyLost).toBe(cost(lost.filter(({ epoch }) => epoch === ledger.epoch)));
        expect(lossOfAllTime(ledger)).toBe(cost(ended));
        const target = ended.findIndex(({ end }) => end.how === 'target');
        const run = (target < 0 ? ended : ended.slice(0, target)).filter(({ end }) => end.how === 'lost');
        expect(ledger.losingRun).toEqual({ cycles: run.length, lastAt: run[0]?.end.at ?? null });
      }
    }),
    RUNS,
  );
});

test('replaying twice gives the same state, and any prefix of any legal log folds', () => {
  fc.assert(
    fc.property(stories, fc.nat(), ({ appends, states }, cut) => {
      const events = appends.flat();
      expect(events.reduce(evolve, initialState)).toEqual(states.at(-1));
      const prefix = events.slice(0, cut % (events.length + 1));
      expect(() => prefix.reduce(evolve, initialState)).not.toThrow();
    }),
    RUNS,
  );
});

test('no request stakes more than the pot, and none is made while another or a bet is open', () => {
  fc.assert(
    fc.property(stories, ({ appends, states }) => {
      for (const [i, [first]] of appends.entries()) {
        if (first?.type !== 'BET_REQUESTED') continue;
        const before = states[i - 1]!;
        expect(first.data.stake).toBeLessThanOrEqual(before.ledger.pot);
        expect(before.request).toBeNull();
        expect(before.openBets).toEqual([]);
      }
    }),
    RUNS,
  );
});

test('cycle and leg are the counts of rules 5 and 6 where nothing was corrected', () => {
  fc.assert(
    fc.property(stories, ({ appends, states }) => {
      let [cycle, leg] = [1, 0];
      for (const [i, append] of appends.entries()) {
        for (const { type } of append) {
          if (type === 'RESULT_CORRECTED') return;
          if (type === 'SYSTEM_RESET') [cycle, leg] = [1, 0];
          if (type === 'BET_LOST' || type === 'TARGET_REACHED') [cycle, leg] = [cycle + 1, 0];
          if (type === 'BET_PLACED' || type === 'BET_FOUND_LATE') leg += 1;
        }
        expect(states[i]!.ledger).toMatchObject({ cycle, leg });
      }
    }),
    RUNS,
  );
});

test('a win that brings the pot to the target carries TARGET_REACHED in its own append, and nothing else does', () => {
  fc.assert(
    fc.property(stories, ({ appends, states }) => {
      for (const [i, append] of appends.entries()) {
        const [first, ...rest] = append;
        if (first?.type === 'BET_WON') {
          const reached = first.data.potAfter >= states[i - 1]!.ledger.terms.target;
          expect(rest.map(({ type }) => type)).toEqual(reached ? ['TARGET_REACHED'] : []);
        } else if (first?.type !== 'RESULT_CORRECTED') {
          expect(append.some(({ type }) => type === 'TARGET_REACHED')).toBe(false);
        }
        const counted = states[i]!.ledger.allTime.targets - (states[i - 1]?.ledger.allTime.targets ?? 0);
        if (first?.type !== 'RESULT_CORRECTED')
          expect(counted).toBe(append.filter(({ type }) => type === 'TARGET_REACHED').length);
      }
    }),
    RUNS,
  );
});

test('a corrected log folds to the books of the log that had it right from the start', () => {
  fc.assert(
    fc.property(stories, ({ appends, states }) => {
      const final = states.at(-1)!;
      const truth = new Map<string, Result>();
      for (const { type, data } of appends.flat())
        if (type === 'RESULT_CORRECTED') truth.set(data.orderRef, data.to);
      const right = appends.flat().flatMap((event): Event[] => {
        if (event.type === 'RESULT_CORRECTED' || event.type === 'TARGET_REACHED') return [];
        if (event.type !== 'BET_WON' && event.type !== 'BET_LOST' && event.type !== 'BET_VOIDED')
          return [event];
        const result = truth.get(event.data.orderRef);
        if (result === undefined) return [event];
        if (result.outcome === 'void')
          return [{ ...event, type: 'BET_VOIDED', data: { ...event.data, reason: 'void' } } as Event];
        return [
          {
            ...event,
            type: isWin(result) ? 'BET_WON' : 'BET_LOST',
            data: { ...event.data, ...result },
          } as Event,
        ];
      });
      const books = right.reduce(evolve, initialState).ledger;
      expect(books).toEqual(final.ledger);
    }),
    RUNS,
  );
});

/** With all that it holds: whoever writes to it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

test('what comes after a state changes nothing of it', () => {
  fc.assert(
    fc.property(stories, ({ appends, states }) => {
      const fold = (state: State, event: Event): State => frozen(evolve(state, frozen(event)));
      expect(appends.flat().reduce(fold, frozen(initialState))).toEqual(states.at(-1));
    }),
  );
});
