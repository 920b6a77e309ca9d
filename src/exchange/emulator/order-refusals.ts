import { exact, minus, pennies, roundHalfUp, times, whole } from '../../core/money.ts';
import { onLadder } from '../../core/odds.ts';
import type { StakeLimits } from './currency-limits.ts';
import type { EmulatedMarket } from './market-source.ts';
import type { PlaceInstruction } from './requests.ts';
import { runnerStatus } from './settlement.ts';
import { minor } from './wire.ts';

type Market = EmulatedMarket | undefined;

/** Why a market takes no order now, as an ExecutionReportErrorCode. */
export function marketRefusal(market: Market): string | null {
  if (market === undefined) return 'INVALID_MARKET_ID';
  switch (market.status) {
    case 'SUSPENDED':
      return 'MARKET_SUSPENDED';
    case 'INACTIVE':
    case 'CLOSED':
      return 'MARKET_NOT_OPEN_FOR_BETTING';
    case 'OPEN':
      return null;
  }
}

/** Why an instruction is not taken, as an InstructionReportErrorCode; the meanings are SportsAPING.xml's. */
export function instructionRefusal(
  instruction: PlaceInstruction,
  market: EmulatedMarket,
  limits: StakeLimits,
): string | null {
  if ((instruction.customerOrderRef?.length ?? 0) > 32) return 'INVALID_CUSTOMER_ORDER_REF';
  if (instruction.orderType !== 'LIMIT') return 'MARKET_NOT_OPEN_FOR_BSP_BETTING';
  const status = runnerStatus(market, instruction.selectionId);
  if (status === undefined) return 'INVALID_RUNNER';
  if (status === 'REMOVED') return 'RUNNER_REMOVED';
  return instruction.limitOrder == null
    ? 'INVALID_ORDER_TYPE'
    : limitRefusal(instruction.limitOrder, market, limits);
}

type LimitOrder = NonNullable<PlaceInstruction['limitOrder']>;

function limitRefusal(order: LimitOrder, market: EmulatedMarket, limits: StakeLimits): string | null {
  const size = order.size ?? 0;
  if (onLadder(order.price) === null) return 'INVALID_ODDS';
  if (isTooSmall(size, order.price, limits)) return 'INVALID_BET_SIZE';
  if (isDistorted(size, order.price)) return 'INVALID_PROFIT_RATIO';
  return order.timeInForce == null ? persistenceRefusal(order, market) : minFillRefusal(order, size);
}

function persistenceRefusal({ persistenceType }: LimitOrder, market: EmulatedMarket): string | null {
  const persists = persistenceType === 'PERSIST' && market.turnInPlay;
  return persists || (persistenceType ?? 'LAPSE') === 'LAPSE' ? null : 'INVALID_PERSISTENCE_TYPE';
}

function minFillRefusal({ minFillSize }: LimitOrder, size: number): string | null {
  const least = minFillSize ?? size;
  return least > size || least <= 0 ? 'INVALID_MIN_FILL_SIZE' : null;
}

/** Below the least stake, unless the payout is enough; or finer than a penny (API reference guide, "Minimum stake"). */
function isTooSmall(size: number, price: number, limits: StakeLimits): boolean {
  const stake = minor(size);
  if (stake <= 0 || stake / 100 !== size) return true;
  if (stake >= limits.stake) return false;
  const payout = times(whole(stake), exact(price));
  return minus(payout, whole(limits.payout)).num < 0n;
}

/** The profit in whole pennies is 20 % less or 25 % more than the exact one (support.developer.betfair.com 360010423978). */
function isDistorted(size: number, price: number): boolean {
  const profit = times(whole(minor(size)), minus(exact(price), whole(1)));
  const rounded = pennies(roundHalfUp(profit));
  const short = minus(times(profit, { num: 4n, den: 5n }), whole(rounded));
  const long = minus(whole(rounded), times(profit, { num: 5n, den: 4n }));
  return short.num >= 0n || long.num >= 0n;
}
