import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkResultsJob } from '../../src/jobs/check-results.ts';
import { schedule } from '../../src/jobs/schedule.ts';
import { selectMarketJob } from '../../src/jobs/select-market.ts';

const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const parts = { intervalMs: 1_000, logger, now: () => Date.now() };

afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

describe('a job', () => {
  it('runs on every beat, and survives what a run throws', async () => {
    vi.useFakeTimers();
    const run = vi.fn(async () => {
      if (run.mock.calls.length === 1) throw new Error('the exchange is away');
    });
    const job = schedule({ ...parts, name: 'a-job', run });
    expect(job.lastEnded()).toBeNull();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(run).toHaveBeenCalledTimes(3);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error.mock.calls[0]?.[0]).toContain('"a-job" failed');
    expect(Date.now() - (job.lastEnded() ?? 0)).toBeLessThan(1_000);
    await job.stop();
  });

  it('never runs twice at a time, and its stop waits for the run underway', async () => {
    vi.useFakeTimers();
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    const run = vi.fn(() => promise);
    const job = schedule({ ...parts, name: 'slow', run });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(run).toHaveBeenCalledTimes(1);
    const stopped = vi.fn();
    const stop = job.stop().then(stopped);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(stopped).not.toHaveBeenCalled();
    resolve();
    await stop;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('calls what it was handed, once a beat of the real clock', async () => {
    const selectMarket = vi.fn(async () => {});
    const checkResults = vi.fn(async () => {});
    const jobs = [selectMarketJob({ ...parts, selectMarket }), checkResultsJob({ ...parts, checkResults })];
    expect(jobs.map(({ name }) => name)).toEqual(['select-market', 'check-results']);
    await expect
      .poll(() => [selectMarket, checkResults].every((job) => job.mock.calls.length > 0), { timeout: 20_000 })
      .toBe(true);
    await Promise.all(jobs.map((job) => job.stop()));
  });
});
