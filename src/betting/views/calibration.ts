import type { State } from '../../core/state.ts';
import { type BetFigures, joined } from '../../core/sums/bet-figures.ts';
import { betSums } from '../../core/sums/bet-sums.ts';
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

/** Widths of a group, in whole percents: the narrowest that makes no more than so many groups of the bets. */
const WIDTHS = [2, 5, 10, 20];
const MOST_GROUPS = 8;

/** Bets won or lost, of all time; null where there is none. */
export function calibrationOf({ journal }: State): Calibration | null {
  const { figures, groups } = betSums.of(journal);
  const { wins, expectedWins } = figures;
  const bets = wins + figures.losses;
  if (bets === 0) return null;
  const byChance = Object.entries(groups.chance).filter(([, group]) => group.wins + group.losses > 0);
  const groupings = WIDTHS.map((width) => grouped(byChance, width));
  const grouping = groupings.find((found) => found.length <= MOST_GROUPS) ?? groupings.at(-1) ?? [];
  return {
    bets,
    wins,
    implied: expectedWins / bets,
    groups: grouping.map(groupOf).sort((a, b) => a.implied - b.implied),
  };
}

function grouped(byChance: readonly (readonly [string, BetFigures])[], width: number): readonly BetFigures[] {
  const groups = new Map<number, BetFigures>();
  for (const [percent, figures] of byChance) {
    const group = Math.floor(Number(percent) / width);
    const before = groups.get(group);
    groups.set(group, before === undefined ? figures : joined(before, figures));
  }
  return [...groups.values()];
}

function groupOf({ wins, losses, expectedWins }: BetFigures): CalibrationGroup {
  const bets = wins + losses;
  return { bets, wins, implied: expectedWins / bets, actual: wins / bets, interval: wilson(wins, bets) };
}

/** Wilson's score interval of a share: of n chances of 1, how much of each there is. */
function wilson(wins: number, n: number): Interval {
  const { low, high } = scoreInterval(wins, { expected: n, squares: n });
  return { low, high: Math.min(1, high) };
}
