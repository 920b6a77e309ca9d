const FIRST = 1_000;
const LONGEST = 60_000;
/** Between attempts that wait for a person. */
const SLOW = 30 * 60_000;

/** Milliseconds before the next attempt, after that many failures in a row; `random` is in [0, 1). */
export function backOff(failures: number, random: number): number {
  const most = Math.min(FIRST * 2 ** Math.max(0, failures - 1), LONGEST);
  return most / 2 + (random * most) / 2;
}

/** The same where trying again helps nothing until a person has acted. */
export const slowBackOff = (random: number): number => SLOW + random * FIRST;
