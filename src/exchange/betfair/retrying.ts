import type { Clock } from '../../clock.ts';
import { adviceOn, errorCodeOf, isDeadSession } from './error-advice.ts';

/** Milliseconds before the second, third and fourth try. */
const BACK_OFF = [500, 1_500, 4_500] as const;

/** Tries a read again, some times and ever later, where that may help; a dead session needs a login instead. */
export async function retrying<Result>(
  clock: Pick<Clock, 'wait'>,
  read: () => Promise<Result>,
): Promise<Result> {
  for (const pause of BACK_OFF) {
    try {
      return await read();
    } catch (error) {
      if (isDeadSession(error) || adviceOn(errorCodeOf(error)).read === 'give_up') throw error;
    }
    await clock.wait(pause);
  }
  return read();
}
