import { setTimeout as sleep } from 'node:timers/promises';
import type { Event } from '../../src/core/events.ts';
import { isDecided, placedBets, results } from '../bets-in-log.ts';
import { type BookedOrder, isBet } from '../exchange-control.ts';
import { attendant } from './drive.ts';
import type { Victim } from './victim.ts';
import type { Bets } from './world.ts';

/** What exchange and log have, once they agree; otherwise why they do not. */
export interface Judgement {
  readonly orders: number;
  readonly bets: number;
  readonly foundLate: number;
  readonly notFound: number;
  readonly wrong: string | null;
}

const AGREED_WITHIN_MS = 90_000;
const STEP_MS = 100;

/** Waits until the exchange's own books and the log agree, with nothing on its way. */
export async function judge(
  world: Omit<Bets, 'folder' | 'close'>,
  victim: Pick<Victim, 'hasStarted' | 'isGone' | 'said' | 'type'>,
  isCalm: (events: readonly Event[]) => boolean = () => true,
  withinMs = AGREED_WITHIN_MS,
): Promise<Judgement> {
  const attend = attendant(victim);
  const deadline = Date.now() + withinMs;
  for (let differences: readonly string[] = []; ; await sleep(STEP_MS)) {
    const before = world.eventsNow();
    const orders = await world.exchange.orders();
    const events = world.eventsNow();
    attend(world.events());
    if (events !== null) {
      differences = differencesBetween(orders, events);
      const contradiction = contradictionIn(orders, events);
      if (contradiction !== null) return judgement(orders, events, contradiction);
      const settled = isSame(before, events) && isDecidedAll(events) && isCalm(events);
      if (settled && differences.length === 0 && (await victim.hasStarted(events)))
        return judgement(orders, events, await world.fault());
    }
    const failed = victim.isGone() ? `the bot ended by itself:\n${victim.said()}` : null;
    if (failed !== null || Date.now() > deadline)
      return judgement(orders, world.events(), failed ?? sayUnsettled(differences, world.events()));
  }
}

const isSame = (before: readonly Event[] | null, after: readonly Event[]): boolean =>
  before?.at(-1)?.hash === after.at(-1)?.hash;

const isDecidedAll = (events: readonly Event[]): boolean =>
  events.some(({ type }) => type === 'LIVE_ARMED') &&
  events.every((event) => event.type !== 'BET_REQUESTED' || isDecided(events, event.data.orderRef));

function judgement(
  orders: readonly BookedOrder[],
  events: readonly Event[],
  wrong: string | null,
): Judgement {
  return {
    orders: orders.filter(isBet).length,
    bets: placedBets(events).length,
    foundLate: events.filter(({ type }) => type === 'BET_FOUND_LATE').length,
    notFound: events.filter((event) => event.type === 'BET_REJECTED' && event.data.code === 'NOT_FOUND')
      .length,
    wrong,
  };
}

const sayUnsettled = (differences: readonly string[], events: readonly Event[]): string =>
  differences.length > 0
    ? differences.join('\n')
    : `the log does not come to rest: ${events.slice(-5).map(({ type }) => type)}`;

/** What no waiting mends: an order or a bet twice, and an order that was sent before its request was in the log. */
export function contradictionIn(orders: readonly BookedOrder[], events: readonly Event[]): string | null {
  const refs = orders.map(({ customerOrderRef = 'none' }) => customerOrderRef);
  const requested = new Set(
    events.flatMap((event) => (event.type === 'BET_REQUESTED' ? [event.data.orderRef] : [])),
  );
  const bets = placedBets(events);
  const twice =
    repeatedIn(refs) ??
    repeatedIn(bets.map(({ orderRef }) => orderRef)) ??
    repeatedIn(bets.map((b) => b.betId));
  if (twice !== null) return `${twice} is there twice`;
  const unasked = refs.find((ref) => !requested.has(ref));
  return unasked === undefined ? null : `the exchange has order ${unasked}, and the log no request for it`;
}

function repeatedIn(texts: readonly string[]): string | null {
  return texts.find((text, index) => texts.indexOf(text) !== index) ?? null;
}

/** A line for each bet that one side has and the other does not, or with another result. */
export function differencesBetween(
  orders: readonly BookedOrder[],
  events: readonly Event[],
): readonly string[] {
  const theirs = new Set(orders.filter(isBet).map(sayOrder));
  const profits = profitsIn(events);
  const voided = voidedIn(events);
  const ours = new Set(
    placedBets(events).map((bet) =>
      say(
        { ...bet, matched: bet.stake, price: voided.has(bet.orderRef) ? null : bet.priceMatched },
        profits.get(bet.orderRef),
      ),
    ),
  );
  return [
    ...[...theirs].filter((line) => !ours.has(line)).map((line) => `only at the exchange: ${line}`),
    ...[...ours].filter((line) => !theirs.has(line)).map((line) => `only in the log: ${line}`),
  ];
}

const sayOrder = (order: BookedOrder): string =>
  say(
    {
      ...order,
      orderRef: order.customerOrderRef ?? '',
      matched: Math.round((order.sizeMatched + order.sizeVoided) * 100),
      price: order.sizeMatched > 0 ? order.averagePriceMatched : null,
    },
    order.outcome === undefined ? undefined : Math.round((order.profit ?? 0) * 100),
  );

/** Pennies, decimal odds. */
interface Said {
  readonly betId: string;
  readonly orderRef: string;
  readonly marketId: string;
  readonly selectionId: number;
  readonly matched: number;
  /** Null where all of it is void: the exchange has no price of it any more. */
  readonly price: number | null;
}

const say = (
  { betId, orderRef, marketId, selectionId, matched, price }: Said,
  profit: number | undefined,
): string =>
  `bet ${betId} of ${orderRef}, ${matched} pence at ${price} on ${selectionId} in ${marketId}, ${profit === undefined ? 'open' : `settled with ${profit} pence`}`;

/** The references of bets that are void, as last corrected. */
function voidedIn(events: readonly Event[]): ReadonlySet<string> {
  const outcomes = new Map<string, string>(
    results(events).map(({ type, data }) => [data.orderRef, type === 'BET_VOIDED' ? 'void' : data.outcome]),
  );
  for (const event of events)
    if (event.type === 'RESULT_CORRECTED') outcomes.set(event.data.orderRef, event.data.to.outcome);
  return new Set([...outcomes].flatMap(([orderRef, outcome]) => (outcome === 'void' ? [orderRef] : [])));
}

/** By order reference, in pence, as last corrected. */
function profitsIn(events: readonly Event[]): ReadonlyMap<string, number> {
  const profits = new Map<string, number>(
    results(events).map(({ data }) => [data.orderRef, 'grossProfit' in data ? data.grossProfit : 0]),
  );
  for (const event of events)
    if (event.type === 'RESULT_CORRECTED') profits.set(event.data.orderRef, event.data.to.grossProfit);
  return profits;
}
