import type { Clock } from '../clock.ts';
import type { BetRequest } from '../core/events.ts';
import { formatMoney, NO_MONEY, type Pennies, pennies } from '../core/money.ts';
import { formatPrice, type Price } from '../core/odds.ts';
import type { State } from '../core/state.ts';
import type { CurrentOrder, Exchange, Side } from '../exchange/exchange.ts';
import type { Alerts } from '../notify/alerts.ts';
import type { Handler } from './handle.ts';
import { type ClearedBet, clearedSince, MATCHED, readClearedBets } from './results/cleared-bets.ts';
import { inLogSince, unknownAmong } from './unknown-orders.ts';

export interface SweepParts {
  readonly handler: Handler;
  readonly exchange: Pick<Exchange, 'currentOrders' | 'clearedOrders'>;
  readonly clock: Clock;
  readonly alerts: Alerts;
}

/** An order at the exchange that bears our strategy reference, open or settled. */
export interface FoundOrder {
  readonly betId: string;
  readonly side: Side;
  readonly marketId: string;
  readonly selectionId: number;
  readonly orderRef: string | null;
  readonly placedAt: string | null;
  readonly priceAsked: Price | null;
  /** At its placing: what was voided since is counted. */
  readonly matched: Pennies;
  readonly priceMatched: Price | null;
  /** Not matched yet, and may still be. */
  readonly remaining: Pennies;
  readonly isSettled: boolean;
}

/**
 * Compares the exchange's orders that bear our strategy reference with the log, open ones and those settled since
 * the log began. One whose request was taken for not found is a bet found late; any other that the log does not know
 * pauses betting and is told. Each sweep resolves with those, and rejects with an ExchangeError.
 */
export function createSweep(parts: SweepParts): () => Promise<readonly FoundOrder[]> {
  const { handler, exchange, clock, alerts } = parts;
  const told = new Set<string>();
  let asked = '';

  async function find(): Promise<readonly FoundOrder[]> {
    const settledFrom = later(clearedSince(handler.state().began, clock.now()), asked);
    const current = await exchange.currentOrders({ ours: true });
    const cleared = await readClearedBets(exchange, MATCHED, { ours: true, settledFrom });
    const open = current.map(openOrder).filter(({ matched, remaining }) => matched > 0 || remaining > 0);
    const openIds = new Set(open.map(({ betId }) => betId));
    return [...open, ...[...cleared.values()].map(settledOrder).filter(({ betId }) => !openIds.has(betId))];
  }

  return async () => {
    const begun = clock.now();
    const found = await find();
    for (const order of unknownAmong(found, handler.state())) await takeLate(parts, order);
    compareSizes(found, handler.state(), alerts);
    const strays = straysAmong(found, handler.state());
    await tell(parts, strays, told);
    for (const betId of told) if (!strays.some((order) => order.betId === betId)) forget(alerts, told, betId);
    asked = new Date(begun - ASKED_AGAIN_MS).toISOString();
    return strays;
  };
}

/** Settled orders may be listed late; those of the last day are read again (DESIGN: for a day after "not found"). */
const ASKED_AGAIN_MS = 86_400_000;

const later = (a: string, b: string): string => (a > b ? a : b);

const openOrder = (order: CurrentOrder): FoundOrder => ({
  ...order,
  matched: pennies(order.matched + order.voided),
  isSettled: false,
});

const settledOrder = (bet: ClearedBet): FoundOrder => ({
  ...bet,
  matched: pennies(bet.settled + bet.voided),
  remaining: NO_MONEY,
  isSettled: true,
});

async function takeLate({ handler, clock }: SweepParts, order: FoundOrder): Promise<void> {
  const request = handler.state().notFound.find(({ orderRef }) => orderRef === order.orderRef);
  if (request === undefined || order.matched === 0) return;
  const now = new Date(clock.now()).toISOString();
  const bet = { ...request, stake: order.matched, betId: order.betId, priceMatched: priceOf(order, request) };
  await handler.handle(
    { kind: 'record_found_late', now, bet, since: inLogSince(order) },
    { actor: 'system', id: request.orderRef },
  );
}

/** A wholly voided order has no matched price any more. */
const priceOf = ({ priceMatched }: FoundOrder, { priceAsked }: BetRequest): Price =>
  priceMatched ?? priceAsked;

/** Those that the log does not know; a settled one that a person has let go is no news. */
function straysAmong(found: readonly FoundOrder[], state: State): readonly FoundOrder[] {
  return unknownAmong(found, state).filter(
    ({ betId, orderRef, isSettled }) =>
      (state.request === null || state.request.orderRef !== orderRef) &&
      !(isSettled && state.setAside.includes(betId)),
  );
}

async function tell(
  { handler, clock, alerts }: SweepParts,
  strays: readonly FoundOrder[],
  told: Set<string>,
): Promise<void> {
  for (const order of strays) {
    const { betId } = order;
    const why = `The exchange has an order of this bot that its log does not know: ${describe(order)}.`;
    told.add(betId);
    alerts.raise(keyOf(betId), {
      title: 'An order is not in the log',
      text: `${why} Nothing is bet until ${wayOut(order)}.`,
    });
    const now = new Date(clock.now()).toISOString();
    await handler.handle({ kind: 'stop_for_order', now, betId, why }, { actor: 'system', id: betId });
  }
}

/** An open bet is matched at the exchange with the size that the log has, or a person must look. */
function compareSizes(found: readonly FoundOrder[], { openBets }: State, alerts: Alerts): void {
  for (const { betId, matched, isSettled } of found) {
    const bet = isSettled ? undefined : openBets.find((open) => open.betId === betId);
    if (bet === undefined || bet.stake === matched) alerts.clear(`size:${betId}`);
    else
      alerts.raise(`size:${betId}`, {
        title: 'The exchange has an open bet with another stake',
        text: `Of bet ${betId} the exchange has ${formatMoney(matched)} matched, and the log ${formatMoney(bet.stake)}. Look at the bet on the exchange: while they differ its result is not recorded.`,
      });
  }
}

function forget(alerts: Alerts, told: Set<string>, betId: string): void {
  told.delete(betId);
  alerts.clear(keyOf(betId), `Bet ${betId} is in the log, or was let go.`);
}

const keyOf = (betId: string): string => `unknown-order:${betId}`;

function describe(order: FoundOrder): string {
  const { betId, side, matched, remaining, priceMatched, priceAsked, marketId, isSettled } = order;
  const price = priceMatched ?? priceAsked;
  const at = price === null ? '' : ` at ${formatPrice(price)}`;
  const rest = remaining > 0 ? `, ${formatMoney(remaining)} not matched yet` : '';
  const what = `${side === 'LAY' ? 'a lay of' : 'backed with'} ${formatMoney(matched)}${at}${rest}`;
  return `bet ${betId}, ${what}, in market ${marketId}, ${isSettled ? 'settled already' : 'open'}`;
}

function wayOut({ side, remaining, isSettled }: FoundOrder): string {
  if (remaining > 0)
    return 'you have cancelled on the exchange what is not matched, and it is looked at again';
  if (side === 'LAY')
    return isSettled
      ? 'you resume: a lay is no bet of a cycle'
      : 'it is settled and you resume: a lay is no bet of a cycle';
  return isSettled
    ? 'you take it over with /adopt, or resume to leave it out of the log'
    : 'you take it over with /adopt, or it is settled and you resume';
}
