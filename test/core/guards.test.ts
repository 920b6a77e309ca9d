import { describe, expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { Limits } from '../../src/core/events.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import type { BettingConditions, Proposal } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import { act, at, bet, facts, given, openRef, requestBet, started } from './given.ts';
import { end, leg, resultFor } from './play.ts';

const limited = (limits: Partial<Limits>): State => given(started({ limits: { ...NO_LIMITS, ...limits } }));

/** Noon of 1 January 2026 and so many milliseconds more. */
const ms = (more: number): string => new Date(Date.parse(at()) + more).toISOString();

interface Side {
  /** Made in the test, so that a core that is broken fails the test and not the file. */
  readonly state?: () => State;
  readonly proposal?: Partial<Proposal>;
  readonly conditions?: Partial<BettingConditions>;
}

const fresh = (): State => given(started());

const side = ({ state = fresh, proposal = {}, conditions = {} }: Side) =>
  decided(state(), proposal, conditions);

const decided = (
  state: State,
  proposal: Partial<Proposal> = {},
  conditions: Partial<BettingConditions> = {},
) => decide(requestBet('new', proposal, conditions), state);

const pausedUntil = (until: string): State =>
  act(fresh(), { kind: 'pause', now: at(), why: 'dinner', until });
const armedUntil = (until: string): State =>
  act(given(started({}, 'live')), { kind: 'arm', now: at(), until, keep: false });

const skippedUntil = (until: string): State =>
  act(fresh(), { kind: 'skip', now: at(), what: 'team', name: 'Man City', why: 'a new coach', until });

const withLongOdds = (initialStake: number): State =>
  given(started({ initialStake: pennies(initialStake), odds: { min: price(3), max: price(20) } }));
const sixty = (): State => withLongOdds(60);

describe('each rule lets the last penny, price step or millisecond pass and refuses the next, with a reason', () => {
  test.each<[rule: string, passes: Side, refused: Side, why: RegExp]>([
    ['open-request', {}, { state: () => act(fresh(), requestBet('r')) }, /not known yet/],
    [
      'open-bet',
      { state: () => leg(fresh(), 3.5, 'void') },
      { state: () => bet(fresh()) },
      /The Draw in Middlesbrough v Man City/,
    ],
    ['paused', { state: () => pausedUntil(at()) }, { state: () => pausedUntil(ms(1)) }, /dinner/],
    ['not-armed', { state: () => armedUntil(ms(1)) }, { state: () => armedUntil(at()) }, /not armed/],
    [
      'delayed-prices',
      { state: () => given(started({}, 'dry_run')), proposal: { delayed: true } },
      { state: () => armedUntil(at(5)), proposal: { delayed: true } },
      /delayed/,
    ],
    ['stale-prices', { proposal: { readAt: at() } }, { proposal: { readAt: ms(-1) } }, /too old/],
    ['market-not-open', { proposal: { status: 'OPEN' } }, { proposal: { status: 'SUSPENDED' } }, /suspended/],
    [
      'in-play',
      { proposal: { inPlay: true }, conditions: { includeInPlay: true } },
      { proposal: { inPlay: true } },
      /in play/,
    ],
    [
      'skipped',
      { state: () => skippedUntil(at()) },
      { state: () => skippedUntil(ms(1)) },
      /Man City.*a new coach/,
    ],
    ['already-started', { proposal: { startTime: at() } }, { proposal: { startTime: ms(-1) } }, /has passed/],
    [
      'overround',
      { proposal: { overround: 0.05 }, conditions: { maxOverround: 0.05 } },
      { proposal: { overround: 0.050001 }, conditions: { maxOverround: 0.05 } },
      /105\.0001 %.*max_overround allows 105 %/,
    ],
    [
      'off-ladder',
      { proposal: { price: price(3.55) } },
      { proposal: { price: price(3.54) } },
      /3\.54.*ladder/,
    ],
    [
      'odds-range',
      { proposal: { price: price(4) } },
      { proposal: { price: price(4.1) } },
      /4\.10.*3\.00 to 4\.00/,
    ],
    [
      'odds-range',
      { proposal: { price: price(3) } },
      { proposal: { price: price(2.98) } },
      /2\.98.*3\.00 to 4\.00/,
    ],
    [
      'min-stake',
      { state: sixty, proposal: { price: price(17) } },
      { state: sixty, proposal: { price: price(16.5) } },
      /pot of 0\.60.*0\.61 at 16\.50/,
    ],
    [
      'liquidity',
      { proposal: { size: pennies(110) } },
      { proposal: { size: pennies(109) } },
      /1\.09.*1\.10 is needed/,
    ],
    ['currency', {}, { conditions: { currency: 'EUR' } }, /EUR, not GBP/],
    [
      'funds',
      { conditions: { available: pennies(100) } },
      { conditions: { available: pennies(99) } },
      /0\.99.*1\.00/,
    ],
  ])('%s', (rule, passes, beyond, why) => {
    expect(side(passes)).toMatchObject([{ type: 'BET_REQUESTED' }]);
    const decision = side(beyond);
    expect(decision).toMatchObject({ refused: rule, message: expect.stringMatching(why) });
    expect('message' in decision && decision.message).toMatch(/^[A-Z0-9].{15,}\.$|dinner$/);
  });

  const lostTwice = (limits: Partial<Limits>): State =>
    ['lost', 'lost'].reduce((state) => leg(state, 3.5, 'lost'), limited(limits));

  test.each<[by: string, passes: Side, paused: Side, until: string | null, why: RegExp]>([
    [
      'minStake',
      { conditions: { stakeRule: { minStake: pennies(100), minPayout: null } } },
      { conditions: { stakeRule: { minStake: pennies(101), minPayout: null } } },
      null,
      /pot of 1\.00.*1\.01 at 3\.50.*Reset/,
    ],
    [
      'maxStake',
      { state: () => leg(limited({ maxStake: pennies(337) })) },
      { state: () => leg(limited({ maxStake: pennies(336) })) },
      null,
      /3\.37.*max_stake \(3\.36\).*Raise the limit.*reset.*resume/,
    ],
    [
      'maxDailyLoss',
      { state: () => lostTwice({ maxDailyLoss: pennies(300) }) },
      { state: () => lostTwice({ maxDailyLoss: pennies(299) }) },
      '2026-01-02T00:00:00.000Z',
      /2\.00 is lost today.*next bet of 1\.00.*to 3\.00.*max_daily_loss \(2\.99\).*next day/,
    ],
    [
      'maxWeeklyLoss',
      { state: () => lostTwice({ maxWeeklyLoss: pennies(300) }) },
      { state: () => lostTwice({ maxWeeklyLoss: pennies(299) }) },
      '2026-01-05T00:00:00.000Z',
      /2\.00 is lost this week.*max_weekly_loss \(2\.99\).*next week/,
    ],
    [
      'maxTotalLoss',
      { state: () => lostTwice({ maxTotalLoss: pennies(300) }) },
      { state: () => lostTwice({ maxTotalLoss: pennies(299) }) },
      null,
      /2\.00 is lost in all.*max_total_loss \(2\.99\).*raise the limit/,
    ],
    [
      'coolDownMinutes',
      {
        state: () => leg(limited({ coolDownMinutes: 10 }), 3.5, 'lost'),
        conditions: { coolDownUntil: at() },
      },
      {
        state: () => leg(limited({ coolDownMinutes: 10 }), 3.5, 'lost'),
        conditions: { coolDownUntil: ms(1) },
      },
      ms(1),
      /A cycle was lost.*cool_down_minutes \(10\)/,
    ],
  ])('%s, as a pause', (by, passes, beyond, until, why) => {
    expect(side(passes)).toMatchObject([{ type: 'BET_REQUESTED' }]);
    expect(side(beyond)).toMatchObject([
      { type: 'BETTING_PAUSED', data: { by, until, why: expect.stringMatching(why) } },
    ]);
  });
});

describe('a rest', () => {
  const resting = { coolDownUntil: at(10) };
  const once = () => leg(limited({ coolDownMinutes: 10, coolDownAfterLosses: 2 }), 3.5, 'lost');
  const twice = () => leg(once(), 3.5, 'lost');

  test('comes after each so many lost cycles in a row', () => {
    expect(decided(once(), {}, resting)).toMatchObject([{ type: 'BET_REQUESTED' }]);
    expect(decided(twice(), {}, resting)).toMatchObject([
      { data: { by: 'coolDownMinutes', until: at(10), why: expect.stringContaining('2 cycles in a row') } },
    ]);
    expect(decided(leg(twice(), 3.5, 'lost'), {}, resting)).toMatchObject([{ type: 'BET_REQUESTED' }]);
  });

  test('is counted from the end of the last lost cycle', () => {
    const first = end(bet(fresh()), 'lost', at(1));
    expect(end(bet(first), 'lost', at(2)).ledger.losingRun).toEqual({ cycles: 2, lastAt: at(2) });
    expect(fresh().ledger.losingRun).toEqual({ cycles: 0, lastAt: null });
  });

  test('is not due after a win that goes on, nor where no minutes are set', () => {
    expect(decided(leg(limited({ coolDownMinutes: 10 })), {}, resting)).toMatchObject([
      { type: 'BET_REQUESTED' },
    ]);
    expect(decided(leg(fresh(), 3.5, 'lost'), {}, resting)).toMatchObject([{ type: 'BET_REQUESTED' }]);
  });

  test('begins anew to be counted after a target', () => {
    const target = given(
      started({
        target: pennies(300),
        limits: { ...NO_LIMITS, coolDownMinutes: 10, coolDownAfterLosses: 2 },
      }),
    );
    const state = leg(leg(leg(target, 3.5, 'lost'), 3.5, 'won'), 3.5, 'lost');
    expect(decided(state, {}, resting)).toMatchObject([{ type: 'BET_REQUESTED' }]);
  });

  test('is not cut short by a reset', () => {
    const reset = act(twice(), {
      kind: 'reset',
      now: at(),
      initialStake: pennies(100),
      minStake: pennies(1),
    });
    expect(decided(reset, {}, resting)).toMatchObject([{ data: { by: 'coolDownMinutes' } }]);
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

  test.each<[keyof Limits, string | null]>([
    ['maxDailyLoss', '2026-01-02T00:00:00.000Z'],
    ['maxWeeklyLoss', '2026-01-05T00:00:00.000Z'],
    ['maxTotalLoss', null],
  ])('%s of 3.00 lets three cycles of 1.00 be lost and no fourth begin', (name, until) => {
    let state = limited({ [name]: pennies(300) });
    for (let cycle = 0; cycle < 3; cycle++) state = leg(leg(state, 3.5, 'won'), 3.5, 'lost');
    expect(decided(state)).toMatchObject([{ type: 'BETTING_PAUSED', data: { by: name, until } }]);
  });

  test('a loss that is corrected away counts no more, and one that is corrected in counts on its own day', () => {
    const correct = (state: State, outcome: 'won' | 'lost'): State => {
      const orderRef = openRef(state);
      const settled = end(state, outcome === 'won' ? 'lost' : 'won', at(1));
      const to = resultFor(state.openBets[0]!, outcome);
      return act(settled, { kind: 'correct_result', now: at(9), orderRef, settledDate: at(8), to });
    };
    const open = bet(limited({ maxDailyLoss: pennies(100) }));
    expect(decided(correct(open, 'won'))).toMatchObject([{ type: 'BET_REQUESTED', data: { stake: 337 } }]);
    expect(decided(correct(open, 'lost'))).toMatchObject([{ data: { by: 'maxDailyLoss' } }]);
    expect(decided(correct(open, 'lost'), {}, { dayStart: at(2) })).toMatchObject([
      { type: 'BET_REQUESTED' },
    ]);
  });

  test('a pot that only this price makes too small is refused without a pause', () => {
    // A payout of 10.00 takes 0.61 at 16.50, and 0.50 at 20.00.
    expect(decided(withLongOdds(50), { price: price(16.5) })).toMatchObject({ refused: 'min-stake' });
    expect(decided(withLongOdds(49), { price: price(16.5) })).toMatchObject([{ data: { by: 'minStake' } }]);
  });

  test('a stake that only this price makes too large is refused without a pause', () => {
    const nearTarget = (limits: Partial<Limits>) =>
      given(
        started({
          staking: 'to_target',
          initialStake: pennies(1000),
          target: pennies(2000),
          limits: { ...NO_LIMITS, ...limits },
        }),
      );
    // 10.00 more takes 5.27 at 3.00, and 3.51 at 4.00.
    const cheap = { price: price(3) };
    expect(decided(nearTarget({ maxStake: pennies(351) }), cheap)).toMatchObject({ refused: 'max-stake' });
    expect(decided(nearTarget({ maxStake: pennies(351) }), { price: price(4) })).toMatchObject([
      { type: 'BET_REQUESTED', data: { stake: 351 } },
    ]);
    expect(decided(nearTarget({ maxStake: pennies(350) }), cheap)).toMatchObject([
      { data: { by: 'maxStake' } },
    ]);
    expect(decided(nearTarget({ maxTotalLoss: pennies(351) }), cheap)).toMatchObject({
      refused: 'max-total-loss',
    });
    expect(decided(nearTarget({ maxTotalLoss: pennies(350) }), cheap)).toMatchObject([
      { data: { by: 'maxTotalLoss' } },
    ]);
  });

  test('a loss limit that a single lost cycle breaks does not promise another day', () => {
    const why = expect.stringMatching(/^0\.00 is lost today.*One such loss is above it/);
    expect(decided(limited({ maxDailyLoss: pennies(99) }))).toMatchObject([
      { data: { by: 'maxDailyLoss', until: null, why } },
    ]);
    expect(decided(leg(limited({ maxDailyLoss: pennies(100) }), 3.5, 'lost'))).toMatchObject([
      { data: { by: 'maxDailyLoss', until: '2026-01-02T00:00:00.000Z' } },
    ]);
  });

  test('losses of another day do not count', () => {
    let state = limited({ maxDailyLoss: pennies(100) });
    state = leg(state, 3.5, 'lost');
    expect(decided(state, {}, { dayStart: at(1) })).toHaveLength(1);
    expect(decided(state, {}, { dayStart: at(1) })).toMatchObject([{ type: 'BET_REQUESTED' }]);
  });

  test('a profit of the day counts against its loss', () => {
    const afterProfit = (limit: number): State => {
      const won = leg(given(started({ target: pennies(300) })));
      const to = { ...NO_LIMITS, maxDailyLoss: pennies(limit) };
      const lowered = act(won, { kind: 'change_limits', now: at(60), to, raisesHoldFrom: at(1500) });
      return act(lowered, { kind: 'reset', now: at(60), initialStake: pennies(299), minStake: pennies(100) });
    };
    expect(decided(afterProfit(62))).toMatchObject([{ type: 'BET_REQUESTED' }]);
    expect(decided(afterProfit(61))).toMatchObject([
      { data: { why: expect.stringMatching(/^2\.37 is won today.*bet of 2\.99.*to 0\.62/) } },
    ]);
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

  test('money that opens the next cycle has not left also where it is the initial stake to the penny', () => {
    const settings = { target: pennies(300), odds: { min: price(2), max: price(4) } };
    const won = leg(given(started({ ...settings, staking: 'to_target' })), 2, 'won', 0);
    const keeps100 = (maxTotalLoss: number): State => {
      const to = { ...NO_LIMITS, maxTotalLoss: pennies(maxTotalLoss) };
      return act(won, { kind: 'change_limits', now: at(), to, raisesHoldFrom: at(1440) });
    };
    const even = { price: price(2), commissionRate: 0 };
    expect(decided(keeps100(100), even)).toMatchObject([{ type: 'BET_REQUESTED', data: { stake: 100 } }]);
    expect(decided(keeps100(99), even)).toMatchObject([{ data: { by: 'maxTotalLoss' } }]);
  });
});
