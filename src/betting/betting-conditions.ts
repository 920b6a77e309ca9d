import type { BettingConditions } from '../core/intents.ts';
import type { State } from '../core/state.ts';
import type { AccountFunds } from '../exchange/exchange.ts';
import type { MarketSelection } from './analyse-markets.ts';
import { restEnd } from './cool-down.ts';
import { periodsAt } from './periods.ts';

const FRESH_MS = 10_000;

export interface ConditionRules {
  /** As it is now. */
  selection(): MarketSelection;
  /** The account's, as configured. */
  readonly currency: string;
  readonly timeZone: string;
}

/** What the guards must know beside the log, at a moment (ms). */
export function bettingConditions(
  { selection, currency, timeZone }: ConditionRules,
  state: State,
  funds: AccountFunds,
  now: number,
): BettingConditions {
  const { stakeRule, liquidityFactor, includeInPlay, maxOverround } = selection();
  return {
    ...{ stakeRule, liquidityFactor, includeInPlay, maxOverround },
    ...periodsAt(now, timeZone),
    freshSince: new Date(now - FRESH_MS).toISOString(),
    coolDownUntil: restEnd(state, now),
    available: funds.available,
    currency: funds.currency,
    expectedCurrency: currency,
  };
}
