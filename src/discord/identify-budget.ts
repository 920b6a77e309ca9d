import type { Clock } from '../clock.ts';
import { gapAfterLogins } from '../login-gap.ts';

/** Lets IDENTIFYs pass one by one. */
export interface IdentifyBudget {
  /** Resolves when the next one may be sent; rejects with the signal's reason. */
  waitForTurn(signal: AbortSignal): Promise<void>;
}

const HOUR = 60 * 60_000;

/**
 * More than 1000 IDENTIFYs in a day end all sessions and reset the bot's token (docs events/gateway,
 * "Identifying"). One budget over all clients of the process lets about 400 pass at the worst.
 */
export function createIdentifyBudget(clock: Clock): IdentifyBudget {
  let past: readonly number[] = [];
  return {
    async waitForTurn(signal) {
      for (let wait = 1; wait > 0; ) {
        signal.throwIfAborted();
        past = past.filter((at) => clock.monotonic() - at < HOUR);
        wait = nextIdentifyAt(past) - clock.monotonic();
        if (wait > 0) await clock.wait(wait, signal);
      }
      past = [...past, clock.monotonic()];
    },
  };
}

/**
 * When the next IDENTIFY may go, given those of the last hour (ascending, ms): the more, the later. One in five
 * seconds is what Discord takes; docs events/gateway, "Rate Limiting".
 */
export function nextIdentifyAt(lastHour: readonly number[]): number {
  const last = lastHour.at(-1);
  return last === undefined ? Number.NEGATIVE_INFINITY : last + gapAfterLogins(lastHour.length);
}
