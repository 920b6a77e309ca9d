import type { State } from '../../core/state.ts';
import { betSums } from '../../core/sums/bet-sums.ts';
import { type Interval, scoreInterval } from './score-interval.ts';

/** What the own bets tell of the edge: how much more often they won than their prices said, relative to that. */
export interface EdgeEstimate {
  /** Those that were won or lost, a dead heat that brought money being a win. */
  readonly bets: number;
  readonly wins: number;
  /** By 1 / price matched. */
  readonly expectedWins: number;
  /** wins / expectedWins - 1. */
  readonly edge: number;
  /** What the true edge lies in with 95 % confidence, were it the same for every bet. */
  readonly interval: Interval;
}

/** Of all time; null where no bet has been won or lost. */
export function edgeOf({ journal }: State): EdgeEstimate | null {
  const { figures, squaredChances: squares } = betSums.of(journal);
  const { wins, losses, expectedWins: expected } = figures;
  if (wins + losses === 0) return null;
  const { low, high } = scoreInterval(wins, { expected, squares });
  return {
    bets: wins + losses,
    wins,
    expectedWins: expected,
    edge: wins / expected - 1,
    interval: { low: low - 1, high: high - 1 },
  };
}

/** With fewer an edge of less than some 30 % at odds of 3.50 cannot be told from chance. */
const FEW = 100;

/** Whether so few bets say little of an edge, whatever their interval. */
export const saysLittle = ({ bets }: EdgeEstimate): boolean => bets < FEW;
