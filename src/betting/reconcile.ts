import type { Clock } from '../clock.ts';
import type { Mode } from '../core/events.ts';
import { NOT_FOUND } from '../core/evolve.ts';
import type { RecordOutcome } from '../core/intents.ts';
import { formatMoney, type Pennies, pennies } from '../core/money.ts';
import type { Price } from '../core/odds.ts';
import type { State } from '../core/state.ts';
import type { CurrentOrder, Exchange, PlaceOutcome } from '../exchange/exchange.ts';
import type { Logger } from '../logging/logger.ts';
import type { Alerts } from '../notify/alerts.ts';
import { within } from '../within.ts';
import type { Handler } from './handle.ts';
import { outcomeRecord } from './record-outcome.ts';
import { CLEARED, type ClearedBet, readClearedBets } from './results/cleared-bets.ts';

export interface ReconcilingParts {
  readonly handler: Handler;
  readonly exchange: Pick<Exchange, 'currentOrders' | 'clearedOrders' | 'listBooks'>;
  readonly clock: Clock;
  readonly alerts: Alerts;
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
  const quietMs = clock.monotonic() - quietSince;
  const outcome = (await findOrder(parts, request)) ?? (await notFound(parts, request, quietMs));
  tellOfDoubt(parts, outcome, quietMs);
  const record = outcome && outcomeRecord(request.orderRef, outcome);
  const now = new Date(clock.now()).toISOString();
  if (record) await handler.handle({ ...record, now }, { actor: 'system', id: request.eventId });
}

/** An order that stays in doubt is looked at by a person; others are found or not within minutes. */
function tellOfDoubt(
  { alerts, waitMs }: ReconcilingParts,
  outcome: PlaceOutcome | null,
  quietMs: number,
): void {
  if (outcome === null) return;
  if (outcome.kind !== 'unknown') alerts.clear('doubt', 'It is known now what became of the bet.');
  else if (quietMs >= waitMs + DOUBT_MS)
    alerts.raise('doubt', {
      title: 'It is still not known what became of a bet that was sent',
      text: `This is why: ${outcome.why}. Nothing else is bet until it is known; look at the bet on the exchange.`,
    });
}

/** Beyond the wait for an order that is not found. */
const DOUBT_MS = 600_000;

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
  { orderRef, stake, priceAsked }: Request,
): Promise<PlaceOutcome | null> {
  const filter = { orderRefs: [orderRef] };
  const [current] = await exchange.currentOrders(filter);
  const known = current && outcomeOfCurrent(current, priceAsked);
  if (known && known.kind !== 'rejected') return known;
  const [cleared] = (await readClearedBets(exchange, CLEARED, filter)).values();
  return cleared === undefined ? (known ?? null) : outcomeOfCleared(cleared, stake, priceAsked);
}

/** What was voided since was matched at the placing; a wholly void order has no matched price any more. */
function outcomeOfCurrent(
  { betId, matched, voided, priceMatched, remaining }: CurrentOrder,
  priceAsked: Price,
): PlaceOutcome {
  const size = pennies(matched + voided);
  if (size > 0) return { kind: 'placed', betId, matched: size, priceMatched: priceMatched ?? priceAsked };
  return remaining > 0
    ? { kind: 'unknown', why: 'the exchange has it, and it is not matched yet' }
    : { kind: 'rejected', code: 'LAPSED' };
}

/** The lists of one order may fill one after the other: its size is known once they account for what was asked. */
function outcomeOfCleared(cleared: ClearedBet, asked: Pennies, priceAsked: Price): PlaceOutcome {
  const { betId, settled, voided, unmatched, priceMatched } = cleared;
  const matched = pennies(settled + voided);
  if (matched + unmatched < asked)
    return { kind: 'unknown', why: `the exchange has cleared ${formatMoney(matched)} of it so far` };
  return matched > 0
    ? { kind: 'placed', betId, matched, priceMatched: priceMatched ?? priceAsked }
    : { kind: 'rejected', code: 'LAPSED' };
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
