import { type Pennies, pennies } from '../../core/money.ts';
import type { BetRecord } from './history.ts';

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

/** The figures with one more bet, its result as corrected; an open one counts once it has one. A dead heat is a win where it brought money. */
export function withBet(figures: BetFigures, { bet, settled }: BetRecord): BetFigures {
  if (settled === null) return figures;
  const bets = figures.bets + 1;
  const { outcome, netProfit, commission } = settled.result;
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

/** The figures of each group, in the order in which the groups are met first. */
export function groupBets(
  records: Iterable<BetRecord>,
  groupOf: (record: BetRecord) => string,
): ReadonlyMap<string, BetFigures> {
  const groups = new Map<string, BetFigures>();
  for (const record of records) {
    const group = groupOf(record);
    groups.set(group, withBet(groups.get(group) ?? NO_BETS, record));
  }
  return groups;
}

/** Wins of the bets won or lost, a fraction; null where there is none. */
export const winRateOf = ({ wins, losses }: BetFigures): number | null =>
  wins + losses === 0 ? null : wins / (wins + losses);
