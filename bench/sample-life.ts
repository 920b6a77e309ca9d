import type { BetRequest, Fact, PlacedBet } from '../src/core/events.ts';
import { type Pennies, pennies } from '../src/core/money.ts';
import { price } from '../src/core/odds.ts';
import { commissionOn, grossProfit, resultOf } from '../src/core/settlement.ts';
import { drawFrom } from '../src/random.ts';
import type { Append } from './sample-file.ts';

const STAKE = pennies(100);
const TARGET = pennies(5_000_000);
const PRICE = price(3.5);
const RATE = 0.05;

/** A bot's life in demo, an append at a time: it starts, bets at 3.50 cycle after cycle, and is paused at its end. */
export function* lifeFacts(count: number): Generator<Append> {
  yield [started()];
  let [made, cycle, leg, pot] = [1, 1, 0, STAKE];
  while (made < count - 5) {
    leg += 1;
    const request = requestOf(made, cycle, leg, pot);
    const bet = { ...request, betId: String(1_700_000_000_000 + made), priceMatched: PRICE };
    yield [{ type: 'BET_REQUESTED', data: request }];
    yield [{ type: 'BET_PLACED', data: bet }];
    const settled = settlementOf(bet, pot, drawFrom(made) < 1 / PRICE);
    const reached = settled.data.potAfter >= TARGET;
    if (reached) yield [settled, { type: 'TARGET_REACHED', data: { cycle, pot, target: TARGET } }];
    else yield [settled];
    made += reached ? 4 : 3;
    if (settled.type === 'BET_WON' && !reached) pot = settled.data.potAfter;
    else [cycle, leg, pot] = [cycle + 1, 0, STAKE];
  }
  for (; made < count; made += 1)
    yield [{ type: 'BETTING_PAUSED', data: { by: 'person', why: 'it is being measured', until: null } }];
}

function started(): Fact {
  const limits = {
    ...{ maxStake: null, maxDailyLoss: null, maxWeeklyLoss: null, maxTotalLoss: null },
    ...{ coolDownMinutes: 0, coolDownAfterLosses: 1 },
  };
  const plan = { initialStake: STAKE, target: TARGET, staking: 'roll_all', commissionRate: RATE } as const;
  const settings = { ...plan, odds: { min: price(3), max: price(4) }, limits };
  const lastRun = { ended: 'none', seq: 0 } as const;
  return { type: 'BOT_STARTED', data: { version: '1.0.0', mode: 'demo', lastRun, settings } };
}

function requestOf(n: number, cycle: number, leg: number, stake: Pennies): BetRequest {
  return {
    orderRef: `order-${n}`,
    ...{ marketId: `1.${n}`, marketVersion: 1, selectionId: 58_805 },
    ...{
      event: `Rovers ${n % 97} v United ${n % 89}`,
      competition: `League ${n % 12}`,
      selection: 'The Draw',
    },
    startTime: '2026-03-02T15:00:00.000Z',
    ...{ priceAsked: PRICE, stake, cycle, leg, commissionRate: RATE, mode: 'demo' },
    reason: 'The first to start of 3 that passed every filter, with 2,310.00 offered at 3.50',
  };
}

function settlementOf(bet: PlacedBet, pot: Pennies, won: boolean) {
  const { orderRef, betId, stake, priceMatched } = bet;
  const gross = grossProfit(stake, priceMatched, { outcome: won ? 'won' : 'lost' });
  const result = resultOf(won ? 'won' : 'lost', gross, commissionOn(gross, RATE));
  return {
    type: won ? ('BET_WON' as const) : ('BET_LOST' as const),
    data: {
      ...result,
      outcome: won ? ('won' as const) : ('lost' as const),
      ...{ orderRef, betId, potBefore: pot, potAfter: pennies(pot + result.netProfit) },
      source: 'market_book' as const,
    },
  };
}
