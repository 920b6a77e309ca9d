import { gapAfterLogins } from '../login-gap.ts';

const HOUR_MS = 60 * 60_000;
const AT_ONCE = 5;

/**
 * How long (ms) a start must wait before it logs in anywhere, at most five minutes. `starts`: ISO times, the oldest
 * first, of those before it that no orderly end has followed; `now`: wall-clock ms. Discord resets the token of a
 * bot that identifies more than 1000 times a day (docs events/gateway, "Identifying"), and Betfair locks out whoever
 * logs in too often (API reference guide, login status TEMPORARY_BAN_TOO_MANY_REQUESTS).
 */
export function restBeforeStart(starts: readonly string[], now: number): number {
  const lastHour = startsOfLastHour(starts, now);
  const last = lastHour.at(-1);
  if (last === undefined || lastHour.length < AT_ONCE) return 0;
  const gap = gapAfterLogins(lastHour.length);
  return Math.min(Math.max(0, last + gap - now), gap);
}

/** Wall-clock ms, the oldest first. */
export const startsOfLastHour = (starts: readonly string[], now: number): readonly number[] =>
  starts.map((at) => Date.parse(at)).filter((at) => now - at < HOUR_MS);
