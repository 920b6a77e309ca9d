import { z } from 'zod';
import type { BetRequest, Event, EventOf, PlacedBet } from '../../../src/core/events.ts';
import { NOT_FOUND } from '../../../src/core/evolve.ts';
import { armedAt, pausedAt } from '../../../src/core/in-force.ts';
import type { State } from '../../../src/core/state.ts';
import { Violation } from '../violation.ts';

/** An order that the exchange took and matched, at its placing. */
interface Taken {
  readonly betId: string;
  /** Pennies. */
  readonly matched: number;
  /** Decimal odds, as the exchange told them. */
  readonly price: number;
  readonly order: Order;
}

/** As an order leaves. */
export interface Sending {
  readonly state: State;
  /** Why the process cannot append; null where it can. */
  readonly blocked: string | null;
  /** Whether its request can be lost no more. */
  isDurable(orderRef: string): boolean;
  readonly isLate: boolean;
}

/** No order twice, none without its request, none lost, none made up. */
export interface PlacingCheck {
  /** A process begins to bet: what was sent before has no connection any more. */
  onOpened(): void;
  /** An order leaves the process; `isLate` where that was frozen within the system's own call. */
  onSend(body: string, sending: Sending): void;
  /** The exchange has answered an order, whether or not the answer arrives. */
  onTaken(params: unknown, answer: unknown): void;
  /** The exchange has answered something else: a list of orders may have the one that is asked for. */
  onTold(operation: string, params: unknown, answer: unknown): void;
  /** The exchange has told a list of orders as it was before. */
  onStale(): void;
  onEvent(event: Event, before: State): void;
  /** After every step: each matched order is a bet of the log, or its request waits. */
  afterStep(state: State): void;
  counts(): { readonly sent: number; readonly matched: number; readonly late: number };
}

/** The only order that the bot ever sends: one back at a limit price, all or nothing, at the market as it was seen. */
const request = z.strictObject({
  marketId: z.string(),
  marketVersion: z.strictObject({ version: z.int() }),
  customerRef: z.string(),
  customerStrategyRef: z.literal('rollover'),
  async: z.literal(false).optional(),
  instructions: z.tuple([
    z.strictObject({
      selectionId: z.int(),
      handicap: z.literal(0).optional(),
      side: z.literal('BACK'),
      orderType: z.literal('LIMIT'),
      customerOrderRef: z.string(),
      limitOrder: z.looseObject({
        size: z.number(),
        price: z.number(),
        timeInForce: z.literal('FILL_OR_KILL'),
      }),
    }),
  ]),
});

type Order = z.output<typeof request>;

const sentBody = z.object({ params: request });

const report = z.object({
  status: z.string(),
  instructionReports: z
    .array(
      z.object({
        betId: z.string().optional(),
        sizeMatched: z.number().optional(),
        averagePriceMatched: z.number().optional(),
      }),
    )
    .default([]),
});

const ofOneOrder = z.object({ customerOrderRefs: z.tuple([z.string()]) });

const refOf = ({ instructions: [only] }: Order): string => only.customerOrderRef;

/** What of an order is not as its request has it; null where all of it is. */
function unlike(order: Order, asked: BetRequest): string | null {
  const [{ selectionId, limitOrder }] = order.instructions;
  const pairs = [
    ['market', order.marketId, asked.marketId],
    ['market version', order.marketVersion.version, asked.marketVersion],
    ['reference', order.customerRef, asked.orderRef],
    ['selection', selectionId, asked.selectionId],
    ['size', Math.round(limitOrder.size * 100), asked.stake],
    ['price', limitOrder.price, asked.priceAsked],
  ] as const;
  const other = pairs.find(([, sent, wanted]) => sent !== wanted);
  return other === undefined ? null : `${other[0]} ${other[1]}, and the request has ${other[2]}`;
}

/**
 * `appearsAfter`: milliseconds until an order of unclear outcome is on the exchange's lists; `now`: the true time, in
 * milliseconds.
 */
export function placingCheck(appearsAfter: number, now: () => number): PlacingCheck {
  const sent = new Set<string>();
  const taken = new Map<string, Taken>();
  const unexplained = new Set<string>();
  const placed = new Set<string>();
  const misled = new Set<string>();
  let late = 0;
  let startedAt = Number.NEGATIVE_INFINITY;
  let requestedAt = Number.NEGATIVE_INFINITY;
  let isMisled = false;
  let isOnNoList = false;

  function onPlaced(bet: PlacedBet): void {
    const { orderRef, betId, stake, priceMatched } = bet;
    const order = taken.get(orderRef);
    if (placed.has(betId)) throw new Violation(`bet ${betId} is in the log twice`);
    if (order?.betId !== betId)
      throw new Violation(`bet ${betId} of the log has no order ${orderRef} at the exchange`);
    if (order.matched !== stake)
      throw new Violation(`bet ${betId}: ${stake} in the log, ${order.matched} matched`);
    if (order.price !== priceMatched)
      throw new Violation(`bet ${betId}: matched at ${priceMatched} in the log, at ${order.price} in truth`);
    const [{ selectionId }] = order.order.instructions;
    if (order.order.marketId !== bet.marketId || selectionId !== bet.selectionId)
      throw new Violation(`bet ${betId} is on another selection at the exchange`);
    placed.add(betId);
    unexplained.delete(orderRef);
  }

  function onLate({ seq, data: { orderRef } }: EventOf<'BET_FOUND_LATE'>): void {
    late += 1;
    if (!misled.has(orderRef))
      throw new Violation(`event ${seq}: order ${orderRef} was given up, and the exchange showed it in time`);
  }

  return {
    onOpened: () => {
      startedAt = now();
    },
    onSend(body, { state, blocked, isDurable, isLate }) {
      const order = sentBody.parse(JSON.parse(body)).params;
      const ref = refOf(order);
      if (sent.has(ref)) throw new Violation(`order ${ref} was sent twice`);
      sent.add(ref);
      if (!isDurable(ref)) throw new Violation(`order ${ref} was sent before its request was stored`);
      if (isLate) {
        misled.add(ref);
        return;
      }
      if (state.request?.orderRef !== ref) throw new Violation(`order ${ref} was sent without its request`);
      const other = unlike(order, state.request);
      if (other !== null) throw new Violation(`order ${ref} was sent with ${other}`);
      if (blocked !== null) throw new Violation(`order ${ref} was sent while the log is blocked: ${blocked}`);
    },
    onTaken(params, answer) {
      const order = request.parse(params);
      const ref = refOf(order);
      const [only] = report.parse(answer).instructionReports;
      if (only?.betId === undefined) return;
      if (taken.has(ref)) throw new Violation(`order ${ref} is twice at the exchange`);
      const matched = Math.round((only.sizeMatched ?? 0) * 100);
      taken.set(ref, { betId: only.betId, matched, price: only.averagePriceMatched ?? 0, order });
      if (matched > 0) unexplained.add(ref);
    },
    onEvent(event, before) {
      if (event.type === 'BET_REQUESTED') {
        mayRequest(event, before);
        requestedAt = now();
        isMisled = appearsAfter > SHOWN_WITHIN;
      }
      if (event.type === 'BET_REJECTED') {
        mayGiveUp(event, before, now() - Math.max(requestedAt, startedAt));
        if (isMisled || isOnNoList) misled.add(event.data.orderRef);
      }
      if (event.type === 'BET_PLACED' || event.type === 'BET_FOUND_LATE') onPlaced(event.data);
      if (event.type === 'BET_FOUND_LATE') onLate(event);
    },
    onTold(operation, params, answer) {
      const asked = ofOneOrder.safeParse(params);
      if (!asked.success) return;
      const [ref] = asked.data.customerOrderRefs;
      const isListed = JSON.stringify(answer).includes(`"${taken.get(ref)?.betId}"`);
      // Between its market's end and its result the exchange may have it nowhere. Current orders are asked first.
      isOnNoList = !isListed && (operation === 'listCurrentOrders' || isOnNoList);
    },
    onStale() {
      isMisled = true;
    },
    afterStep({ request: open, notFound }) {
      for (const ref of unexplained)
        if (open?.orderRef !== ref && !notFound.some(({ orderRef }) => orderRef === ref))
          throw new Violation(
            `order ${ref} is matched at the exchange, and the log neither has it nor waits for it`,
          );
    },
    counts: () => ({ sent: sent.size, matched: placed.size, late }),
  };
}

/** Before that an order that is not shown may still be there: Betfair promises no sooner. */
const SHOWN_WITHIN = 120_000;

/**
 * What is not found is given up only so long after its request, or after the start of a process that found it open:
 * that may be seconds before the start is on record, since it asks the exchange first.
 */
function mayGiveUp({ seq, data }: EventOf<'BET_REJECTED'>, { request: open }: State, waitedMs: number): void {
  if (data.code !== NOT_FOUND || open === null) return;
  if (waitedMs < SHOWN_WITHIN) throw new Violation(`event ${seq} gives order ${data.orderRef} up too soon`);
}

function mayRequest({ seq, at }: EventOf<'BET_REQUESTED'>, before: State): void {
  const why = [
    before.request !== null && 'another request is open',
    before.openBets.length > 0 && 'a bet is open',
    pausedAt(before, at) !== null && 'betting is paused',
    !armedAt(before, at) && 'betting is not armed',
  ].find((each) => each !== false);
  if (why !== undefined) throw new Violation(`event ${seq} requests a bet although ${why}`);
}
