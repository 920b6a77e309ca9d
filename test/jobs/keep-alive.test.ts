import { afterEach, expect, it, vi } from 'vitest';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import { keepAliveJob } from '../../src/jobs/keep-alive.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('keeps the session alive every quarter of an hour, also after a failure', async () => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-03-01T00:10:00.000Z');
  const [warn, error] = [vi.fn(), vi.fn()];
  const logger = { debug: () => {}, info: () => {}, warn, error };
  const keepAlive = vi
    .fn()
    .mockRejectedValueOnce(
      new ExchangeError('NO_ANSWER', 'keepAlive', 'retry', 'keepAlive was not answered.'),
    )
    .mockRejectedValueOnce(new TypeError('a fault in the program'));
  const job = keepAliveJob({ keepAlive, logger, now: Date.now });
  await vi.advanceTimersByTimeAsync(45 * 60_000);
  expect(keepAlive).toHaveBeenCalledTimes(3);
  expect(warn.mock.calls).toEqual([['keepAlive was not answered. It is tried again in 15 minutes.']]);
  expect(error).toHaveBeenCalledTimes(1);
  await job.stop();
});
