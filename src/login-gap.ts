const SHORTEST_MS = 5_000;
const LONGEST_MS = 5 * 60_000;
const AT_FULL_PACE = 5;

/** Milliseconds from the last of so many logins within an hour to the next: doubled with each one above five. */
export function gapAfterLogins(withinHour: number): number {
  return Math.min(SHORTEST_MS * 2 ** Math.max(0, withinHour - AT_FULL_PACE), LONGEST_MS);
}
