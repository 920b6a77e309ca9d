import { describe, expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { Limits } from '../../src/core/events.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import type { BettingConditions, Proposal } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import { act, at, bet, facts, given, requestBet, started } from './given.ts';
import { leg } from './play.ts';

const limited = (limits: Partial<Limits>): State => given(started({ limits: { ...NO_LIMITS, ...limits } }));

const decided = (
  state: State,
  proposal: Partial<Proposal> = {},
  conditions: Partial<BettingConditions> = {},
) => decide(requestBet('new', proposal, conditions), state);

describe('no bet is requested', () => {
  const fresh = given(started());
  test.each<[string, State, Partial<Proposal>, Partial<BettingConditions>]>([
    ['open-request', act(fresh, requestBet('r')), {}, {}],
    ['open-bet', bet(fresh), {}, {}],
    ['paused', act(fresh, { kind: 'pause', now: at(), why: 'dinner', until: null }), {}, {}],
    ['not-armed', given(started({}, 'live')), {}, {}],
    [
      'delayed-prices',
      act(given(started({}, 'live')), { kind: 'arm', now: at(), until: at(5), keep: false }),
      { delayed: true },
      {},
    ],
    ['stale-prices', fresh, { readAt: at(-1) }, {}],
    ['market-not-open', fresh, { status: 'SUSPENDED' }, {}],
    ['in-play', fresh, { inPlay: true }, {}],
    ['off-ladder', fresh, { price: price(3.52) }, {}],
    ['odds-range', fresh, { price: price(4.1) }, {}],
    ['odds-range', fresh, { price: price(2.98) }, {}],
    ['liquidity', fresh, { size: pennies(109) }, {}],
    ['currency', fresh, {}, { currency: 'EUR' }],
    ['funds', fresh, {}, { available: pennies(99) }],
    ['cool-down', leg(limited({ coolDownMinutes: 10 }), 3.5, 'lost'), {}, { coolDownSince: at(-10) }],
  ])('(%s) without a reason that can be read', (rule, state, proposal, conditions) => {
    const decision = decided(state, proposal, conditions);
    expect(decision).toMatchObject({ refused: rule });
    expect('message' in decision && decision.message).toMatch(/^[A-Z0-9].{15,}/);
  });
});

describe('a bet is requested', () => {
  test('in play where that is allowed', () => {
    expect(decided(given(started()), { inPlay: true }, { includeInPlay: true })).toHaveLength(1);
  });

  test('with exactly the liquidity that is asked for', () => {
    expect(decided(given(started()), { size: pennies(110) })).toHaveLength(1);
  });

  test('at both ends of the odds range', () => {
    expect(decided(given(started()), { price: price(3) })).toHaveLength(1);
    expect(decided(given(started()), { price: price(4) })).toHaveLength(1);
  });

  test('after the cool-down, or where the run of losses is no multiple of the allowed one', () => {
    const lost = leg(limited({ coolDownMinutes: 10 }), 3.5, 'lost');
    expect(decided(lost, {}, { coolDownSince: at(1) })).toHaveLength(1);
    const patient = leg(limited({ coolDownMinutes: 10, coolDownAfterLosses: 2 }), 3.5, 'lost');
    expect(decided(patient, {}, { coolDownSince: at(-10) })).toHaveLength(1);
    expect(decided(leg(patient, 3.5, 'lost'), {}, { coolDownSince: at(-10) })).toMatchObject({
      refused: 'cool-down',
    });
    const won = leg(limited({ coolDownMinutes: 10 }), 3.5, 'won');
    expect(decided(won, {}, { coolDownSince: at(-10) })).toHaveLength(1);
  });

  test('after a target in between the losing run begins anew', () => {
    const target = given(
      started({
        target: pennies(300),
        limits: { ...NO_LIMITS, coolDownMinutes: 10, coolDownAfterLosses: 2 },
      }),
    );
    const state = leg(leg(leg(target, 3.5, 'lost'), 3.5, 'won'), 3.5, 'lost');
    expect(decided(state, {}, { coolDownSince: at(-10) })).toHaveLength(1);
  });
});

describe('a limit that is met pauses betting and names the ways out', () => {
  test('max_stake', () => {
    const state = leg(limited({ maxStake: pennies(300) }));
    expect(facts(state, requestBet('n'))).toMatchObject([
      {
        type: 'BETTING_PAUSED',
        data: {
          by: 'maxStake',
          until: null,
          why: expect.stringMatching(/3\.37.*max_stake.*3\.00.*Raise.*reset/),
        },
      },
    ]);
    expect(decided(act(state, requestBet('n')))).toMatchObject({ refused: 'paused' });
    expect(decided(leg(limited({ maxStake: pennies(337) })))).toHaveLength(1);
  });

  test('a pot below the least stake', () => {
    const dollars = { stakeRule: { minStake: pennies(200), minPayout: null } };
    expect(decided(given(started()), {}, dollars)).toMatchObject([
      {
        type: 'BETTING_PAUSED',
        data: { by: 'minStake', why: expect.stringContaining('Reset with a larger stake') },
      },
    ]);
  });

  test('a pot that only this price does not take is refused without a pause', () => {
    const wide = given(started({ initialStake: pennies(60), odds: { min: price(3), max: price(20) } }));
    expect(decided(wide, { price: price(3.5) })).toMatchObject({ refused: 'min-stake' });
    expect(decided(wide, { price: price(17) })).toMatchObject([{ data: { stake: 60 } }]);
  });

  test.each<[keyof Limits, string | null]>([
    ['maxDailyLoss', '2026-01-02T00:00:00.000Z'],
    ['maxWeeklyLoss', '2026-01-05T00:00:00.000Z'],
    ['maxTotalLoss', null],
  ])('%s of 3.00 lets three cycles of 1.00 be lost and no fourth begin', (name, until) => {
    let state = limited({ [name]: pennies(300) });
    for (let cycle = 0; cycle < 3; cycle++) state = leg(leg(state, 3.5, 'won'), 3.5, 'lost');
    expect(decided(state)).toMatchObject([{ type: 'BETTING_PAUSED', data: { by: name, until } }]);
  });

  test('losses of another day do not count', () => {
    let state = limited({ maxDailyLoss: pennies(100) });
    state = leg(state, 3.5, 'lost');
    expect(decided(state, {}, { dayStart: at(1) })).toHaveLength(1);
    expect(decided(state, {}, { dayStart: at(1) })).toMatchObject([{ type: 'BET_REQUESTED' }]);
  });

  test('money that a lost bet leaves to be banked is no loss', () => {
    const state = given(
      started({
        staking: 'to_target',
        initialStake: pennies(1000),
        target: pennies(2000),
        limits: { ...NO_LIMITS, maxTotalLoss: pennies(500) },
      }),
    );
    expect(decided(state)).toMatchObject([{ type: 'BET_REQUESTED', data: { stake: 421 } }]);
  });

  test('money that opens the next cycle has not left', () => {
    const state = given(
      started({
        staking: 'to_target',
        initialStake: pennies(100),
        target: pennies(400),
        limits: { ...NO_LIMITS, maxTotalLoss: pennies(99) },
      }),
    );
    expect(decided(state, { price: price(3) })).toMatchObject([
      { type: 'BETTING_PAUSED', data: { by: 'maxTotalLoss' } },
    ]);
    const rich = leg(
      given(
        started({
          staking: 'to_target',
          target: pennies(400),
          limits: { ...NO_LIMITS, maxTotalLoss: pennies(100) },
        }),
      ),
      3,
    );
    expect(decided(rich, { price: price(3) })).toMatchObject([
      { type: 'BET_REQUESTED', data: { stake: 100 } },
    ]);
  });
});
