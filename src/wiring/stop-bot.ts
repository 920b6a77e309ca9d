import type { OpenEventLog } from '../../store/lowdb-event-log.ts';
import type { Clock } from '../clock.ts';
import type { Job } from '../jobs/schedule.ts';
import { takenOver } from '../leadership.ts';
import type { Rollover } from '../rollover.ts';
import { within } from '../within.ts';
import type { OpenExchange } from './open-exchange.ts';
import type { Surfaces } from './surfaces.ts';

/** A placement that is underway may still get its answer; after that it is left to the next start. */
const LAST_RUNS_MS = 3_000;
const LAST_NOTICES_MS = 700;
/** From the beginning of the end; what has not said goodbye by then is cut off. */
const FAREWELLS_UNTIL_MS = 4_400;

export interface Running {
  readonly jobs: readonly Job[];
  readonly surfaces: Surfaces;
  readonly rollover: Pick<Rollover, 'stop'>;
  readonly opened: Pick<OpenExchange, 'close'>;
  readonly log: Pick<OpenEventLog, 'close' | 'leadership'>;
  readonly clock: Clock;
}

/**
 * Ends what runs within about four and a half seconds. Rejects where the end could not be recorded; where another
 * process has taken over, there is none to be recorded.
 */
export async function stopBot(running: Running, reason: string): Promise<void> {
  const { jobs, surfaces, rollover, opened, log, clock } = running;
  const began = clock.monotonic();
  const replaced = takenOver(log.leadership) !== null;
  const lastRuns = Promise.all([surfaces.stopAsking(), ...jobs.map((job) => job.stop())]);
  await within(lastRuns, LAST_RUNS_MS, clock);
  try {
    if (!replaced) await rollover.stop(reason);
  } finally {
    const left = FAREWELLS_UNTIL_MS - (clock.monotonic() - began);
    await within(
      Promise.all([surfaces.close(replaced ? 0 : LAST_NOTICES_MS, replaced), opened.close()]),
      left,
      clock,
    );
    await log.close();
  }
}
