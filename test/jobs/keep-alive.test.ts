import { afterEach, expect, it, vi } from 'vitest';
import { keepAliveJob } from '../../src/jobs/keep-alive.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('keeps the session alive every quarter of an hour, also after a failure', async () => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-03-01T00:10:00.000Z');
  const error = vi.fn();
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error };
  const keepAlive = vi.fn().mockRejectedValueOnce(new Error('no session'));
  const job = keepAliveJob({ keepAlive, logger, now: Date.now });
  await vi.advanceTimersByTimeAsync(45 * 60_000);
  expect(keepAlive).toHaveBeenCalledTimes(3);
  expect(error).toHaveBeenCalledTimes(1);
  await job.stop();
});
