import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { ALLOWED_INTERVALS, compress, intervalToCron, neighbours } from '../../src/jobs/intervals.ts';

describe('an interval', () => {
  it.each(ALLOWED_INTERVALS)('of %d ms is kept evenly by its cron expression, over midnight too', (ms) => {
    const task = createTask(intervalToCron(ms), () => {}, { timezone: 'UTC' });
    const runs = task.getNextRuns(80).map((date) => date.getTime());
    const gaps = runs.slice(1).map((run, at) => run - (runs[at] ?? 0));
    expect(new Set(gaps)).toEqual(new Set([ms]));
    void task.destroy();
  });

  it.each([45_000, 0, -1, 7 * 60_000, 500, 48 * 3_600_000])('of %d ms has no expression', (ms) => {
    expect(() => intervalToCron(ms)).toThrow(RangeError);
  });

  it.each([
    [45_000, [30_000, 60_000]],
    [60_000, [60_000]],
    [10, [1_000]],
    [1e12, [86_400_000]],
    [5 * 3_600_000, [4 * 3_600_000, 6 * 3_600_000]],
  ])('of %d ms has as allowed neighbours %j', (ms, expected) => {
    expect(neighbours(ms)).toEqual(expected);
  });
});

describe('compressed time', () => {
  it.each([
    [60_000, 600, 1_000],
    [300_000, 600, 1_000],
    [300_000, 60, 5_000],
    [300_000, 37, 10_000],
    [60_000, 1, 60_000],
    [86_400_000, 3_600, 30_000],
    [86_400_000, 1, 86_400_000],
  ])('runs a job of %d ms at %d times life every %d ms', (interval, speed, expected) => {
    expect(compress(interval, speed)).toBe(expected);
  });
});
