import { type Pennies, pennies } from '../../core/money.ts';
import { availableToBet, marketExposure } from './account.ts';
import { bettingException } from './api-exception.ts';
import { isCustomerRef } from './customer-refs.ts';
import { levelsFor, noteTaken } from './depth.ts';
import type { EmulatedMarket } from './market-source.ts';
import { fillOrKill, type Level, takeToLimit } from './matching.ts';
import { cancelPart, lapseRest, type Order, orderOn, remainingSize } from './order.ts';
import { instructionRefusal, marketRefusal } from './order-refusals.ts';
import { placedReport, refusedReport } from './place-report.ts';
import { type PlaceInstruction, type PlaceRequest, placeOrdersRequest, readRequest } from './requests.ts';
import { marketNow, type Venue } from './venue.ts';
import { minor } from './wire.ts';

/**
 * Takes all instructions or none, and answers with a PlaceExecutionReport; where the market holds orders back,
 * only after its bet delay, with everything checked once more. LIMIT orders with a size; the markets have no
 * starting price. Throws a ProtocolFault or INVALID_INPUT_DATA for a request that cannot be meant.
 */
export async function placeOrders(venue: Venue, params: unknown): Promise<unknown> {
  const request = readRequest(placeOrdersRequest, params);
  refuseNonsense(request);
  const placedAt = venue.clock.now();
  if (request.customerRef && venue.refs.repeated(request.customerRef, placedAt)) {
    return refusedReport(request, 'DUPLICATE_TRANSACTION');
  }
  let judged = judge(venue, request, placedAt);
  if ('refused' in judged) return judged.refused;
  if (judged.market.betDelay > 0) {
    await venue.clock.wait(judged.market.betDelay * 1_000);
    venue.ledger.advance(venue.clock.now());
    judged = judge(venue, request, placedAt);
    if ('refused' in judged) return judged.refused;
  }
  const { market, orders } = judged;
  return placedReport(
    request,
    orders.map((order, index) => execute(venue, market, request, request.instructions[index], order)),
  );
}

function refuseNonsense({ customerRef, instructions, ...request }: PlaceRequest): void {
  if (customerRef && !isCustomerRef(customerRef)) {
    throw bettingException('INVALID_INPUT_DATA', 'customerRef is longer than 32 or has other characters');
  }
  if (instructions.length < 1 || instructions.length > 200) {
    throw bettingException('INVALID_INPUT_DATA', 'there must be 1 to 200 instructions');
  }
  if (request.async === true)
    throw bettingException('INVALID_INPUT_DATA', 'this exchange takes no async orders');
  if (instructions.some(({ limitOrder }) => limitOrder?.betTargetType != null)) {
    throw bettingException('INVALID_INPUT_DATA', 'this exchange takes no bet targets');
  }
}

type Judged =
  | { readonly refused: unknown }
  | { readonly market: EmulatedMarket; readonly orders: readonly Order[] };

function judge(venue: Venue, request: PlaceRequest, placedAt: number): Judged {
  const market = marketNow(venue, request.marketId);
  const code = marketRefusal(market);
  if (market === undefined || code !== null) {
    return { refused: refusedReport(request, code ?? 'INVALID_MARKET_ID') };
  }
  if (String(request.marketVersion?.version ?? '').length > 12) {
    return { refused: refusedReport(request, 'INVALID_MARKET_VERSION') };
  }
  const codes = request.instructions.map((instruction) =>
    (request.customerStrategyRef?.length ?? 0) > 15
      ? 'INVALID_CUSTOMER_STRATEGY_REF'
      : instructionRefusal(instruction, market, venue.limits),
  );
  if (codes.some((each) => each !== null))
    return { refused: refusedReport(request, 'BET_ACTION_ERROR', codes) };
  const orders = request.instructions.map((instruction) => newOrder(market, request, instruction, placedAt));
  if (!isCovered(venue, market, orders)) return { refused: refusedReport(request, 'INSUFFICIENT_FUNDS') };
  return { market, orders };
}

function newOrder(
  market: EmulatedMarket,
  request: PlaceRequest,
  instruction: PlaceInstruction,
  placedAt: number,
): Order {
  const limit = instruction.limitOrder;
  return orderOn({
    betId: '',
    marketId: market.marketId,
    selectionId: instruction.selectionId,
    side: instruction.side,
    price: limit?.price ?? 0,
    size: minor(limit?.size ?? 0),
    persistence: limit?.persistenceType === 'PERSIST' ? 'PERSIST' : 'LAPSE',
    customerOrderRef: instruction.customerOrderRef || null,
    customerStrategyRef: request.customerStrategyRef || null,
    placedAt,
    placedInPlay: market.inPlay,
  });
}

/** Whether the account can lose what these orders add to the exposure. */
function isCovered(venue: Venue, market: EmulatedMarket, orders: readonly Order[]): boolean {
  const own = venue.ledger.records.get(market.marketId)?.orders ?? [];
  const added = marketExposure({ market }, [...own, ...orders]) - marketExposure({ market }, own);
  return added <= availableToBet(venue);
}

function execute(
  venue: Venue,
  market: EmulatedMarket,
  request: PlaceRequest,
  instruction: PlaceInstruction | undefined,
  drafted: Order,
): Order {
  const order = { ...drafted, betId: venue.nextBetId() };
  const now = venue.clock.now();
  const record = venue.ledger.open(market);
  record.orders.push(order);
  if (request.marketVersion != null && market.version > request.marketVersion.version) {
    lapseRest(order, now);
    return order;
  }
  const limit = instruction?.limitOrder;
  const kills = limit?.timeInForce === 'FILL_OR_KILL';
  const levels = levelsFor(market, record.taken, order.selectionId, order.side);
  const found = kills
    ? killingMatch(levels, order, limit?.minFillSize)
    : takeToLimit(levels, order.side, order.price, order.size);
  noteTaken(record.taken, order, found);
  for (const { price, size } of found) order.fills.push({ price, size, at: now });
  if (kills) cancelPart(order, remainingSize(order), now);
  return order;
}

function killingMatch(
  levels: readonly Level[],
  order: Order,
  minFillSize: number | null | undefined,
): Level[] {
  const minFill: Pennies = minFillSize == null ? order.size : pennies(minor(minFillSize));
  return fillOrKill(levels, order.side, order.price, order.size, minFill);
}
