import { expect, it } from 'vitest';
import { jobsHealth } from '../../src/jobs/jobs-health.ts';
import { plain } from '../commands/bench-app.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 0, 1, 12);
const time = (ms: number) => new Date(ms).toISOString();

const job = (name: string, intervalMs: number, lastEnded: number | null) => ({
  name,
  intervalMs,
  lastEnded: () => lastEnded,
});

it('says when each job last ran and runs next', () => {
  const jobs = [
    job('select-market', MINUTE, NOON - 59_000),
    job('check-results', 5 * MINUTE, null),
    job('tidy', 24 * 60 * MINUTE, NOON),
  ];
  const { state, why } = jobsHealth(jobs, NOON - MINUTE, NOON);
  expect(state).toBe('ok');
  expect(plain(why)).toBe(
    [
      `The look for a bet ran ${time(NOON - 59_000)}, next ${time(NOON + MINUTE)}.`,
      `The look for results has not run yet, next ${time(NOON + 5 * MINUTE)}.`,
      `Tidy ran ${time(NOON)}, next ${time(NOON + 12 * 60 * MINUTE)}.`,
    ].join(' '),
  );
});

it.each([
  ['has not run since', null, NOON - 4 * MINUTE],
  ['last ran', NOON - 4 * MINUTE, NOON - 60 * MINUTE],
])(
  'calls a job still that %s two beats and two minutes ago, not one moment before',
  (_, lastEnded, since) => {
    const jobs = [job('select-market', MINUTE, lastEnded), job('check-results', 60 * MINUTE, NOON)];
    expect(jobsHealth(jobs, since, NOON).state).toBe('ok');
    const { state, why } = jobsHealth(jobs, since, NOON + 1);
    expect(state).toBe('failed');
    expect(plain(why)).toMatch(/^Standing still: the look for a bet\./);
  },
);
