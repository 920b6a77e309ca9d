import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { coalesce } from '../../../src/dashboard/page/coalesce.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that takes 100 ms, and the times at which it began. */
function slowWork() {
  const began: number[] = [];
  const first = Date.now();
  return {
    began,
    work: () => {
      began.push(Date.now() - first);
      return new Promise<void>((done) => setTimeout(done, 100));
    },
  };
}

describe('work that is asked for again and again', () => {
  it('is done at once the first time', () => {
    const { work, began } = slowWork();
    coalesce(work, 250)();
    expect(began).toEqual([0]);
  });

  it('is done once more for all that asked while it was done, after the gap', async () => {
    const { work, began } = slowWork();
    const ask = coalesce(work, 250);
    for (let i = 0; i < 10; i++) ask();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(began).toEqual([0, 250]);
  });

  it('waits for the gap where it is asked for in between, and is done once', async () => {
    const { work, began } = slowWork();
    const ask = coalesce(work, 250);
    ask();
    await vi.advanceTimersByTimeAsync(150);
    ask();
    ask();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(began).toEqual([0, 250]);
  });

  it('does not wait for the gap where somebody waits for it, but never runs twice at once', async () => {
    const { work, began } = slowWork();
    const ask = coalesce(work, 5_000);
    ask();
    await vi.advanceTimersByTimeAsync(50);
    ask('now');
    await vi.advanceTimersByTimeAsync(250);
    ask();
    ask('now');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(began).toEqual([0, 100, 300]);
  });

  it('goes on after a long pause', async () => {
    const { work, began } = slowWork();
    const ask = coalesce(work, 250);
    ask();
    await vi.advanceTimersByTimeAsync(10_000);
    ask();
    expect(began).toEqual([0, 10_000]);
  });
});
