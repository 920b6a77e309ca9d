import type { ComponentHealth } from '../health.ts';
import type { TextParts } from '../reply.ts';
import type { Job } from './schedule.ts';

/** A run may last: the exchange may be slow, and is asked again. */
const GRACE_MS = 2 * 60_000;

/** Whether the jobs keep their beat; `since` and `now` are wall-clock milliseconds, the first of their beginning. */
export function jobsHealth(
  jobs: readonly Pick<Job, 'name' | 'intervalMs' | 'lastEnded'>[],
  since: number,
  now: number,
): ComponentHealth {
  const still = jobs.filter(
    ({ intervalMs, lastEnded }) => now - (lastEnded() ?? since) > 2 * intervalMs + GRACE_MS,
  );
  const names = still.map(({ name }) => called(name)).join(', ');
  return {
    component: 'jobs',
    state: still.length > 0 ? 'failed' : 'ok',
    why: [
      still.length > 0 ? `Standing still: ${names}. Start the bot again if that lasts. ` : '',
      ...jobs.flatMap((job, i) => [i === 0 ? '' : ' ', ...runsOf(job, now)]),
    ],
    times: Object.fromEntries(
      jobs.flatMap(({ name, lastEnded }) => {
        const ended = lastEnded();
        return ended === null ? [] : [[name.replaceAll('-', '_'), new Date(ended).toISOString()]];
      }),
    ),
  };
}

/** What a person calls them. */
const WORDS: Readonly<Record<string, string>> = {
  'select-market': 'the look for a bet',
  'check-results': 'the look for results',
  'keep-alive': 'the renewal of the session',
  summaries: 'the look for summaries',
  ping: "the sign of life to the dead-man's switch",
  watch: 'the watch over process and machine',
  backups: 'the look for backups',
};

const called = (name: string): string => WORDS[name] ?? name;

const begun = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function runsOf(
  { name, intervalMs, lastEnded }: Pick<Job, 'name' | 'intervalMs' | 'lastEnded'>,
  now: number,
) {
  const last = lastEnded();
  // Every allowed interval divides the day, so that its beats are multiples of it.
  const next = (Math.floor(now / intervalMs) + 1) * intervalMs;
  const ended: TextParts =
    last === null
      ? [`${begun(called(name))} has not run yet`]
      : [`${begun(called(name))} ran `, moment(last)];
  return [...ended, ', next ', moment(next), '.'];
}

const moment = (ms: number) => ({ at: new Date(ms).toISOString() });
