import type { Event } from '../../core/events.ts';
import type { Cycle, State } from '../../core/state.ts';
import { type BetRecord, betsOfCycle } from './history.ts';

/** A cycle that has ended, and where the log has it. */
export interface Receipt {
  readonly cycle: Cycle & { readonly end: NonNullable<Cycle['end']> };
  /** The first one first; at least one. */
  readonly legs: readonly BetRecord[];
  /** The numbers of its first and last event, and the hash of the last: the log's head as the cycle ended. */
  readonly events: { readonly first: number; readonly last: number; readonly hash: string };
}

/**
 * The receipt of a cycle; null where it has not ended, or ended without a bet. `eventsAfter` reads the log, from the
 * event after that number on; rejects where it cannot be read.
 */
export async function receiptOf(
  state: State,
  cycle: Cycle,
  eventsAfter: (seq: number) => AsyncIterable<Event>,
): Promise<Receipt | null> {
  const { end } = cycle;
  const legs = betsOfCycle(state, cycle);
  const [first] = legs;
  if (end === null || first === undefined) return null;
  const settled = Math.max(...legs.map((leg) => leg.settled?.seq ?? leg.seq));
  const { last, hash } = await endOfAppend(settled, eventsAfter);
  return { cycle: { ...cycle, end }, legs, events: { first: first.seq, last, hash } };
}

/** The last event of the append that an event is part of. */
async function endOfAppend(
  seq: number,
  eventsAfter: (seq: number) => AsyncIterable<Event>,
): Promise<{ readonly last: number; readonly hash: string }> {
  for await (const { seq: at, last, hash } of eventsAfter(seq - 1)) if (at === last) return { last, hash };
  throw new Error(`the log has no event ${seq}`);
}
