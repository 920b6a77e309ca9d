import { type BetFigures, groupBets, NO_BETS, withBet } from './bet-figures.ts';
import { betRecords } from './history.ts';
import { perJournal } from './per-journal.ts';

/** How often bets won, beside how often their prices said they would (1 / price matched). Shares as fractions. */
export interface Calibration {
  readonly bets: number;
  readonly wins: number;
  readonly implied: number;
  /** Bets of like prices, the least likely first. */
  readonly groups: readonly CalibrationGroup[];
}

export interface CalibrationGroup {
  readonly bets: number;
  readonly wins: number;
  /** The average of the group. */
  readonly implied: number;
  readonly actual: number;
  /** What the true share lies in, with 95 % confidence. */
  readonly interval: Interval;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Widths of a group, as shares: the narrowest that makes no more than so many groups of the bets. */
const WIDTHS = [0.02, 0.05, 0.1, 0.2];
const MOST_GROUPS = 8;

/** Bets won or lost, of all time; null where there is none. */
export const calibrationOf = perJournal((state): Calibration | null => {
  const decided = [...betRecords(state)].filter(
    ({ settled }) => settled !== null && settled.result.outcome !== 'void',
  );
  if (decided.length === 0) return null;
  const groupings = WIDTHS.map((width) =>
    groupBets(decided, ({ bet }) => String(Math.floor(1 / bet.priceMatched / width + 1e-9))),
  );
  const grouping = groupings.find((groups) => groups.size <= MOST_GROUPS) ?? groupings.at(-1);
  const groups = [...(grouping?.values() ?? [])].map(groupOf).sort((a, b) => a.implied - b.implied);
  const { bets, wins, expectedWins } = decided.reduce(withBet, NO_BETS);
  return { bets, wins, implied: expectedWins / bets, groups };
});

const groupOf = ({ bets, wins, expectedWins }: BetFigures): CalibrationGroup => ({
  bets,
  wins,
  implied: expectedWins / bets,
  actual: wins / bets,
  interval: wilson(wins, bets),
});

/** For 95 %. */
const Z = 1.96;

/** Wilson's score interval of a share, which holds with few trials, too (E. B. Wilson, 1927). */
export function wilson(wins: number, n: number): Interval {
  const share = wins / n;
  const centre = share + Z ** 2 / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const of = 1 + Z ** 2 / n;
  return { low: Math.max(0, (centre - spread) / of), high: Math.min(1, (centre + spread) / of) };
}
