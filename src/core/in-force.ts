import type { Limits, Settings } from './events.ts';
import type { State } from './state.ts';

/** The limits in force at a moment: raised ones hold from their day on. */
export function limitsAt({ settings, raisedLimits }: State, now: string): Limits {
  return raisedLimits !== null && raisedLimits.effectiveAt <= now ? raisedLimits.to : settings.limits;
}

/** Whether betting is paused at a moment: a pause with an end is over without an event. */
export function pausedAt({ paused }: State, now: string): State['paused'] {
  return paused !== null && (paused.until === null || paused.until > now) ? paused : null;
}

/** Whether live betting is armed at a moment: its end needs no event. */
export function armedAt({ armed }: State, now: string): boolean {
  return armed !== null && armed.until > now;
}

/** The file that the log has taken over by now: the last start's, once more than the start itself was appended. */
export const fileInForce = ({ fileSettings, startedWith, seq }: State): Settings | null =>
  startedWith !== null && seq > startedWith.last ? startedWith.settings : fileSettings;
