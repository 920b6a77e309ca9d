import { betRecords } from './history.ts';
import { perJournal } from './per-journal.ts';
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
export const edgeOf = perJournal((state): EdgeEstimate | null => {
  let bets = 0;
  let wins = 0;
  let expected = 0;
  let squares = 0;
  for (const { bet, settled } of betRecords(state)) {
    if (settled === null || settled.result.outcome === 'void') continue;
    bets += 1;
    wins += settled.result.netProfit > 0 ? 1 : 0;
    expected += 1 / bet.priceMatched;
    squares += 1 / bet.priceMatched ** 2;
  }
  if (bets === 0) return null;
  const { low, high } = scoreInterval(wins, { expected, squares });
  return {
    bets,
    wins,
    expectedWins: expected,
    edge: wins / expected - 1,
    interval: { low: low - 1, high: high - 1 },
  };
});

/** With fewer an edge of less than some 30 % at odds of 3.50 cannot be told from chance. */
const FEW = 100;

/** Whether so few bets say little of an edge, whatever their interval. */
export const saysLittle = ({ bets }: EdgeEstimate): boolean => bets < FEW;
