import type { Mode, OddsRange, PlacedBet } from '../../core/events.ts';
import { type Pennies, pennies } from '../../core/money.ts';
import type { Price } from '../../core/odds.ts';
import { commissionOn, grossProfit } from '../../core/settlement.ts';
import { nextStake } from '../../core/staking.ts';
import type { OpenBet, State } from '../../core/state.ts';
import { type Statistics, statisticsOf } from './statistics.ts';

/** Where the bot stands. Money in pennies, prices as decimal odds. */
export interface Status {
  readonly mode: Mode;
  readonly seq: number;
  readonly cycle: number;
  readonly leg: number;
  /** A stake that is out is still counted. */
  readonly pot: Pennies;
  /** Of the current cycle. */
  readonly target: Pennies;
  /** What the next cycle from outside is opened with. */
  readonly initialStake: Pennies;
  /** From the pot as it is now; with `to_target` at the lowest price of the range, so at most this. */
  readonly nextStake: Pennies;
  readonly odds: OddsRange;
  readonly betting: { readonly on: boolean; readonly why: string };
  /** The oldest; there is a second one only where a bet was found late. */
  readonly openBet: OpenBet | null;
  readonly openRequest: State['request'];
  readonly epoch: Statistics;
  readonly allTime: Statistics;
}

/** What the status says beside the log: whether the bot would bet now, and the exchange's least stake. */
export interface StatusFacts {
  readonly mode: Mode;
  readonly betting: { readonly on: boolean; readonly why: string };
  readonly minStake: Pennies;
}

export function statusOf(state: State, { mode, betting, minStake }: StatusFacts): Status {
  const { seq, ledger, settings, openBets, request } = state;
  const { epoch, allTime } = statisticsOf(state);
  return {
    mode,
    seq,
    cycle: ledger.cycle,
    leg: ledger.leg,
    pot: ledger.pot,
    target: ledger.terms.target,
    initialStake: settings.initialStake,
    nextStake: nextStakeAt(state, settings.odds.min, minStake),
    odds: settings.odds,
    betting: { on: betting.on, why: betting.why },
    openBet: openBets[0] ?? null,
    openRequest: request,
    epoch,
    allTime,
  };
}

/** The stake that the pot as it is now would be asked for at a price. */
export const nextStakeAt = ({ ledger, settings }: State, price: Price, minStake: Pennies): Pennies =>
  nextStake({
    staking: settings.staking,
    pot: ledger.pot,
    target: ledger.terms.target,
    price,
    commissionRate: settings.commissionRate,
    rule: { minStake, minPayout: null },
  });

/** What a bet brings if it is won, by our own estimate of the commission, and the pot then. */
export function ifWon(
  bet: Pick<PlacedBet, 'stake' | 'priceMatched' | 'commissionRate'>,
  pot: Pennies,
): { readonly net: Pennies; readonly pot: Pennies } {
  const gross = grossProfit(bet.stake, bet.priceMatched, { outcome: 'won' });
  const net = pennies(gross - commissionOn(gross, bet.commissionRate));
  return { net, pot: pennies(pot + net) };
}
