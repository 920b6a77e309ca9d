import type { Clock } from '../clock.ts';
import type { Mode } from '../core/events.ts';
import { NOT_FOUND } from '../core/evolve.ts';
import type { RecordOutcome } from '../core/intents.ts';
import type { State } from '../core/state.ts';
import type {
  ClearedOrder,
  ClearedStatus,
  CurrentOrder,
  Exchange,
  PlaceOutcome,
} from '../exchange/exchange.ts';
import type { Logger } from '../logging/logger.ts';
import { within } from '../within.ts';
import type { Handler } from './handle.ts';
import { outcomeRecord } from './record-outcome.ts';

export interface ReconcilingParts {
  readonly handler: Handler;
  readonly exchange: Pick<Exchange, 'currentOrders' | 'clearedOrders' | 'listBooks'>;
  readonly clock: Clock;
  /** How long "not found" must be waited for, beside the market's bet delay. */
  readonly waitMs: number;
}

export interface LeftOpenParts extends Pick<ReconcilingParts, 'handler' | 'exchange' | 'clock'> {
  readonly logger: Logger;
  readonly mode: Mode;
  readonly ending: AbortSignal;
}

/** The first notice waits for it, and so does the end of a start that is called off. */
const FIND_WITHIN_MS = 5_000;

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
  const record = outcome && outcomeRecord(request.orderRef, outcome);
  const now = new Date(clock.now()).toISOString();
  if (record) await handler.handle({ ...record, now }, { actor: 'system', id: request.eventId });
}

/**
 * What became of a request that the last run left open, as far as can be said at once; null where none is open or
 * it stays so. A paper request dies with the process that made it. In live the exchange is asked for its order,
 * for some seconds at most: that it knows none yet means nothing. Never rejects.
 */
export async function findLeftOpen(parts: LeftOpenParts): Promise<RecordOutcome | null> {
  const { handler, clock, mode, ending } = parts;
  const { request } = handler.state();
  if (request === null) return null;
  const { orderRef } = request;
  if (mode !== 'live') return { kind: 'record_rejected', orderRef, code: NOT_FOUND };
  const outcome = await within(tryToFind(parts, request), FIND_WITHIN_MS, clock, ending);
  return outcome && outcomeRecord(orderRef, outcome);
}

async function tryToFind(parts: LeftOpenParts, request: Request): Promise<PlaceOutcome | null> {
  try {
    return await findOrder(parts, request);
  } catch (error) {
    if (!parts.ending.aborted)
      parts.logger.warn(
        'What became of the last bet request could not be asked at the start; it is asked again.',
        {
          error,
        },
      );
    return null;
  }
}

type Request = NonNullable<State['request']>;

async function findOrder(
  { exchange }: Pick<ReconcilingParts, 'exchange'>,
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
