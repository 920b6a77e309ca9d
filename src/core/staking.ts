import type { Staking } from './events.ts';
import type { StakeRule } from './intents.ts';
import {
  exact,
  larger,
  minus,
  over,
  type Pennies,
  pennies,
  roundUp,
  smaller,
  times,
  whole,
} from './money.ts';
import type { Price } from './odds.ts';
import { commissionOn, grossProfit } from './settlement.ts';

/**
 * The smallest stake that the exchange takes at a price: the currency's minimum, or less where the payout
 * (stake x price) reaches the minimum payout (Betfair API reference guide, "Currency Parameters").
 */
export function smallestStake(rule: StakeRule, price: Price): Pennies {
  if (rule.minPayout === null) return rule.minStake;
  return smaller(rule.minStake, roundUp(over(whole(rule.minPayout), exact(price))));
}

export interface StakeQuestion {
  readonly staking: Staking;
  readonly pot: Pennies;
  readonly target: Pennies;
  readonly price: Price;
  /** A fraction. */
  readonly commissionRate: number;
  readonly rule: StakeRule;
}

/** The stake of the next leg: never above the pot. */
export function nextStake(question: StakeQuestion): Pennies {
  const { pot, price, rule } = question;
  if (question.staking === 'roll_all') return pot;
  return smaller(pot, leastStakeToTarget(question, smallestStake(rule, price)));
}

/** The least stake, from `least` on, whose net win brings the pot to the target, or the pot where none does. */
function leastStakeToTarget({ pot, target, price, commissionRate }: StakeQuestion, least: Pennies): Pennies {
  if (pot >= target) return least;
  const reaches = (stake: number): boolean => {
    const gross = grossProfit(pennies(stake), price, { outcome: 'won' });
    return pot + gross - commissionOn(gross, commissionRate) >= target;
  };
  if (!reaches(pot)) return pot;
  const share = times(minus(exact(price), whole(1)), minus(whole(1), exact(commissionRate)));
  let stake: number = larger(least, roundUp(over(whole(target - pot), share)));
  // Profit and commission are each rounded for itself: that takes less than a penny, so that this stake reaches the
  // target, and may give some, so that a smaller one does.
  while (stake > least && reaches(stake - 1)) stake -= 1;
  return pennies(stake);
}
