import type { Clock } from '../clock.ts';
import type { BetRequest, EventOf } from '../core/events.ts';
import type { BettingConditions, Intent, Proposal } from '../core/intents.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Leadership } from '../leadership.ts';
import type { Logger } from '../logging/logger.ts';
import type { Candidate } from '../markets/scan.ts';
import type { Handled, Handler } from './handle.ts';
import { outcomeRecord, recordSurely } from './record-outcome.ts';

export interface PlacingParts {
  readonly handler: Handler;
  readonly exchange: Pick<Exchange, 'place'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly leadership: Pick<Leadership, 'left' | 'prolong' | 'lapsed'>;
  readonly ending: AbortSignal;
}

export type Placing =
  /** Nothing was asked of the exchange; `refused` names the rule, or what else stood in the way. */
  | ({ readonly kind: 'not_asked' } & NotAsked)
  /** Asked, and what came of it is in the log; `open` where the exchange did not say. */
  | {
      readonly kind: 'asked';
      readonly request: BetRequest;
      readonly outcome: 'placed' | 'rejected' | 'open';
    };

interface NotAsked {
  readonly refused: string;
  readonly why: string;
}

export interface BetWish {
  readonly candidate: Candidate;
  /** ISO-8601 UTC: when its book was read. */
  readonly readAt: string;
  /** One sentence: why this one. */
  readonly reason: string;
  readonly conditions: BettingConditions;
  /** The moment that the guards judge by, ms since 1970. */
  readonly decided: number;
}

/** Requests a bet on a candidate: the request is in the log before the exchange hears of it, and is sent once. */
export async function placeBet(
  parts: PlacingParts,
  { candidate, readAt, reason, conditions, decided }: BetWish,
): Promise<Placing> {
  const { handler, newId, leadership } = parts;
  const leastMs = candidate.betDelay * 1_000 + LEAST_BEYOND_MS;
  if (!(await leadership.prolong(leastMs + PATH_MS))) return notLeading(parts);
  const orderRef = newId().replaceAll('-', '');
  const intent: Intent = {
    kind: 'request_bet',
    now: new Date(decided).toISOString(),
    orderRef,
    proposal: { ...candidate, reason, readAt } satisfies Proposal,
    conditions,
  };
  const requested = requestIn(await handler.handle(intent, { actor: 'system', id: newId() }));
  if ('refused' in requested) return { kind: 'not_asked', ...requested };
  return send(parts, requested, leastMs);
}

/** The exchange holds an order back for the bet delay before it answers, and may take some seconds more. */
const LEAST_BEYOND_MS = 5_500;
/** It is waited for longer where there is no hurry: what it says at once need not be looked up. */
const MORE_MS = 9_500;
/** What an order takes on its way to the wire, where it is asked once more whether there is time for it. */
const PATH_MS = 500;

const notLeading = ({ leadership }: PlacingParts): Placing => ({
  kind: 'not_asked',
  refused: 'not-leading',
  why: `Nothing may be sent: ${leadership.lapsed() ?? 'another process might take over before it is answered'}.`,
});

/** The request's event, or why there is none. */
function requestIn(handled: Handled): EventOf<'BET_REQUESTED'> | NotAsked {
  switch (handled.kind) {
    case 'refused':
      return { refused: handled.refusal.refused, why: handled.refusal.message };
    case 'failed':
      return { refused: 'log-blocked', why: handled.reason };
    case 'done': {
      const [event] = handled.events;
      if (event?.type === 'BET_REQUESTED') return event;
      return {
        refused: 'paused',
        why: event?.type === 'BETTING_PAUSED' ? event.data.why : 'No bet was requested.',
      };
    }
  }
}

async function send(
  parts: PlacingParts,
  { id, data: request }: EventOf<'BET_REQUESTED'>,
  leastMs: number,
): Promise<Placing> {
  const { handler, exchange, clock, logger, leadership } = parts;
  const withinMs = Math.min(leadership.left() - PATH_MS, leastMs + MORE_MS);
  if (withinMs < leastMs) return notLeading(parts);
  const { orderRef, marketId, marketVersion, selectionId, priceAsked, stake } = request;
  const outcome = await exchange.place({
    orderRef,
    marketId,
    marketVersion,
    selectionId,
    price: priceAsked,
    size: stake,
    withinMs,
  });
  const record = outcomeRecord(orderRef, outcome);
  if (record === null || outcome.kind === 'unknown') {
    logger.warn('The exchange did not say what became of a bet request.', { orderRef, outcome });
    return { kind: 'asked', request, outcome: 'open' };
  }
  const now = new Date(clock.now()).toISOString();
  const recorded = await recordSurely(handler, { ...record, now }, { actor: 'system', id }, parts);
  return { kind: 'asked', request, outcome: recorded.kind === 'done' ? outcome.kind : 'open' };
}
