import type { Clock } from '../clock.ts';
import { newestFirst } from '../core/chain.ts';
import type { BetRequest, PlacedBet } from '../core/events.ts';
import { formatMoney, type Pennies } from '../core/money.ts';
import { formatPrice, type Price } from '../core/odds.ts';
import type { State } from '../core/state.ts';
import type { CurrentOrder, Exchange } from '../exchange/exchange.ts';
import type { Alerts } from '../notify/alerts.ts';
import type { Handler } from './handle.ts';

export interface SweepParts {
  readonly handler: Handler;
  readonly exchange: Pick<Exchange, 'currentOrders' | 'clearedOrders'>;
  readonly clock: Clock;
  readonly alerts: Alerts;
}

/** What matters of an order that bears our strategy reference, wherever the exchange lists it. */
interface Found {
  readonly betId: string;
  readonly orderRef: string | null;
  readonly matched: Pennies;
  readonly priceMatched: Price | null;
}

/**
 * Compares the exchange's orders that bear our strategy reference with the log. One whose request was taken
 * for not found is a bet found late; any other that the log does not know pauses betting and is told.
 * Resolves with those. Rejects with an ExchangeError.
 */
export async function sweepOrders(parts: SweepParts): Promise<readonly CurrentOrder[]> {
  const { handler, exchange } = parts;
  const current = await exchange.currentOrders({ ours: true });
  const alive = current.filter(({ matched, remaining }) => matched > 0 || remaining > 0);
  for (const found of [...alive, ...(await clearedLate(exchange, handler.state()))])
    await takeLate(parts, found);
  const unknown = alive.filter((order) => !isKnown(handler.state(), order));
  await tell(parts, unknown);
  return unknown;
}

/** Orders of requests that were not found, and that are settled by now. */
async function clearedLate(exchange: SweepParts['exchange'], { notFound }: State): Promise<readonly Found[]> {
  if (notFound.length === 0) return [];
  const settled = await exchange.clearedOrders('SETTLED', {
    orderRefs: notFound.map(({ orderRef }) => orderRef),
  });
  return settled.map((order) => ({ ...order, matched: order.sizeSettled }));
}

async function takeLate({ handler, clock }: SweepParts, found: Found): Promise<void> {
  const state = handler.state();
  const request = state.notFound.find(({ orderRef }) => orderRef === found.orderRef);
  if (request === undefined || isKnown(state, found)) return;
  const bet = lateBet(request, found);
  if (bet === null) return;
  const now = new Date(clock.now()).toISOString();
  await handler.handle({ kind: 'record_found_late', now, bet }, { actor: 'system', id: request.orderRef });
}

const lateBet = (request: BetRequest, { betId, matched, priceMatched }: Found): PlacedBet | null =>
  priceMatched === null ? null : { ...request, stake: matched, betId, priceMatched };

async function tell({ handler, clock, alerts }: SweepParts, unknown: readonly CurrentOrder[]): Promise<void> {
  const [first] = unknown;
  if (first === undefined)
    return alerts.clear('unknown-order', 'All orders of the bot are in its log again.');
  const { betId, sizeAsked, priceAsked, marketId } = first;
  const why = `The exchange has an order of this bot that its log does not know: bet ${betId}, ${formatMoney(sizeAsked)} at ${formatPrice(priceAsked)} in market ${marketId}.`;
  alerts.raise('unknown-order', {
    title: 'An order is not in the log',
    text: `${why} Nothing is bet until you take it over with /adopt, or it is settled and you resume.`,
  });
  const now = new Date(clock.now()).toISOString();
  await handler.handle({ kind: 'stop_for_order', now, why }, { actor: 'system', id: betId });
}

function isKnown(
  { request, openBets, journal }: State,
  { betId, orderRef }: Pick<Found, 'betId' | 'orderRef'>,
): boolean {
  if (openBets.some((bet) => bet.betId === betId)) return true;
  if (request !== null && request.orderRef === orderRef) return true;
  for (const line of newestFirst(journal))
    if (line.kind === 'placed' && line.bet.betId === betId) return true;
  return false;
}
