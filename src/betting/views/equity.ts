import type { Pennies } from '../../core/money.ts';
import { NO_MONEY } from '../../core/money.ts';
import type { State } from '../../core/state.ts';
import { betSums } from '../../core/sums/bet-sums.ts';
import type { EquityCurve, EquityPoint } from '../../core/sums/equity-curve.ts';

/** Net profit of all time, bet by bet. Money in pennies. */
export interface Equity extends Pick<EquityCurve, 'bets' | 'targets' | 'highest'> {
  /** In the order in which the bets were settled; the first one is the beginning, with nothing won or lost. Those of many bets are thinned. */
  readonly points: readonly Omit<EquityPoint, 'bet'>[];
  readonly now: Pennies;
  /** The deepest fall below a high before it. */
  readonly deepest: { readonly at: string; readonly amount: Pennies };
}

/** Null where no bet was settled. */
export function equityOf(state: State): Equity | null {
  const { bets, targets, highest, deepest, first, last, points } = betSums.of(state.journal).equity;
  if (first === null || last === null) return null;
  const at = state.began ?? first.at;
  return {
    bets,
    targets,
    highest,
    now: last.net,
    deepest: deepest ?? { at, amount: NO_MONEY },
    points: [
      { at, net: NO_MONEY, drawdown: NO_MONEY, targetReached: false },
      ...points,
      ...(points.at(-1)?.bet === last.bet ? [] : [last]),
    ],
  };
}
