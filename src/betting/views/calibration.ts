import { type BetFigures, groupBets, NO_BETS, withBet } from './bet-figures.ts';
import { betRecords } from './history.ts';
import { perJournal } from './per-journal.ts';
import { type Interval, scoreInterval } from './score-interval.ts';

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

/** Wilson's score interval of a share: of n chances of 1, how much of each there is. */
function wilson(wins: number, n: number): Interval {
  const { low, high } = scoreInterval(wins, { expected: n, squares: n });
  return { low, high: Math.min(1, high) };
}
