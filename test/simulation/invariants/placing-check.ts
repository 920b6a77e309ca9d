import { z } from 'zod';
import type { Event, EventOf, PlacedBet } from '../../../src/core/events.ts';
import { armedAt, limitsAt, pausedAt } from '../../../src/core/in-force.ts';
import type { State } from '../../../src/core/state.ts';
import { Violation } from '../violation.ts';

/** An order that the exchange took and matched, at its placing. */
interface Taken {
  readonly betId: string;
  /** Pennies. */
  readonly matched: number;
}

/** No order twice, none without its request, none lost, none made up. */
export interface PlacingCheck {
  /** An order leaves the process. */
  onSend(body: string, state: State, blocked: string | null, durable: Buffer): void;
  /** The exchange has answered an order, whether or not the answer arrives. */
  onTaken(params: unknown, answer: unknown): void;
  onEvent(event: Event, before: State): void;
  /** After every step: each matched order is a bet of the log, or its request waits. */
  afterStep(state: State): void;
  counts(): { readonly sent: number; readonly matched: number; readonly late: number };
}

const request = z.object({
  instructions: z.tuple([z.object({ customerOrderRef: z.string() })]),
  customerStrategyRef: z.literal('rollover'),
});

const sentBody = z.object({ params: request });

const report = z.object({
  status: z.string(),
  instructionReports: z
    .array(z.object({ betId: z.string().optional(), sizeMatched: z.number().optional() }))
    .default([]),
});

const refOf = ({ instructions: [only] }: z.output<typeof request>): string => only.customerOrderRef;

export function placingCheck(): PlacingCheck {
  const sent = new Set<string>();
  const taken = new Map<string, Taken>();
  const unexplained = new Set<string>();
  const placed = new Set<string>();
  let late = 0;

  function onPlaced({ orderRef, betId, stake }: PlacedBet): void {
    const order = taken.get(orderRef);
    if (placed.has(betId)) throw new Violation(`bet ${betId} is in the log twice`);
    if (order?.betId !== betId)
      throw new Violation(`bet ${betId} of the log has no order ${orderRef} at the exchange`);
    if (order.matched !== stake)
      throw new Violation(`bet ${betId}: ${stake} in the log, ${order.matched} matched`);
    placed.add(betId);
    unexplained.delete(orderRef);
  }

  return {
    onSend(body, state, blocked, durable) {
      const ref = refOf(sentBody.parse(JSON.parse(body)).params);
      if (sent.has(ref)) throw new Violation(`order ${ref} was sent twice`);
      sent.add(ref);
      if (state.request?.orderRef !== ref) throw new Violation(`order ${ref} was sent without its request`);
      if (blocked !== null) throw new Violation(`order ${ref} was sent while the log is blocked: ${blocked}`);
      if (!durable.includes(ref))
        throw new Violation(`order ${ref} was sent before its request was on the disk`);
    },
    onTaken(params, answer) {
      const ref = refOf(request.parse(params));
      const [only] = report.parse(answer).instructionReports;
      if (only?.betId === undefined) return;
      if (taken.has(ref)) throw new Violation(`order ${ref} is twice at the exchange`);
      const matched = Math.round((only.sizeMatched ?? 0) * 100);
      taken.set(ref, { betId: only.betId, matched });
      if (matched > 0) unexplained.add(ref);
    },
    onEvent(event, before) {
      if (event.type === 'BET_REQUESTED') mayRequest(event, before);
      if (event.type === 'BET_PLACED' || event.type === 'BET_FOUND_LATE') onPlaced(event.data);
      if (event.type === 'BET_FOUND_LATE') late += 1;
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

function mayRequest({ seq, at, data }: EventOf<'BET_REQUESTED'>, before: State): void {
  const { maxStake } = limitsAt(before, at);
  const why = [
    maxStake !== null && data.stake > maxStake && 'its stake is above the limit',
    before.request !== null && 'another request is open',
    before.openBets.length > 0 && 'a bet is open',
    pausedAt(before, at) !== null && 'betting is paused',
    !armedAt(before, at) && 'betting is not armed',
  ].find((each) => each !== false);
  if (why !== undefined) throw new Violation(`event ${seq} requests a bet although ${why}`);
}
