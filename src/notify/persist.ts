import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

/** How long to wait after so many failures in a row, in ms: 1 s, 2 s, 4 s, 8 s, then every 15 s. */
const retryDelay = (failures: number): number => Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT);

export interface Persistence {
  /** What is being done, for the log: `telling discord`. */
  readonly what: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** Tries until it succeeds and logs where trouble that is not over at once begins and ends. Rejects only once the signal is aborted. */
export async function persist<T>(
  attempt: () => Promise<T>,
  { what, clock, logger, signal }: Persistence,
): Promise<T> {
  for (let failures = 0; ; ) {
    signal.throwIfAborted();
    try {
      const result = await attempt();
      if (failures > 1) logger.info(`${what} works again`, { failures });
      return result;
    } catch (error) {
      failures += 1;
      const say = failures === 2 ? logger.warn : logger.debug;
      say(`${what} failed; it is tried again until it works`, { error: String(error), failures });
      await clock.wait(retryDelay(failures), signal);
    }
  }
}
