import type { Clock } from '../clock.ts';
import { NOT_FOUND } from '../core/evolve.ts';
import type { Intent } from '../core/intents.ts';
import type { State } from '../core/state.ts';
import type {
  ClearedOrder,
  ClearedStatus,
  CurrentOrder,
  Exchange,
  PlaceOutcome,
} from '../exchange/exchange.ts';
import type { Handler } from './handle.ts';
import { outcomeIntent } from './record-outcome.ts';

export interface ReconcilingParts {
  readonly handler: Handler;
  readonly exchange: Pick<Exchange, 'currentOrders' | 'clearedOrders' | 'listBooks'>;
  readonly clock: Clock;
  /** How long "not found" must be waited for, beside the market's bet delay. */
  readonly waitMs: number;
}

const CLEARED: readonly ClearedStatus[] = ['SETTLED', 'VOIDED', 'LAPSED', 'CANCELLED'];

/**
 * Asks the exchange what became of an open request. Found orders are recorded at once; "not found" needs one
 * clean answer from all five lists after the wait, since an order may show only after two minutes (Betfair
 * API reference guide, TIMEOUT_ERROR). `quietSince` is the monotonic time since when nothing of ours can
 * still be on its way to the exchange. Rejects with an ExchangeError.
 */
export async function reconcileRequest(parts: ReconcilingParts, quietSince: number): Promise<void> {
  const { handler, clock } = parts;
  const { request } = handler.state();
  if (request === null) return;
  const askedAt = clock.monotonic();
  const outcome = (await findOrder(parts, request)) ?? (await notFound(parts, request, askedAt - quietSince));
  const intent = outcome && outcomeIntent(request.orderRef, outcome, new Date(clock.now()).toISOString());
  if (intent) await handler.handle(intent, { actor: 'system', id: request.eventId });
}

/** A paper request dies with the process that made it: nothing was ever sent. */
export async function dropPaperRequest({
  handler,
  clock,
}: Pick<ReconcilingParts, 'handler' | 'clock'>): Promise<void> {
  const { request } = handler.state();
  if (request === null) return;
  const intent: Intent = {
    kind: 'record_rejected',
    now: new Date(clock.now()).toISOString(),
    orderRef: request.orderRef,
    code: NOT_FOUND,
  };
  await handler.handle(intent, { actor: 'system', id: request.eventId });
}

type Request = NonNullable<State['request']>;

async function findOrder(
  { exchange }: ReconcilingParts,
  { orderRef }: Request,
): Promise<PlaceOutcome | null> {
  const filter = { orderRefs: [orderRef] };
  const [current] = await exchange.currentOrders(filter);
  const known = current && outcomeOfCurrent(current);
  if (known && known.kind !== 'rejected') return known;
  for (const status of CLEARED) {
    const [cleared] = await exchange.clearedOrders(status, filter);
    if (cleared !== undefined) return outcomeOfCleared(cleared);
  }
  return known ?? null;
}

function outcomeOfCurrent({ betId, matched, priceMatched, remaining }: CurrentOrder): PlaceOutcome {
  if (matched > 0 && priceMatched !== null) return { kind: 'placed', betId, matched, priceMatched };
  return remaining > 0
    ? { kind: 'unknown', why: 'the order is not matched yet' }
    : { kind: 'rejected', code: 'LAPSED' };
}

function outcomeOfCleared({ betId, sizeSettled, priceMatched, status }: ClearedOrder): PlaceOutcome {
  return sizeSettled > 0 && priceMatched !== null
    ? { kind: 'placed', betId, matched: sizeSettled, priceMatched }
    : { kind: 'rejected', code: status };
}

async function notFound(
  { exchange, waitMs }: ReconcilingParts,
  { marketId }: Request,
  quietMs: number,
): Promise<PlaceOutcome | null> {
  if (quietMs < waitMs) return null;
  const [book] = await exchange.listBooks([marketId]);
  if (quietMs < waitMs + (book?.betDelay ?? 0) * 1_000) return null;
  return { kind: 'rejected', code: NOT_FOUND };
}
