import type { BetRequest, Event, EventOf } from '../../../src/core/events.ts';
import { evolve, NOT_FOUND } from '../../../src/core/evolve.ts';
import { initialState } from '../../../src/core/initial-state.ts';
import type { BookedOrder } from '../../exchange-control.ts';
import { UNKNOWN_ORDER_WAIT_MS } from '../betting-place.ts';
import { ASLEEP, type Crossing } from '../trace.ts';
import type { Appended, StreamHistory } from './stream-history.ts';

/** What is known of a stream and of those who led it. */
export interface StreamSeen {
  readonly events: readonly Event[];
  readonly orders: readonly BookedOrder[];
  readonly history: StreamHistory;
  /** What a bot has come to, by its name. */
  readonly crossedBy: (who: string) => readonly Crossing[];
}

/** What no waiting mends in a stream that two bots share; null where nothing is wrong. */
export function faultOfStream(seen: StreamSeen): string | null {
  return (
    faultOfAppends(seen) ?? faultOfSending(seen) ?? faultOfGivingUp(seen) ?? faultOfCounting(seen.events)
  );
}

/** Each event was appended by the holder of the lease, and no lease was used after a later one. */
export function faultOfAppends({ events, history }: Pick<StreamSeen, 'events' | 'history'>): string | null {
  const holders = new Map(history.taken.map(({ fence, who }) => [fence, who]));
  let fence = 0;
  for (const appended of history.appended.slice(0, events.length)) {
    const holder = holders.get(appended.fence);
    if (holder !== appended.who)
      return `event ${appended.seq} was appended by ${appended.who}, when ${holder} had the lease`;
    if (appended.fence < fence)
      return `event ${appended.seq} was appended with fence ${appended.fence}, after ${fence}`;
    fence = appended.fence;
  }
  return history.appended.length < events.length ? 'not all events were seen to be appended' : null;
}

const SENDING = 'send placeOrders before';

/**
 * An order begins to leave a bot only while that one has the lease, wherever it gets; and what is at the exchange has
 * left the bot that appended its request. What happens to it within the call of the system, which may take as long as
 * the bot sleeps, is nobody's to tell.
 */
export function faultOfSending(seen: StreamSeen): string | null {
  return sentWithoutLease(seen) ?? arrivedUnsent(seen);
}

function sentWithoutLease({ history: { taken }, crossedBy }: StreamSeen): string | null {
  for (const who of new Set(taken.map((lease) => lease.who)))
    for (const { boundary, at } of crossedBy(who)) {
      if (boundary !== SENDING) continue;
      const holder = taken.findLast((lease) => lease.at <= at);
      if (holder?.who !== who)
        return `an order began to leave ${who} ${Math.round(at - (holder?.at ?? 0))} ms after ${holder?.who} had taken the lease`;
    }
  return null;
}

function arrivedUnsent({ events, orders, history, crossedBy }: StreamSeen): string | null {
  const unsent = requestsIn(events, history).find(
    ({ request, appended, until }) =>
      orders.some(({ customerOrderRef }) => customerOrderRef === request.orderRef) &&
      !crossedBy(appended.who).some(
        ({ boundary, at }) => boundary === SENDING && at >= Math.floor(appended.at) && at <= until,
      ),
  );
  if (unsent === undefined) return null;
  return `order ${unsent.request.orderRef} is at the exchange, and ${unsent.appended.who} did not send it`;
}

/** How many orders were on their way in a bot that slept when another one took the lease. */
export function ordersAsleep({ events, orders, history, crossedBy }: StreamSeen): number {
  return requestsIn(events, history).filter(({ request, appended }) => {
    const next = history.taken.find(({ fence }) => fence > appended.fence);
    const crossed = crossedBy(appended.who);
    const sleeping = crossed.findIndex(
      ({ boundary, at }, place) =>
        boundary === ASLEEP && at >= Math.floor(appended.at) && crossed[place - 1]?.boundary === SENDING,
    );
    const slept = crossed[sleeping];
    const woke = crossed[sleeping + 1];
    const isThere = orders.some(({ customerOrderRef }) => customerOrderRef === request.orderRef);
    return (
      isThere && next !== undefined && slept !== undefined && slept.at < next.at && (woke?.at ?? 0) > next.at
    );
  }).length;
}

interface Requested {
  readonly request: BetRequest;
  readonly appended: Appended;
  /** When the same bot appended its next request; for ever where there is none. */
  readonly until: number;
}

function requestsIn(events: readonly Event[], { appended }: StreamHistory): readonly Requested[] {
  const requests = events.flatMap((event) => {
    const by = appended[event.seq - 1];
    return event.type === 'BET_REQUESTED' && by !== undefined ? [{ request: event.data, appended: by }] : [];
  });
  return requests.map((each, index) => {
    const next = requests.slice(index + 1).find(({ appended: later }) => later.who === each.appended.who);
    return { ...each, until: next?.appended.at ?? Number.POSITIVE_INFINITY };
  });
}

/** A clock that is set by a little is no fault of the bot, which waits by one that is not. */
const CLOCKS_MS = 100;

/** What one leader has left open the next gives up only after its wait; and meanwhile nothing else is asked for. */
export function faultOfGivingUp({ events, history }: Pick<StreamSeen, 'events' | 'history'>): string | null {
  let open: EventOf<'BET_REQUESTED'> | null = null;
  for (const event of events) {
    if (event.type === 'BET_REQUESTED') {
      if (open !== null) return `event ${event.seq} asks for a bet, and that of event ${open.seq} is open`;
      open = event;
    }
    if (open === null || !isOutcome(event) || event.data.orderRef !== open.data.orderRef) continue;
    const waited =
      event.type === 'BET_REJECTED' && event.data.code === NOT_FOUND
        ? waitedAnew(open.seq, event.seq, history)
        : null;
    if (waited !== null && waited < UNKNOWN_ORDER_WAIT_MS - CLOCKS_MS)
      return `event ${event.seq} gives the order up ${Math.round(waited)} ms after the lease was taken`;
    open = null;
  }
  return null;
}

/** How long who gives an order up has led by then, in ms; null where the request is its own: it knows what it has sent. */
function waitedAnew(requested: number, givenUp: number, { taken, appended }: StreamHistory): number | null {
  const [asked, gave] = [appended[requested - 1], appended[givenUp - 1]];
  const lease = taken.find(({ fence }) => fence === gave?.fence);
  return lease === undefined || gave === undefined || asked?.fence === gave.fence ? null : gave.at - lease.at;
}

const isOutcome = (event: Event): event is EventOf<'BET_PLACED'> | EventOf<'BET_REJECTED'> =>
  event.type === 'BET_PLACED' || event.type === 'BET_REJECTED';

/**
 * Cycle and leg of each request are those that the log before it comes to: whoever leads has followed it to its end.
 * As long as no result was corrected, they are also counted from the events alone.
 */
export function faultOfCounting(events: readonly Event[]): string | null {
  let state = initialState;
  let counted: { readonly cycle: number; readonly leg: number } | null = { cycle: 1, leg: 0 };
  for (const event of events) {
    if (event.type === 'BET_REQUESTED') {
      const { cycle, leg } = event.data;
      const { ledger } = state;
      if (cycle !== ledger.cycle || leg !== ledger.leg + 1)
        return `event ${event.seq} is for cycle ${cycle}, leg ${leg}, and the log before it comes to cycle ${ledger.cycle}, leg ${ledger.leg + 1}`;
      if (counted !== null && (cycle !== counted.cycle || leg !== counted.leg + 1))
        return `event ${event.seq} is for cycle ${cycle}, leg ${leg}; counted it is cycle ${counted.cycle}, leg ${counted.leg + 1}`;
    }
    state = evolve(state, event);
    counted = event.type === 'RESULT_CORRECTED' ? null : counted && count(counted, event);
  }
  return null;
}

function count(
  { cycle, leg }: { readonly cycle: number; readonly leg: number },
  { type }: Event,
): { readonly cycle: number; readonly leg: number } {
  switch (type) {
    case 'BET_PLACED':
    case 'BET_FOUND_LATE':
      return { cycle, leg: leg + 1 };
    case 'BET_LOST':
    case 'TARGET_REACHED':
      return { cycle: cycle + 1, leg: 0 };
    case 'SYSTEM_RESET':
      return { cycle: 1, leg: 0 };
    default:
      return { cycle, leg };
  }
}

/** The first line in which what is there now does not go on from what was there before; null where all of it does. */
export function faultOfCopy(name: string, copy: readonly string[], stream: readonly string[]): string | null {
  const other = copy.findIndex((line, index) => line !== stream[index]);
  return other < 0 ? null : `event ${other + 1} of ${name} is not that of the stream`;
}

/** The first event that was seen in a copy, with its hash, and is not in the stream; null where all of them are. */
export function lostOf(hashes: ReadonlyMap<number, string>, events: readonly Event[]): string | null {
  const lost = [...hashes].find(([seq, hash]) => events[seq - 1]?.hash !== hash);
  return lost === undefined ? null : `event ${lost[0]} was in a copy, and is not in the stream`;
}
