export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** For 95 %. */
const Z = 1.96;

/** Independent trials: the sum of their chances by hypothesis, and that of the chances' squares. */
export interface Trials {
  readonly expected: number;
  readonly squares: number;
}

/**
 * How many times as likely as by hypothesis the trials are, all of them alike, with 95 % confidence: every factor at
 * which so many wins lie within 1.96 standard deviations of their expected number. With one chance for all it is
 * Wilson's score interval (E. B. Wilson, 1927), which holds with few trials, too; chances that differ enter by the
 * variance of their sum. `wins` may be 0; there must be a trial.
 */
export function scoreInterval(wins: number, { expected, squares }: Trials): Interval {
  const of = expected ** 2 + Z ** 2 * squares;
  const centre = (wins * expected + (Z ** 2 * expected) / 2) / of;
  const spread = (Z / of) * Math.sqrt(wins * expected ** 2 + ((Z * expected) / 2) ** 2 - wins ** 2 * squares);
  return { low: Math.max(0, centre - spread), high: centre + spread };
}
