import type { JournalLine, SettledLine } from '../state.ts';
import { type BetFigures, NO_BETS, withBet } from './bet-figures.ts';
import { extendGroups, NO_GROUPS } from './bet-groups.ts';
import { type EquityCurve, extendCurve, NO_CURVE } from './equity-curve.ts';
import { createRunningSum } from './running-sum.ts';

/** All that is summed over the bets of all time, in the order in which they were settled, results as corrected. */
export interface BetSums {
  readonly figures: BetFigures;
  /** Of the bets won or lost: the squares of the chances by their prices, summed. */
  readonly squaredChances: number;
  readonly wonInARow: Row;
  readonly lostInARow: Row;
  readonly groups: typeof NO_GROUPS;
  readonly equity: EquityCurve;
}

/** Void bets neither end a row nor lengthen it. */
interface Row {
  readonly now: number;
  readonly longest: number;
}

const NO_ROW: Row = { now: 0, longest: 0 };

const NO_SUMS: BetSums = {
  figures: NO_BETS,
  squaredChances: 0,
  wonInARow: NO_ROW,
  lostInARow: NO_ROW,
  groups: NO_GROUPS,
  equity: NO_CURVE,
};

/** Over a journal. */
export const betSums = createRunningSum<JournalLine, BetSums>(NO_SUMS, (sums, journal) => {
  const settled = journal.filter((line) => line.kind === 'settled');
  return settled.length === 0 ? sums : extend(sums, settled);
});

/** Over results in the order in which they came. */
export const sumBets = (settled: readonly SettledLine[]): BetSums => extend(NO_SUMS, settled);

function extend(sums: BetSums, settled: readonly SettledLine[]): BetSums {
  const decided = settled.filter(({ result }) => result.outcome !== 'void');
  const won = decided.map(({ result }) => result.netProfit > 0);
  return {
    figures: settled.reduce(withBet, sums.figures),
    squaredChances: decided.reduce((sum, { bet }) => sum + 1 / bet.priceMatched ** 2, sums.squaredChances),
    wonInARow: won.reduce(withResult, sums.wonInARow),
    lostInARow: won.map((isWon) => !isWon).reduce(withResult, sums.lostInARow),
    groups: extendGroups(sums.groups, settled),
    equity: extendCurve(sums.equity, settled),
  };
}

function withResult({ now, longest }: Row, lengthens: boolean): Row {
  const row = lengthens ? now + 1 : 0;
  return { now: row, longest: row > longest ? row : longest };
}
