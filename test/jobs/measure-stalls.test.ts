import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { measureStalls } from '../../src/jobs/watch-process.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  let now = 0;
  return {
    longestStall: measureStalls(() => now),
    /** Time in which no timer is let run. */
    stall: (ms: number) => {
      now += ms;
    },
    turn: (ms: number) => {
      for (let gone = 0; gone < ms; gone += 100) {
        now += 100;
        vi.advanceTimersByTime(100);
      }
    },
  };
}

it('is a beat while the event loop turns', () => {
  const { longestStall, turn } = watched();
  turn(10_000);
  expect(longestStall()).toBe(200);
});

it('is the longest of several, once', () => {
  const { longestStall, stall, turn } = watched();
  for (const ms of [3_000, 6_000, 1_000]) {
    stall(ms);
    turn(1_000);
  }
  expect(longestStall()).toBe(6_200);
  expect(longestStall()).toBe(0);
});

it('is seen where it begins or ends with the question', () => {
  const { longestStall, stall, turn } = watched();
  turn(1_000);
  longestStall();
  stall(7_000);
  expect(longestStall()).toBe(7_000);
  turn(1_000);
  expect(longestStall()).toBe(200);
});
