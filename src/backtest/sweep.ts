import type { Pennies } from '../core/money.ts';
import type { TrialWanted } from './backtest.ts';
import type { DatedRecording } from './decode-ahead.ts';
import type { Findings } from './report/findings.ts';
import type { Strategy } from './strategy.ts';
import type { Period } from './trial.ts';

/** A combination of settings and the strategy that it makes. */
export interface Combination {
  readonly values: Readonly<Record<string, unknown>>;
  readonly strategy: Strategy;
}

/** What a combination came to over all that was played, and in its two halves, each begun anew. */
export interface Swept {
  readonly values: Combination['values'];
  readonly whole: Findings;
  /** Null where there is too little to split. */
  readonly halves: { readonly first: Findings; readonly second: Findings } | null;
}

/**
 * The middle of the recordings by their number, between two of them, ms since 1970: what is found good before it is
 * judged by what comes after it. Null where there are fewer than two in the period.
 */
export function middleOf(recordings: readonly DatedRecording[], { from, to }: Period): number | null {
  const within = recordings.filter(({ firstPt }) => firstPt >= from && firstPt <= to);
  const [first, middle] = [within[0], within[Math.floor(within.length / 2)]];
  return first === undefined || middle === undefined || middle.firstPt <= first.firstPt
    ? null
    : middle.firstPt;
}

/** The trials of a sweep: of each combination the whole and, where there is a middle, both halves. */
export function trialsOf(
  combinations: readonly Combination[],
  period: Period,
  middle: number | null,
): readonly TrialWanted[] {
  const periods =
    middle === null
      ? [period]
      : [period, { from: period.from, to: middle - 1 }, { from: middle, to: period.to }];
  return combinations.flatMap(({ strategy }) => periods.map((each) => ({ strategy, period: each })));
}

/** What came of `trialsOf`, put together again. */
export function sweptOf(
  combinations: readonly Combination[],
  findings: readonly Findings[],
): readonly Swept[] {
  const perCombination = findings.length / combinations.length;
  return combinations.map(({ values }, i) => {
    const [whole, first, second] = findings.slice(i * perCombination, (i + 1) * perCombination);
    if (whole === undefined) throw new RangeError('a combination was not tried');
    return { values, whole, halves: first && second ? { first, second } : null };
  });
}

/** The best first: by the first half where there is one, so that the second can contradict it. */
export const ranked = (swept: readonly Swept[]): readonly Swept[] =>
  swept.toSorted((a, b) => scoreOf(b) - scoreOf(a));

const scoreOf = ({ whole, halves }: Swept): Pennies => (halves?.first ?? whole).net;
