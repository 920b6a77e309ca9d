import type { Outcome, PlacedBet } from '../../core/events.ts';
import { formatMoney, type Pennies, pennies } from '../../core/money.ts';
import { commissionOn, grossProfit } from '../../core/settlement.ts';
import type { Exchange, MarketRollUp } from '../../exchange/exchange.ts';
import { type ClearedBet, MATCHED, readClearedBets } from './cleared-bets.ts';
import { shareOfCommission } from './share-of-commission.ts';
import type { ReadVerdicts, Verdict } from './verdict.ts';

/** Reads results from the account's cleared orders: the exchange's own figures, for real bets. */
export function verdictsFromClearedOrders(
  exchange: Pick<Exchange, 'clearedOrders' | 'marketRollUps'>,
): ReadVerdicts {
  return async (bets) => {
    if (bets.length === 0) return new Map();
    const cleared = await readClearedBets(exchange, MATCHED, {
      ours: true,
      marketIds: [...new Set(bets.map(({ marketId }) => marketId))],
    });
    const settled = [...cleared.values()].filter((bet) => bet.settled > 0);
    const rollUps = await exchange.marketRollUps(settled.map(({ marketId }) => marketId));
    return new Map(
      bets.map((bet) => {
        const own = settled.filter(({ marketId }) => marketId === bet.marketId);
        const rollUp = rollUps.find(({ marketId }) => marketId === bet.marketId) ?? null;
        return [bet.orderRef, judgeCleared(bet, cleared.get(bet.betId), own, rollUp)];
      }),
    );
  };
}

type Judged = Pick<PlacedBet, 'stake' | 'priceMatched' | 'commissionRate'>;

/**
 * Reads a bet's result from its cleared orders and its market's roll-up: only when what was settled and what was
 * voided add up to the size that was matched, and the commission is there. Lapsed and cancelled parts were never
 * matched, and are not asked for. `own` are our settled bets in the market, between which its commission is shared; where the roll-up counts
 * bets that are not ours, it is our own positive net times the bet's rate.
 */
export function judgeCleared(
  bet: Judged,
  cleared: ClearedBet | undefined,
  own: readonly ClearedBet[],
  rollUp: MarketRollUp | null,
): Verdict {
  if (cleared === undefined) return waiting('the exchange has not cleared it');
  const { settled, voided, profit, settledDate } = cleared;
  if (settled + voided > bet.stake)
    return {
      kind: 'unclear',
      why: `${parts(cleared)}, which is more than the ${formatMoney(bet.stake)} that was matched`,
    };
  if (settled + voided < bet.stake)
    return waiting(`${parts(cleared)} of the ${formatMoney(bet.stake)} that was matched`);
  if (profit < -settled)
    return { kind: 'unclear', why: `the exchange has it lose more than its stake (${formatMoney(profit)})` };
  if (settled === 0) return { kind: 'void', reason: 'the exchange voided the bet', settledDate };
  if (rollUp === null) return waiting("it is settled, and its market's commission is not there yet");
  const estimated = rollUp.betCount !== own.length;
  const net = own.reduce((sum, each) => sum + each.profit, 0);
  const commission = estimated ? commissionOn(pennies(net), bet.commissionRate) : rollUp.commission;
  return {
    kind: 'ended',
    outcome: outcomeOf(settled, profit, bet),
    grossProfit: profit,
    commission: shareOfCommission(commission, cleared, own),
    source: 'cleared_orders',
    estimated,
    settledDate,
  };
}

const parts = ({ settled, voided }: ClearedBet): string =>
  `the exchange has settled ${formatMoney(settled)} and voided ${formatMoney(voided)}`;

const waiting = (why: string): Verdict => ({ kind: 'waiting', why });

/** The exchange says WON or LOST of a dead heat as well: its profit is neither that of a win nor the stake. */
function outcomeOf(size: Pennies, gross: Pennies, { priceMatched }: Judged): Outcome {
  if (gross === -size) return 'lost';
  const full = grossProfit(size, priceMatched, { outcome: 'won' });
  return Math.abs(gross - full) <= TOLERANCE * size ? 'won' : 'dead_heat';
}

/** A cleared price is rounded to two decimals, and so is the profit that is made of it. */
const TOLERANCE = 0.01;
