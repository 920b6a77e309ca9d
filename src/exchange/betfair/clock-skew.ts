import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logging/logger.ts';

/** The Date header is to the second, and an answer takes a while; more than this is the clock's fault. */
const TOLERATED_MS = 60_000;

/**
 * Compares this computer's clock with each answer's Date header and says so once when it is off, and once when
 * it is right again: start times and limits of a day are judged by it.
 */
export function watchClockSkew(
  clock: Pick<Clock, 'now'>,
  logger: Logger,
): (date: string, host: string) => void {
  let isOff = false;
  return (date, host) => {
    const skew = clock.now() - Date.parse(date);
    if (Number.isNaN(skew)) return;
    const wasOff = isOff;
    isOff = Math.abs(skew) > TOLERATED_MS;
    if (isOff && !wasOff) logger.warn(describe(skew, host));
    if (wasOff && !isOff) logger.info(`This computer's clock agrees with that of ${host} again.`);
  };
}

function describe(skew: number, host: string): string {
  const minutes = Math.round(Math.abs(skew) / 60_000);
  const by = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  const where = skew > 0 ? `${by} ahead of` : `${by} behind`;
  return `This computer's clock is ${where} that of ${host}: set it, since start times and the limits of a day are judged by it.`;
}
