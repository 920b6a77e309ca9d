import type { Staking } from './events.ts';
import type { StakeRule } from './intents.ts';
import { exact, minus, over, type Pennies, pennies, roundUp, times, whole } from './money.ts';
import type { Price } from './odds.ts';
import { commissionOn, grossProfit } from './settlement.ts';

/**
 * The smallest stake that the exchange takes at a price: the currency's minimum, or less where the payout
 * (stake x price) reaches the minimum payout (Betfair API reference guide, "Currency Parameters").
 */
export function smallestStake(rule: StakeRule, price: Price): Pennies {
  if (rule.minPayout === null) return rule.minStake;
  const byPayout = roundUp(over(whole(rule.minPayout), exact(price)));
  return byPayout < rule.minStake ? byPayout : rule.minStake;
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
  const least = smallestStake(rule, price);
  const enough = leastStakeToTarget(question);
  const wanted = enough < least ? least : enough;
  return wanted < pot ? wanted : pot;
}

/** The least stake whose net win brings the pot to the target, or the pot where none does. */
function leastStakeToTarget({ pot, target, price, commissionRate, ...rest }: StakeQuestion): Pennies {
  const reaches = (stake: number): boolean => {
    const gross = grossProfit(pennies(stake), price, { outcome: 'won' });
    return pot + gross - commissionOn(gross, commissionRate) >= target;
  };
  if (!reaches(pot)) return pot;
  const share = times(minus(exact(price), whole(1)), minus(whole(1), exact(commissionRate)));
  let stake: number = share.num <= 0n ? rest.rule.minStake : roundUp(over(whole(target - pot), share));
  while (!reaches(stake)) stake += 1;
  while (stake > 1 && reaches(stake - 1)) stake -= 1;
  return pennies(stake);
}
