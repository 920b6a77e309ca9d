import type { Event, EventOf, Limits, PlacedBet, Result, Settlement } from './events.ts';
import { fileInForce, limitsAt } from './in-force.ts';
import { correct, type Entry, post, settledLine } from './journal.ts';
import { pennies } from './money.ts';
import { enter } from './posted.ts';
import { movesBy } from './postings.ts';
import { VOID_RESULT } from './settlement.ts';
import { sameSkip, skipsAt } from './skips.ts';
import type { OpenBet, State } from './state.ts';

/** The code of a request that the exchange does not know after the wait. */
export const NOT_FOUND = 'NOT_FOUND';

/** The reason of a stop that a fault in the program forced: a run that ends so has crashed. */
export const FAULT = 'a fault in the program';

/** How the reason of an end begins that a person asked for: nothing is to be bet until the bot is started again. */
export const QUIT = 'quit';

/** More starts than the pace of starting looks at. */
const STARTS_KEPT = 20;

/** The reasons of voids that the exchange knows nothing of. */
const OUR_REASONS: readonly string[] = ['reset', 'cancelled'];

/** Far more than can be made in the day in which an order that was not found may still show. */
const REMEMBERED = 100;

/** What an event changes of a state. */
type Changes = Partial<State>;

/** The state after one more event. Total over any log; it judges nothing. */
export function evolve(state: State, event: Event): State {
  const after = Object.assign(movedOn(state, event), changes(state, event));
  const moves = movesBy(event, state, after);
  return moves.length === 0 ? after : Object.assign(after, { posted: enter(state.posted, moves) });
}

/**
 * The same state with the event as its last. Field by field: a spread gives each copy of a copy a hidden class of its
 * own in V8, which takes several times as long.
 */
function movedOn(state: State, { seq, at, hash: head }: Event): State {
  return {
    seq,
    at,
    head,
    origin: state.origin ?? head,
    began: state.began,
    mode: state.mode,
    run: state.run,
    settings: state.settings,
    fileSettings: state.fileSettings,
    startedWith: state.startedWith,
    unendedStarts: state.unendedStarts,
    raisedLimits: state.raisedLimits,
    paused: state.paused,
    notices: state.notices,
    skips: state.skips,
    armed: state.armed,
    demo: state.demo,
    request: state.request,
    notFound: state.notFound,
    openBets: state.openBets,
    ledger: state.ledger,
    journal: state.journal,
    posted: state.posted,
    booksChecked: state.booksChecked,
    strayOrders: state.strayOrders,
    setAside: state.setAside,
  };
}

function changes(state: State, event: Event): Changes {
  switch (event.type) {
    case 'BOT_STARTED':
      return started(state, event);
    case 'BOT_STOPPED':
      return event.data.reason === FAULT ? {} : { run: 'stopped', unendedStarts: [] };
    case 'BET_REQUESTED':
      return { request: { requestedAt: event.at, eventId: event.id, ...event.data } };
    case 'BET_REJECTED':
      return rejected(state, event);
    case 'BET_PLACED':
      return placed(state, event, false);
    case 'BET_FOUND_LATE':
      return placed(state, event, true);
    case 'BET_WON':
    case 'BET_LOST':
      return settled(state, event, resultIn(event.data), false);
    case 'BET_VOIDED':
      return settled(state, event, VOID_RESULT, OUR_REASONS.includes(event.data.reason));
    case 'RESULT_CORRECTED':
      return corrected(state, event);
    case 'TARGET_REACHED':
      return {};
    case 'SYSTEM_RESET':
      return reset(state, event);
    case 'ODDS_RANGE_CHANGED':
      return { settings: { ...state.settings, odds: event.data.to } };
    case 'FILE_RELOADED':
      return reloaded(state, event);
    case 'SETTINGS_CHANGED':
      return settingsChanged(state, event);
    case 'LIMITS_CHANGED':
      return limitsChanged(state, event);
    case 'BETTING_PAUSED':
      return paused(state, event);
    case 'BETTING_RESUMED':
      return resumed(state, event);
    case 'MARKETS_SKIPPED':
      return marketsSkipped(state, event);
    case 'SKIP_ENDED':
      return { skips: state.skips.filter((skip) => !sameSkip(skip, event.data)) };
    case 'BOOKS_CHECKED':
      return booksChecked(state, event);
    case 'NOTICES_CHANGED':
      return { notices: event.data.to };
    case 'LIVE_ARMED':
      return { armed: event.data };
    case 'LIVE_DISARMED':
      return { armed: null };
  }
}

function started(state: State, { data, at, last }: EventOf<'BOT_STARTED'>): Changes {
  const { mode, settings } = data;
  const stillArmed = state.armed?.keep === true && state.armed.until > at;
  const running: Changes = {
    mode,
    run: 'running',
    fileSettings: fileInForce(state) ?? settings,
    startedWith: { settings, last },
    unendedStarts: [...state.unendedStarts, at].slice(-STARTS_KEPT),
    demo: data.demo ?? null,
    armed: stillArmed ? state.armed : null,
  };
  if (state.fileSettings !== null) return running;
  const { initialStake, target } = settings;
  const entry: Entry = { kind: 'terms', at, terms: { initialStake, target }, opens: true };
  return { ...running, began: at, settings, ...post(state, entry) };
}

/** What follows in the same append has taken the file over, for this run and the next start alike. */
function reloaded(state: State, { data: { settings } }: EventOf<'FILE_RELOADED'>): Changes {
  const { startedWith } = state;
  return { fileSettings: settings, startedWith: startedWith && { ...startedWith, settings } };
}

function rejected(state: State, { data: { orderRef, code } }: EventOf<'BET_REJECTED'>): Changes {
  const { request, notFound } = state;
  if (request?.orderRef !== orderRef) return {};
  if (code !== NOT_FOUND) return { request: null };
  const { requestedAt: _, eventId: __, ...asked } = request;
  return { request: null, notFound: [asked, ...notFound].slice(0, REMEMBERED) };
}

function placed(state: State, event: EventOf<'BET_PLACED' | 'BET_FOUND_LATE'>, late: boolean): Changes {
  const { data: bet, at, seq, id } = event;
  // What is added stands first: after a spread of what was read it takes V8 ten times as long.
  const open: OpenBet = { placedAt: at, eventId: id, ...bet };
  const request = !late && state.request?.orderRef === bet.orderRef ? state.request : null;
  const requestedAt = request?.requestedAt ?? null;
  return {
    request: request === null ? state.request : null,
    openBets: [...state.openBets, open],
    ...post(state, { kind: 'placed', at, seq, bet, late, requestedAt }),
  };
}

function settled(
  state: State,
  event: Event & { data: { orderRef: string } },
  result: Result,
  byUs: boolean,
): Changes {
  const open = state.openBets.find((bet) => bet.orderRef === event.data.orderRef);
  if (open === undefined) return {};
  const entry: Entry = {
    kind: 'settled',
    at: event.at,
    seq: event.seq,
    bet: placedBet(open),
    placedAt: open.placedAt,
    result,
    byUs,
    before: null,
    corrections: [],
  };
  return { openBets: state.openBets.filter((other) => other !== open), ...post(state, entry) };
}

function corrected(state: State, { data }: EventOf<'RESULT_CORRECTED'>): Changes {
  const line = settledLine(state.journal, data.orderRef);
  if (line === undefined || line.corrections.includes(data.settledDate)) return {};
  return correct(state.journal, data.orderRef, data.settledDate, data.to);
}

function reset(state: State, { data, at }: EventOf<'SYSTEM_RESET'>): Changes {
  const { initialStake } = data;
  const settings = { ...state.settings, initialStake };
  return { settings, ...post(state, { kind: 'reset', at, initialStake }) };
}

function settingsChanged(state: State, { data, at }: EventOf<'SETTINGS_CHANGED'>): Changes {
  const { initialStake, target } = data.to;
  const settings = { ...state.settings, ...data.to };
  const entry: Entry = { kind: 'terms', at, terms: { initialStake, target }, opens: false };
  return { settings, ...post(state, entry) };
}

function limitsChanged(state: State, { data, at }: EventOf<'LIMITS_CHANGED'>): Changes {
  const { to, effectiveAt } = data;
  return effectiveAt > at
    ? withLimits(state, limitsAt(state, at), { to, effectiveAt })
    : withLimits(state, to, null);
}

function paused(state: State, { data, actor, at, cause }: EventOf<'BETTING_PAUSED'>): Changes {
  const paused = { paused: { ...data, actor, since: at } };
  if (data.by !== 'unknownOrder') return paused;
  return {
    ...paused,
    strayOrders: [...state.strayOrders, cause],
    setAside: state.setAside.filter((betId) => betId !== cause),
  };
}

/** Orders are let go by the person who ends a pause that was for them; they are told again while they are open. */
function resumed(state: State, { actor }: EventOf<'BETTING_RESUMED'>): Changes {
  const letsGo = actor !== 'system' && state.paused?.by === 'unknownOrder';
  const setAside = letsGo ? [...state.setAside, ...state.strayOrders] : state.setAside;
  return { paused: null, strayOrders: [], setAside };
}

function marketsSkipped(state: State, { data, actor, at, seq }: EventOf<'MARKETS_SKIPPED'>): Changes {
  const others = skipsAt(state, at).filter((skip) => !sameSkip(skip, data));
  return { skips: [...others, { ...data, actor, since: at, seq }] };
}

function booksChecked(state: State, { data, at }: EventOf<'BOOKS_CHECKED'>): Changes {
  const { gross, commission } = state.ledger.allTime;
  const balance = pennies(data.available + data.atStake);
  const net = pennies(gross - commission);
  return { booksChecked: { at, differences: data.differences, balance, net } };
}

const placedBet = ({ placedAt: _, eventId: __, ...bet }: OpenBet): PlacedBet => bet;

const withLimits = (state: State, limits: Limits, raisedLimits: State['raisedLimits']): Changes => ({
  raisedLimits,
  settings: { ...state.settings, limits },
});

const resultIn = ({ outcome, grossProfit, commission, netProfit }: Settlement): Result => ({
  outcome,
  grossProfit,
  commission,
  netProfit,
});
