import { describe, expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { evolve } from '../../src/core/evolve.ts';
import type { Intent } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { VOID_RESULT } from '../../src/core/settlement.ts';
import type { State } from '../../src/core/state.ts';
import { act, at, facts, given, numbered, placedBet, requestBet, SETTINGS, started } from './given.ts';
import { end } from './play.ts';

const now = at();
const fresh = () => given(started());
const live = () => given(started({}, 'live'));
const reset = (stake: number): Intent => ({
  kind: 'reset',
  now,
  initialStake: pennies(stake),
  minStake: pennies(100),
});
const late: Intent = { kind: 'record_found_late', since: '', now, bet: placedBet('late', 100) };
const correction: Intent = {
  kind: 'correct_result',
  now,
  orderRef: 'late',
  settledDate: now,
  to: VOID_RESULT,
};
const stop: Intent = { kind: 'stop_for_order', now, betId: '17', why: 'bet 17 is not in the log' };
const stopped = () => numbered(fresh(), facts(fresh(), stop), now, 'system', '17').reduce(evolve, fresh());

describe('what is refused is refused in a sentence that says why:', () => {
  test.each<[refused: string, message: string, state: () => State, intent: Intent]>([
    ['not-started', 'The bot has not been started.', given, requestBet('r')],
    ['not-paused', 'Betting is not paused.', fresh, { kind: 'resume', now, why: 'x' }],
    ['not-armed', 'Live betting is not armed.', live, { kind: 'disarm', now, why: 'x' }],
    [
      'not-live',
      'Arming is for live betting; this is demo.',
      fresh,
      { kind: 'arm', now, until: at(5), keep: false },
    ],
    [
      'no-such-bet',
      'No bet r is waiting for this.',
      fresh,
      { kind: 'record_void', now, orderRef: 'r', reason: 'x' },
    ],
    ['no-such-bet', 'No bet late has a result.', fresh, correction],
    [
      'unchanged',
      'The result of bet bet-late is already recorded so.',
      () => end(act(fresh(), late), 'void'),
      correction,
    ],
    ['known-bet', 'Bet bet-late is in the log already.', () => act(fresh(), late), late],
    [
      'no-such-request',
      'No request r is open.',
      fresh,
      { kind: 'record_rejected', now, orderRef: 'r', code: 'X' },
    ],
    [
      'open-request',
      'The outcome of the last bet request is not known yet; reset after it is.',
      () => act(fresh(), requestBet('r')),
      reset(100),
    ],
    [
      'open-bet',
      'A bet is open; in live mode reset is possible after its result.',
      () => act(live(), late),
      reset(100),
    ],
    ['stake-too-small', 'The stake must be at least 1.00.', fresh, reset(99)],
    ['stake-too-large', 'The stake must be below the target of 50,000.00.', fresh, reset(5_000_000)],
    ['unchanged', 'Betting is paused for such an order already.', stopped, stop],
    ['unchanged', 'The odds range is that already.', fresh, { kind: 'change_odds', now, to: SETTINGS.odds }],
    [
      'unchanged',
      'The limits are those already, or a raise to them waits for its day.',
      fresh,
      { kind: 'change_limits', now, to: SETTINGS.limits, raisesHoldFrom: at(1440) },
    ],
    [
      'first-start',
      'A new log takes the file as it is.',
      given,
      { kind: 'adopt_file', now, settings: SETTINGS, raisesHoldFrom: at(1440) },
    ],
    [
      'unchanged',
      'The file says what it said at the last start.',
      fresh,
      { kind: 'adopt_file', now, settings: SETTINGS, raisesHoldFrom: at(1440) },
    ],
  ])('%s: %s', (refused, message, state, intent) => {
    expect(decide(intent, state())).toEqual({ refused, message });
  });
});
