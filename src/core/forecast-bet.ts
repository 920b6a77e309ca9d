import type { Staking, Terms } from './events.ts';
import type { StakeRule } from './intents.ts';
import { type Pennies, pennies } from './money.ts';
import type { Price } from './odds.ts';
import { commissionOn, grossProfit } from './settlement.ts';
import { nextStake, smallestStake } from './staking.ts';

/** What is assumed of every leg to come. */
export interface Assumed {
  readonly staking: Staking;
  readonly price: Price;
  /** Relative: see `winChance`. */
  readonly edge: number;
  /** A fraction. */
  readonly commissionRate: number;
  readonly rule: StakeRule;
  /** Null: none. */
  readonly maxStake: Pennies | null;
  /** Of the cycles to come. */
  readonly terms: Terms;
}

/** A bet of a forecast, and what each of its two ends makes of the pot. */
export interface Bet {
  readonly pot: Pennies;
  readonly stake: Pennies;
  readonly price: Price;
  /** The pot after a win. */
  readonly won: Pennies;
  readonly atTarget: boolean;
  /** What a loss leaves, and whether that opens the next cycle. */
  readonly kept: Pennies;
  readonly opensNext: boolean;
}

/** A pot that no stake can leave: betting pauses there until a person acts. */
export interface Stuck {
  readonly pot: Pennies;
  readonly stake: Pennies;
  readonly by: 'min_stake' | 'max_stake';
  /** The limit that the stake is below or above. */
  readonly limit: Pennies;
}

/** A stake that is out already. */
export interface OpenStake {
  readonly stake: Pennies;
  readonly priceMatched: Price;
  /** A fraction. */
  readonly commissionRate: number;
}

/** The bet that a pot is asked for; `target` is that of its cycle. */
export function nextBet(pot: Pennies, target: Pennies, assumed: Assumed): Bet {
  const { price: priceMatched, commissionRate, terms } = assumed;
  const stake = nextStake({ ...assumed, pot, target });
  return betOf(pot, target, { stake, priceMatched, commissionRate }, terms);
}

/** The bet that a stake is; `terms` are those of the cycles to come. */
export function betOf(pot: Pennies, target: Pennies, open: OpenStake, terms: Terms): Bet {
  const { stake, priceMatched: price, commissionRate } = open;
  const gross = grossProfit(stake, price, { outcome: 'won' });
  const won = pennies(pot + gross - commissionOn(gross, commissionRate));
  const kept = pennies(pot - stake);
  return { pot, stake, price, won, atTarget: won >= target, kept, opensNext: kept >= terms.initialStake };
}

/** Null for a bet that can be made. */
export function stuckAt({ pot, stake, price }: Bet, { rule, maxStake }: Assumed): Stuck | null {
  const least = smallestStake(rule, price);
  if (stake < least) return { pot, stake, by: 'min_stake', limit: least };
  if (maxStake !== null && stake > maxStake) return { pot, stake, by: 'max_stake', limit: maxStake };
  return null;
}
