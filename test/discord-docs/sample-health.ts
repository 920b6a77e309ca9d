import type { Config } from '../../config/config.ts';
import { backupsHealth } from '../../src/backups/backups-health.ts';
import type { Bettor } from '../../src/betting/bettor.ts';
import type { Clock } from '../../src/clock.ts';
import type { State } from '../../src/core/state.ts';
import {
  type ComponentHealth,
  consoleHealth,
  discordHealth,
  exchangeHealth,
  logHealth,
} from '../../src/health.ts';
import { jobsHealth } from '../../src/jobs/jobs-health.ts';
import { sampleBackups } from './sample-backups.ts';

export interface HealthParts {
  readonly config: Config;
  readonly bettor: Pick<Bettor, 'reach'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Wall-clock milliseconds. */
  readonly began: number;
  state(): State;
}

/** What each part says while all is well and both jobs ran at their last beat. */
export function sampleHealth({ config, bettor, clock, began, state }: HealthParts) {
  const ran = (name: string, intervalMs: number) => ({
    name,
    intervalMs,
    lastEnded: () => clock.now() - (clock.now() % intervalMs),
  });
  const jobs = [
    ran('select-market', config.markets.pollingIntervalMs),
    ran('check-results', config.results.checkIntervalMs),
  ];
  const connection = {
    state: 'up',
    why: 'Connected to Discord.',
    since: new Date(began).toISOString(),
  } as const;
  return (): readonly ComponentHealth[] => [
    logHealth({
      blocked: null,
      distrusted: null,
      lost: null,
      threat: null,
      place: null,
      verifiedAt: new Date(began).toISOString(),
      ...state(),
    }),
    exchangeHealth(bettor.reach(), config.mode === 'live' ? { at: began } : null),
    backupsHealth({
      wanted: true,
      backups: sampleBackups(state(), config.mode, clock.now()).slice(1),
      failure: null,
      overdue: false,
    }),
    discordHealth(connection, 0),
    consoleHealth(false),
    jobsHealth(jobs, began, clock.now()),
  ];
}
