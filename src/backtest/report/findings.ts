import { type Calibration, calibrationOf } from '../../betting/views/calibration.ts';
import { type Equity, equityOf } from '../../betting/views/equity.ts';
import { type BetRecord, betRecords } from '../../betting/views/history.ts';
import { type Statistics, statisticsOf } from '../../betting/views/statistics.ts';
import type { Pennies } from '../../core/money.ts';
import { pennies } from '../../core/money.ts';
import type { BetFigures } from '../../core/sums/bet-figures.ts';
import { betSums } from '../../core/sums/bet-sums.ts';
import type { Tried } from '../backtest.ts';
import { NOT_RECORDED } from '../player.ts';

/** What one strategy came to. Money in pennies. */
export interface Findings {
  readonly figures: Statistics;
  readonly bets: BetFigures;
  /** After commission, of all bets. */
  readonly net: Pennies;
  /** The deepest fall of the net below a high before it; zero or above. */
  readonly drawdown: Pennies;
  /** Shares won and expected of the bets won or lost; null where there were none. */
  readonly calibration: Calibration | null;
  /** Bets that are void only because their recordings end before their results. */
  readonly undecided: number;
  /** Orders that came to the market and found their price gone, or too little of it. */
  readonly unfilled: number;
  /** The first one first. */
  readonly records: readonly BetRecord[];
}

export function findingsOf({ state, events }: Pick<Tried, 'state' | 'events'>): Findings {
  const records = [...betRecords(state)].reverse();
  const equity: Equity | null = equityOf(state);
  const { gross, commission } = state.ledger.allTime;
  return {
    figures: statisticsOf(state).allTime,
    bets: betSums.of(state.journal).figures,
    net: pennies(gross - commission),
    drawdown: equity?.deepest.amount ?? pennies(0),
    calibration: calibrationOf(state),
    undecided: events.filter(({ type, data }) => type === 'BET_VOIDED' && data.reason === NOT_RECORDED)
      .length,
    unfilled: events.filter(({ type }) => type === 'BET_REJECTED').length,
    records,
  };
}
