import { decideBet } from './decide-bet.ts';
import { correctResult } from './decide-correction.ts';
import { recordOutcome } from './decide-outcome.ts';
import { adoptFile, changeLimits, changeNotices, reloadFile } from './decide-settings.ts';
import { endSkip, skip } from './decide-skips.ts';
import type { Fact, OddsRange, Settlement } from './events.ts';
import { armedAt, pausedAt } from './in-force.ts';
import { type Decision, type Intent, type IntentOf, type Refusal, refuse } from './intents.ts';
import { isPlacingOf, linesSince } from './journal.ts';
import { formatMoney, pennies } from './money.ts';
import { isWin, resultOf } from './settlement.ts';
import type { OpenBet, State } from './state.ts';

/** What an intent leads to in a state: the facts to append, all or none, or why nothing happens. */
export function decide(intent: Intent, state: State): Decision {
  switch (intent.kind) {
    case 'start':
      return start(intent, state);
    case 'adopt_file':
      return adoptFile(intent, state);
    case 'reload_file':
      return reloadFile(intent, state);
    case 'stop':
      return [{ type: 'BOT_STOPPED', data: { reason: intent.reason } }];
    case 'request_bet':
      return decideBet(intent, state);
    case 'record_placed':
    case 'record_rejected':
      return recordOutcome(intent, state);
    case 'record_result':
      return recordResult(intent, state);
    case 'record_void':
      return recordVoid(intent, state);
    case 'correct_result':
      return correctResult(intent, state);
    case 'record_found_late':
      return recordFoundLate(intent, state);
    case 'stop_for_order':
      return stopForOrder(intent, state);
    case 'record_books':
      return recordBooks(intent);
    case 'reset':
      return reset(intent, state);
    case 'cancel':
      return cancel(state);
    case 'change_odds':
      return changeOdds(intent, state);
    case 'change_limits':
      return changeLimits(intent, state);
    case 'change_notices':
      return changeNotices(intent, state);
    case 'pause':
      return [{ type: 'BETTING_PAUSED', data: { by: 'person', why: intent.why, until: intent.until } }];
    case 'resume':
      return state.paused === null
        ? refuse('not-paused', 'Betting is not paused.')
        : [{ type: 'BETTING_RESUMED', data: { why: intent.why } }];
    case 'skip':
      return skip(intent, state);
    case 'end_skip':
      return endSkip(intent, state);
    case 'arm':
      return arm(intent, state);
    case 'disarm':
      return armedAt(state, intent.now)
        ? [{ type: 'LIVE_DISARMED', data: { why: intent.why } }]
        : refuse('not-armed', 'Live betting is not armed.');
  }
}

function start({ version, mode, settings, demo, found }: IntentOf<'start'>, state: State): Decision {
  const { run, seq } = state;
  const ended = run === 'none' ? 'none' : run === 'stopped' ? 'in_order' : 'died';
  const data = { version, mode, lastRun: { ended, seq }, settings } as const;
  const outcome = found === undefined ? [] : recordOutcome(found, state);
  return [
    { type: 'BOT_STARTED', data: demo === undefined ? data : { ...data, demo } },
    ...('refused' in outcome ? [] : outcome),
  ];
}

function recordResult(intent: IntentOf<'record_result'>, state: State): Decision {
  const bet = state.openBets.find(({ orderRef }) => orderRef === intent.orderRef);
  if (bet === undefined) return noSuchBet(intent.orderRef);
  const { ledger } = state;
  const result = resultOf(intent.outcome, intent.grossProfit, intent.commission);
  const potAfter = pennies(ledger.pot + result.netProfit);
  const data: Settlement = {
    orderRef: bet.orderRef,
    betId: bet.betId,
    outcome: intent.outcome,
    grossProfit: result.grossProfit,
    commission: result.commission,
    netProfit: result.netProfit,
    potBefore: ledger.pot,
    potAfter,
    source: intent.source,
    ...(intent.estimated && { estimated: intent.estimated }),
  };
  if (!isWin(result)) return [{ type: 'BET_LOST', data }];
  const won: Fact = { type: 'BET_WON', data };
  const { target } = ledger.terms;
  if (potAfter < target) return [won];
  return [won, { type: 'TARGET_REACHED', data: { cycle: ledger.cycle, pot: potAfter, target } }];
}

function recordVoid({ orderRef, reason }: IntentOf<'record_void'>, { openBets }: State): Decision {
  const bet = openBets.find((open) => open.orderRef === orderRef);
  if (bet === undefined) return noSuchBet(orderRef);
  return [{ type: 'BET_VOIDED', data: { orderRef, betId: bet.betId, reason } }];
}

function recordFoundLate({ bet, since }: IntentOf<'record_found_late'>, { journal }: State): Decision {
  return [...linesSince(journal, since)].some(isPlacingOf(bet.betId))
    ? refuse('known-bet', `Bet ${bet.betId} is in the log already.`)
    : [{ type: 'BET_FOUND_LATE', data: bet }];
}

function stopForOrder({ now, betId, why }: IntentOf<'stop_for_order'>, state: State): Decision {
  return pausedAt(state, now) !== null && state.strayOrders.includes(betId)
    ? refuse('unchanged', 'Betting is paused for such an order already.')
    : [{ type: 'BETTING_PAUSED', data: { by: 'unknownOrder', why, until: null } }];
}

const recordBooks = ({ bets, differences, available, atStake }: IntentOf<'record_books'>): Decision => [
  { type: 'BOOKS_CHECKED', data: { bets, differences, available, atStake } },
];

function reset({ initialStake, minStake }: IntentOf<'reset'>, state: State): Decision {
  const { mode, request, openBets, settings } = state;
  if (request !== null)
    return refuse('open-request', 'The outcome of the last bet request is not known yet; reset after it is.');
  if (mode === 'live' && openBets.length > 0)
    return refuse('open-bet', 'A bet is open; in live mode reset is possible after its result.');
  if (initialStake < minStake)
    return refuse('stake-too-small', `The stake must be at least ${formatMoney(minStake)}.`);
  if (initialStake >= settings.target)
    return refuse(
      'stake-too-large',
      `The stake must be below the target of ${formatMoney(settings.target)}.`,
    );
  const done: Fact = { type: 'SYSTEM_RESET', data: { initialStake } };
  const [first, ...rest] = voids(openBets, 'reset');
  return first === undefined ? [done] : [first, ...rest, done];
}

function cancel({ mode, request, openBets }: State): Decision {
  if (mode === 'live')
    return refuse(
      'live',
      "A bet of real money cannot be taken back: the exchange has matched it. What can be done there is to lay the selection at the present price (cash out), by hand on the exchange's own site; the bot goes on waiting for the result of its bet.",
    );
  const [first, ...rest] = voids(openBets, 'cancelled');
  if (first !== undefined) return [first, ...rest];
  return request === null
    ? refuse('no-open-bet', 'No bet is open.')
    : refuse('open-request', 'The outcome of the last bet request is not known yet; cancel it after it is.');
}

const voids = (bets: readonly OpenBet[], reason: string): Fact[] =>
  bets.map(({ orderRef, betId }) => ({ type: 'BET_VOIDED', data: { orderRef, betId, reason } }));

function changeOdds({ to }: IntentOf<'change_odds'>, { settings: { odds } }: State): Decision {
  if (sameRange(odds, to)) return refuse('unchanged', 'The odds range is that already.');
  return [{ type: 'ODDS_RANGE_CHANGED', data: { from: odds, to } }];
}

const sameRange = (a: OddsRange, b: OddsRange): boolean => a.min === b.min && a.max === b.max;

function arm({ until, keep }: IntentOf<'arm'>, { mode }: State): Decision {
  return mode === 'live'
    ? [{ type: 'LIVE_ARMED', data: { until, keep } }]
    : refuse('not-live', `Arming is for live betting; this is ${mode}.`);
}

const noSuchBet = (orderRef: string): Refusal =>
  refuse('no-such-bet', `No bet ${orderRef} is waiting for this.`);
