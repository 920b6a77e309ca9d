import { type Pennies, pennies } from '../money.ts';
import type { SettledLine } from '../state.ts';

/** A bet and its result, as corrected. */
export type DecidedBet = Pick<SettledLine, 'bet' | 'result'>;

/** What bets came to; money in pennies. */
export interface BetFigures {
  /** Those with a result: won, lost and void. */
  readonly bets: number;
  readonly wins: number;
  readonly losses: number;
  readonly voids: number;
  /** Of bets won or lost. */
  readonly staked: Pennies;
  readonly commission: Pennies;
  /** After commission. */
  readonly net: Pennies;
  /** How many of the bets won or lost the matched prices gave reason to expect, had they been fair. */
  readonly expectedWins: number;
}

export const NO_BETS: BetFigures = {
  bets: 0,
  wins: 0,
  losses: 0,
  voids: 0,
  staked: pennies(0),
  commission: pennies(0),
  net: pennies(0),
  expectedWins: 0,
};

/** The figures with one more bet. A dead heat is a win where it brought money. */
export function withBet(figures: BetFigures, { bet, result }: DecidedBet): BetFigures {
  const bets = figures.bets + 1;
  const { outcome, netProfit, commission } = result;
  if (outcome === 'void') return { ...figures, bets, voids: figures.voids + 1 };
  const won = netProfit > 0;
  return {
    bets,
    wins: figures.wins + (won ? 1 : 0),
    losses: figures.losses + (won ? 0 : 1),
    voids: figures.voids,
    staked: pennies(figures.staked + bet.stake),
    commission: pennies(figures.commission + commission),
    net: pennies(figures.net + netProfit),
    expectedWins: figures.expectedWins + 1 / bet.priceMatched,
  };
}

/** Of two sets of bets together. */
export const joined = (a: BetFigures, b: BetFigures): BetFigures => ({
  bets: a.bets + b.bets,
  wins: a.wins + b.wins,
  losses: a.losses + b.losses,
  voids: a.voids + b.voids,
  staked: pennies(a.staked + b.staked),
  commission: pennies(a.commission + b.commission),
  net: pennies(a.net + b.net),
  expectedWins: a.expectedWins + b.expectedWins,
});

/** Wins of the bets won or lost, a fraction; null where there is none. */
export const winRateOf = ({ wins, losses }: BetFigures): number | null =>
  wins + losses === 0 ? null : wins / (wins + losses);
