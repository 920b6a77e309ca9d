import type { Outcome, PlacedBet } from '../core/events.ts';
import { type Pennies, pennies } from '../core/money.ts';
import { commissionOn, grossProfit } from '../core/settlement.ts';
import type { ClearedOrder, Exchange, MarketRollUp } from '../exchange/exchange.ts';
import type { ReadVerdicts, Verdict } from './verdict.ts';

/** Reads results from the account's cleared orders: the exchange's own figures, for real bets. */
export function verdictsFromClearedOrders(
  exchange: Pick<Exchange, 'clearedOrders' | 'marketRollUps'>,
): ReadVerdicts {
  return async (bets) => {
    const filter = { orderRefs: bets.map(({ orderRef }) => orderRef) };
    const cleared = [
      ...(await exchange.clearedOrders('SETTLED', filter)),
      ...(await exchange.clearedOrders('VOIDED', filter)),
    ];
    const settled = cleared.filter(({ status }) => status === 'SETTLED');
    const rollUps = await exchange.marketRollUps(settled.map(({ marketId }) => marketId));
    const verdicts = new Map<string, Verdict>();
    for (const bet of bets) {
      const own = cleared.filter(({ betId }) => betId === bet.betId);
      const rollUp = rollUps.find(({ marketId }) => marketId === bet.marketId) ?? null;
      verdicts.set(bet.orderRef, judgeCleared(bet, own, rollUp));
    }
    return verdicts;
  };
}

type Judged = Pick<PlacedBet, 'stake' | 'priceMatched' | 'commissionRate'>;

/**
 * Reads a bet's result from its settled and voided orders and its market's roll-up: only when they add up to the
 * size that was matched, and the commission is there. Where the roll-up counts bets that are not ours, the
 * commission is our own positive net times the bet's rate.
 */
export function judgeCleared(
  bet: Judged,
  cleared: readonly ClearedOrder[],
  rollUp: MarketRollUp | null,
): Verdict {
  const settled = cleared.filter(({ status }) => status === 'SETTLED');
  const voided = cleared.filter(({ status }) => status === 'VOIDED');
  const size = total(settled.map(({ sizeSettled }) => sizeSettled));
  if (size + total(voided.map(({ sizeSettled }) => sizeSettled)) < bet.stake) return { kind: 'waiting' };
  const settledDate = cleared[0]?.settledDate ?? null;
  if (size === 0) return { kind: 'void', reason: 'the exchange voided the bet', settledDate };
  if (rollUp === null) return { kind: 'waiting' };
  const gross = total(settled.map(({ profit }) => profit));
  const estimated = rollUp.betCount !== settled.length;
  return {
    kind: 'ended',
    outcome: outcomeOf(size, gross, bet),
    grossProfit: gross,
    commission: estimated ? commissionOn(gross, bet.commissionRate) : rollUp.commission,
    source: 'cleared_orders',
    estimated,
    settledDate,
  };
}

/** The exchange says WON or LOST of a dead heat as well: its profit is neither that of a win nor the stake. */
function outcomeOf(size: Pennies, gross: Pennies, { priceMatched }: Judged): Outcome {
  if (gross === -size) return 'lost';
  const full = grossProfit(size, priceMatched, { outcome: 'won' });
  return Math.abs(gross - full) <= TOLERANCE * size ? 'won' : 'dead_heat';
}

/** A cleared price is rounded to two decimals, and so is the profit that is made of it. */
const TOLERANCE = 0.01;

const total = (amounts: readonly Pennies[]): Pennies =>
  pennies(amounts.reduce((sum, amount) => sum + amount, 0));
