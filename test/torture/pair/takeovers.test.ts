import { expect, it } from 'vitest';
import { initialState } from '../../../src/core/initial-state.ts';
import { numbered, started } from '../../core/given.ts';
import { createTakeovers, takeoverSince } from './takeovers.ts';

const events = numbered(initialState, [started(), started()]);
const history = {
  taken: [
    { fence: 1, who: 'one', at: 1_000 },
    { fence: 2, who: 'two', at: 9_400 },
  ],
  appended: [
    { seq: 1, who: 'one', fence: 1, at: 1_500 },
    { seq: 2, who: 'two', fence: 2, at: 9_900 },
  ],
};

it('is from the end of a leader to the lease of the next, and to its start', () => {
  expect(takeoverSince(2_000, events, history)).toEqual({ toLease: 7_400, toStart: 7_900 });
  expect(takeoverSince(9_500, events, history)).toBeNull();
  expect(takeoverSince(2_000, events.slice(0, 1), history)).toBeNull();
});

it('is told as median and worst, by kind', () => {
  const takeovers = createTakeovers();
  for (const [toLease, toStart] of [
    [7_000, 8_000],
    [7_500, 7_900],
    [7_200, 9_000],
  ] as const)
    takeovers.count('killed', { toLease, toStart });
  takeovers.count('told to end', { toLease: 100, toStart: 700 });
  for (const orders of [1, 2]) takeovers.countAsleep(orders);
  const cells = takeovers
    .print()
    .split('\n')
    .slice(2, -1)
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  expect(cells).toEqual([
    ['killed', '3', '7.2 s', '7.5 s', '8.0 s', '9.0 s'],
    ['told to end', '1', '0.1 s', '0.1 s', '0.7 s', '0.7 s'],
    ['all', '4', '7.0 s', '7.5 s', '7.9 s', '9.0 s'],
  ]);
  expect(takeovers.print()).toMatch(/took over: 3\.$/);
});
