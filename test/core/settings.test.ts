import { describe, expect, test } from 'vitest';
import type { Actor, Limits, NoticeSettings, Settings } from '../../src/core/events.ts';
import { evolve, FAULT } from '../../src/core/evolve.ts';
import { armedAt, limitsAt, pausedAt } from '../../src/core/in-force.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import type { Intent, RecordOutcome } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import { act, apply, at, facts, given, numbered, refusal, requestBet, SETTINGS, started } from './given.ts';
import { leg } from './play.ts';

const DAY = 24 * 60;
const file = (settings: Partial<Settings>): Intent => ({
  kind: 'adopt_file',
  now: at(),
  settings: { ...SETTINGS, ...settings },
  raisesHoldFrom: at(DAY),
});
const limits = (wanted: Partial<Limits>, now = 0): Intent => ({
  kind: 'change_limits',
  now: at(now),
  to: { ...NO_LIMITS, ...wanted },
  raisesHoldFrom: at(now + DAY),
});
const odds = (min: number, max: number) => ({ min: price(min), max: price(max) });

describe('settings', () => {
  test('of a new log are the file', () => {
    expect(refusal(given(), file({}))).toBe('first-start');
    expect(given(started({ odds: odds(2, 3) })).settings.odds).toEqual(odds(2, 3));
  });

  test('of a log that was never started are those of an empty file, and no cycle has begun', () => {
    expect(given()).toMatchObject({ settings: SETTINGS, began: null });
    expect(given().ledger).toMatchObject({ cycle: 0, current: { cycle: 0, startedAt: '' } });
  });

  test('changed by a command outlive a restart with the same file', () => {
    const changed = act(given(started()), { kind: 'change_odds', now: at(), to: odds(2, 3) });
    expect(refusal(changed, file({}))).toBe('unchanged');
    expect(apply(changed, [started()]).settings.odds).toEqual(odds(2, 3));
  });

  test('change by file only where the file differs from the last start', () => {
    const commanded = act(given(started()), { kind: 'change_odds', now: at(), to: odds(2, 3) });
    const decided = facts(commanded, file({ odds: odds(3, 5), staking: 'to_target' }));
    expect(decided).toMatchObject([
      { type: 'ODDS_RANGE_CHANGED', data: { from: odds(2, 3), to: odds(2, 5) } },
      {
        type: 'SETTINGS_CHANGED',
        data: { from: { staking: 'roll_all' }, to: { staking: 'to_target', target: 5_000_000 } },
      },
    ]);
  });

  test('change by file also where a start died before it had taken the change over', () => {
    const wide: Partial<Settings> = { odds: odds(2, 5) };
    const before = act(given(started()), { kind: 'pause', now: at(), why: 'x', until: null });
    const died = apply(apply(before, [started(wide)]), [started(wide)]);
    expect(died.settings.odds).toEqual(odds(3, 4));
    const adopted = act(died, file(wide));
    expect(adopted.settings.odds).toEqual(odds(2, 5));
    const commanded = act(adopted, { kind: 'change_odds', now: at(), to: odds(3, 3.5) });
    expect(refusal(apply(commanded, [started(wide)]), file(wide))).toBe('unchanged');
  });

  test('change by a file that is read again while the bot runs, and not a second time by the next start', () => {
    const wide: Partial<Settings> = { odds: odds(2, 5) };
    const reread = (settings: Partial<Settings>): Intent => ({
      kind: 'reload_file',
      now: at(),
      settings: { ...SETTINGS, ...settings },
      changed: [{ key: 'betting.min_odds', from: '3', to: '2' }],
      raisesHoldFrom: at(DAY),
    });
    const running = act(given(started()), { kind: 'pause', now: at(), why: 'x', until: null });
    expect(facts(running, reread(wide)).map(({ type }) => type)).toEqual([
      'FILE_RELOADED',
      'ODDS_RANGE_CHANGED',
    ]);
    const reloaded = act(running, reread(wide));
    expect(reloaded.settings.odds).toEqual(odds(2, 5));
    const commanded = act(reloaded, { kind: 'change_odds', now: at(), to: odds(3, 3.5) });
    expect(refusal(apply(commanded, [started(wide)]), file(wide))).toBe('unchanged');
    expect(facts(commanded, reread({ odds: odds(2, 6) }))).toMatchObject([
      { type: 'FILE_RELOADED' },
      { type: 'ODDS_RANGE_CHANGED', data: { to: odds(3, 6) } },
    ]);
    const elsewhere = {
      ...reread({}),
      changed: [{ key: 'notifications.bets', from: 'on', to: 'off' }],
    } as Intent;
    expect(facts(running, elsewhere).map(({ type }) => type)).toEqual(['FILE_RELOADED']);
    expect(refusal(running, { ...reread({}), changed: [] } as Intent)).toBe('unchanged');
  });

  test('of stake and target hold from the next cycle on', () => {
    const changed = act(given(started()), file({ initialStake: pennies(200), target: pennies(300) }));
    expect(changed.ledger).toMatchObject({ pot: 100, terms: { target: 5_000_000 } });
    const next = leg(changed, 3.5, 'lost');
    expect(next.ledger).toMatchObject({ pot: 200, terms: { initialStake: 200, target: 300 } });
  });

  test('an odds range that is in force already is refused', () => {
    expect(refusal(given(started()), { kind: 'change_odds', now: at(), to: odds(3, 4) })).toBe('unchanged');
    for (const other of [odds(3, 5), odds(2, 4)])
      expect(facts(given(started()), { kind: 'change_odds', now: at(), to: other })).toHaveLength(1);
  });
});

describe('limits', () => {
  test('lowered hold at once', () => {
    const state = act(given(started()), limits({ maxStake: pennies(500), coolDownMinutes: 5 }));
    expect(limitsAt(state, at())).toMatchObject({ maxStake: 500, coolDownMinutes: 5 });
  });

  test('raised hold a day later, and the lowered ones of the same wish at once', () => {
    const low = act(given(started()), limits({ maxStake: pennies(500), maxDailyLoss: pennies(900) }));
    const wish = limits({ maxStake: pennies(800), maxDailyLoss: pennies(300) }, 10);
    expect(facts(low, wish)).toMatchObject([
      { data: { to: { maxStake: 500, maxDailyLoss: 300 }, effectiveAt: at(10) } },
      { data: { to: { maxStake: 800, maxDailyLoss: 300 }, effectiveAt: at(10 + DAY) } },
    ]);
    const state = act(low, wish);
    expect(limitsAt(state, at(10 + DAY - 1))).toMatchObject({ maxStake: 500 });
    expect(limitsAt(state, at(10 + DAY))).toMatchObject({ maxStake: 800 });
  });

  test('a raise that waits is replaced by the next wish, and one that is due is kept', () => {
    const low = act(given(started()), limits({ maxStake: pennies(500) }));
    const waiting = act(low, limits({ maxStake: pennies(800) }, 10));
    expect(limitsAt(act(waiting, limits({ maxStake: pennies(500) }, 20)), at(10 * DAY))).toMatchObject({
      maxStake: 500,
    });
    const later = act(waiting, limits({ maxStake: pennies(900) }, 10 + DAY));
    expect(limitsAt(later, at(10 + DAY))).toMatchObject({ maxStake: 800 });
    expect(limitsAt(later, at(10 + 2 * DAY))).toMatchObject({ maxStake: 900 });
  });

  test('lowered while a raise of another waits do not put that raise off', () => {
    const low = act(given(started()), limits({ maxStake: pennies(500), maxDailyLoss: pennies(900) }));
    const waiting = act(low, limits({ maxStake: pennies(800), maxDailyLoss: pennies(900) }, 10));
    const wish = limits({ maxStake: pennies(800), maxDailyLoss: pennies(300) }, 20);
    expect(facts(waiting, wish)).toMatchObject([
      {
        data: { from: { maxDailyLoss: 900 }, to: { maxStake: 500, maxDailyLoss: 300 }, effectiveAt: at(20) },
      },
      { data: { to: { maxStake: 800, maxDailyLoss: 300 }, effectiveAt: at(10 + DAY) } },
    ]);
  });

  test('raised again to what waits already change nothing, and raised less keep the day', () => {
    const low = act(given(started()), limits({ maxStake: pennies(500) }));
    const waiting = act(low, limits({ maxStake: pennies(800) }, 10));
    expect(refusal(waiting, limits({ maxStake: pennies(800) }, 20))).toBe('unchanged');
    expect(facts(waiting, limits({ maxStake: pennies(700) }, 20))).toMatchObject([
      { data: { from: { maxStake: 500 }, to: { maxStake: 700 }, effectiveAt: at(10 + DAY) } },
    ]);
    expect(facts(waiting, limits({ maxStake: pennies(900) }, 20))).toMatchObject([
      { data: { to: { maxStake: 900 }, effectiveAt: at(20 + DAY) } },
    ]);
    expect(facts(waiting, limits({ maxStake: pennies(500) }, 20))).toMatchObject([
      { data: { from: { maxStake: 500 }, to: { maxStake: 500 }, effectiveAt: at(20) } },
    ]);
  });

  test('of the file change only where the file does', () => {
    const commanded = act(given(started()), limits({ maxStake: pennies(500) }));
    expect(refusal(commanded, file({}))).toBe('unchanged');
    const state = act(commanded, file({ limits: { ...NO_LIMITS, maxTotalLoss: pennies(5000) } }));
    expect(limitsAt(state, at())).toMatchObject({ maxStake: 500, maxTotalLoss: 5000 });
    const raise = act(
      act(given(started()), limits({ maxStake: pennies(500) })),
      limits({ maxStake: pennies(800) }),
    );
    const both = act(raise, file({ limits: { ...NO_LIMITS, maxTotalLoss: pennies(5000) } }));
    expect(limitsAt(both, at(2 * DAY))).toMatchObject({ maxStake: 800, maxTotalLoss: 5000 });
  });

  test('are the stricter of two, whichever came first', () => {
    const low = act(
      given(started()),
      limits({ maxStake: pennies(500), coolDownAfterLosses: 2, coolDownMinutes: 9 }),
    );
    const state = act(low, limits({ maxStake: pennies(400), coolDownAfterLosses: 3, coolDownMinutes: 5 }, 1));
    expect(limitsAt(state, at(1))).toMatchObject({
      maxStake: 400,
      coolDownAfterLosses: 1,
      coolDownMinutes: 9,
    });
    expect(limitsAt(act(low, limits({}, 1)), at(1))).toMatchObject({ maxStake: 500 });
  });

  test('that are in force already are refused', () => {
    expect(refusal(given(started()), limits({}))).toBe('unchanged');
  });
});

describe('notices', () => {
  const change = (to: NoticeSettings | null): Intent => ({ kind: 'change_notices', now: at(), to });
  const NIGHT: NoticeSettings = { quiet: { from: '22:00', to: '07:00' }, loudness: { bets: 'off' } };

  test('are told as the file says until a person wants them otherwise, and again after that is taken back', () => {
    const state = given(started());
    expect(state.notices).toBeNull();
    const night = act(state, change(NIGHT));
    expect(night.notices).toEqual(NIGHT);
    expect(act(night, change(null)).notices).toBeNull();
  });

  test('that would be told the same leave no event', () => {
    const state = given(started());
    expect(refusal(state, change(null))).toBe('unchanged');
    const night = act(state, change(NIGHT));
    expect(refusal(night, change({ ...NIGHT, loudness: { bets: 'off', runs: 'on' } }))).toBe('unchanged');
    for (const other of [
      { ...NIGHT, quiet: null },
      { ...NIGHT, quiet: { from: '22:00', to: '08:00' } },
      { ...NIGHT, loudness: {} },
      { ...NIGHT, loudness: { bets: 'silent' } },
    ] as const)
      expect(act(night, change(other)).notices).toEqual(other);
  });
});

describe('pausing', () => {
  test('lasts until its end or until somebody resumes', () => {
    const paused = act(given(started()), { kind: 'pause', now: at(), why: 'dinner', until: at(30) });
    expect(pausedAt(paused, at(29))).toMatchObject({ why: 'dinner', actor: 'system', by: 'person' });
    expect(pausedAt(paused, at(30))).toBeNull();
    const over = act(paused, { kind: 'resume', now: at(31), why: 'its time is over' });
    expect(refusal(over, { kind: 'resume', now: at(32), why: 'x' })).toBe('not-paused');
    const resumed = act(paused, { kind: 'resume', now: at(1), why: 'back' });
    expect(pausedAt(resumed, at(2))).toBeNull();
    const resume: Intent = { kind: 'resume', now: at(1), why: 'back' };
    expect(facts(paused, resume)).toEqual([{ type: 'BETTING_RESUMED', data: { why: 'back' } }]);
    const forever = act(resumed, { kind: 'pause', now: at(), why: 'holiday', until: null });
    expect(pausedAt(apply(forever, [started()]), at(100_000))).not.toBeNull();
    expect(forever.strayOrders).toEqual([]);
  });
});

describe('an order that the log does not know', () => {
  const stop = (betId: string, minutes = 0): Intent => ({
    kind: 'stop_for_order',
    now: at(minutes),
    betId,
    why: `bet ${betId} is not in the log`,
  });
  const stopped = (state: State, betId: string): State =>
    numbered(state, facts(state, stop(betId)), at(), 'system', betId).reduce(evolve, state);
  const resumedBy = (state: State, actor: Actor): State =>
    numbered(state, [{ type: 'BETTING_RESUMED', data: { why: 'x' } }], at(2), actor).reduce(evolve, state);

  test('pauses betting once, and so does each further one', () => {
    const state = stopped(given(started()), '17');
    expect(pausedAt(state, at(1))).toMatchObject({ by: 'unknownOrder', until: null });
    expect(refusal(state, stop('17'))).toBe('unchanged');
    expect(stopped(state, '18').strayOrders).toEqual(['17', '18']);
  });

  test('is let go by the person who resumes, and pauses again while the exchange shows it open', () => {
    const state = resumedBy(stopped(given(started()), '17'), 'console');
    expect(state).toMatchObject({ strayOrders: [], setAside: ['17'], paused: null });
    expect(stopped(state, '17').paused).toMatchObject({ by: 'unknownOrder' });
  });

  test('stays let go when another one shows', () => {
    const both = resumedBy(stopped(stopped(given(started()), '17'), '18'), 'console');
    expect(stopped(both, '18')).toMatchObject({ strayOrders: ['18'], setAside: ['17'] });
  });

  test('is let go by nobody but a person, and not where betting was not paused', () => {
    expect(resumedBy(stopped(given(started()), '17'), 'system').setAside).toEqual([]);
    expect(resumedBy(given(started()), 'console').setAside).toEqual([]);
  });

  test('is let go only by ending the pause that was for it, and is no longer once it shows again', () => {
    const lunch = apply(stopped(given(started()), '17'), [
      { type: 'BETTING_PAUSED', data: { by: 'person', why: 'lunch', until: null } },
    ]);
    expect(resumedBy(lunch, 'console').setAside).toEqual([]);
    const again = stopped(resumedBy(stopped(given(started()), '17'), 'console'), '17');
    expect(again).toMatchObject({ strayOrders: ['17'], setAside: [] });
  });

  test("is not let go by the end of a pause's time", () => {
    const paused = apply(stopped(given(started()), '17'), [
      { type: 'BETTING_PAUSED', data: { by: 'person', why: 'tea', until: at(1) } },
    ]);
    expect(refusal(paused, stop('17'))).toBe('unchanged');
    expect(facts(paused, stop('17', 1))).toMatchObject([{ data: { by: 'unknownOrder' } }]);
    const over = resumedBy(paused, 'system');
    expect(over).toMatchObject({ strayOrders: [], setAside: [] });
    expect(facts(over, stop('17', 3))).toHaveLength(1);
  });
});

test('a comparison of the books is remembered with the account and the profit at that moment', () => {
  const differences = [{ betId: '17', orderRef: null, what: 'unknown', ours: null, theirs: pennies(-100) }];
  const check = {
    kind: 'record_books',
    now: at(),
    bets: 1,
    differences,
    available: pennies(9_000),
    atStake: pennies(337),
  } as Intent;
  const state = act(leg(given(started())), check);
  expect(state.booksChecked).toEqual({ at: at(), differences, balance: 9_337, net: 237 });
  expect(state.began).toBe(at(0));
});

describe('starting and arming', () => {
  test('a start says how the last run ended', () => {
    const start: Intent = { kind: 'start', now: at(), version: '1', mode: 'demo', settings: SETTINGS };
    expect(facts(given(), start)).toMatchObject([{ data: { lastRun: { ended: 'none', seq: 0 } } }]);
    expect(facts(given(started()), start)).toMatchObject([{ data: { lastRun: { ended: 'died', seq: 1 } } }]);
    const stopped = act(given(started()), { kind: 'stop', now: at(), reason: 'quit' });
    expect(facts(stopped, start)).toMatchObject([{ data: { lastRun: { ended: 'in_order', seq: 2 } } }]);
  });

  test('a run that a fault in the program ended has not ended in order', () => {
    const start: Intent = { kind: 'start', now: at(), version: '1', mode: 'demo', settings: SETTINGS };
    // As it is written in logs.
    const reason = 'a fault in the program';
    const broken = act(given(started()), { kind: 'stop', now: at(), reason });
    expect(facts(broken, start)).toMatchObject([{ data: { lastRun: { ended: 'died', seq: 2 } } }]);
  });

  test('a start records with itself what became of the request that the last run left open', () => {
    const asked = act(given(started()), requestBet('r'));
    const start = (found: RecordOutcome): Intent => ({
      kind: 'start',
      now: at(),
      version: '1',
      mode: 'live',
      settings: SETTINGS,
      found,
    });
    const placed = {
      kind: 'record_placed',
      orderRef: 'r',
      betId: '17',
      matched: pennies(100),
      priceMatched: price(3.5),
    } as const;
    expect(facts(asked, start(placed))).toMatchObject([
      { type: 'BOT_STARTED', data: { lastRun: { ended: 'died', seq: 2 } } },
      { type: 'BET_PLACED', data: { orderRef: 'r', betId: '17', stake: 100 } },
    ]);
    const refused = { kind: 'record_rejected', orderRef: 'r', code: 'KILLED' } as const;
    expect(act(asked, start(refused))).toMatchObject({ request: null, run: 'running' });
    expect(facts(asked, start({ ...refused, orderRef: 'another' }))).toHaveLength(1);
  });

  test('starts are remembered until a run ends in order', () => {
    const twice = apply(given(started()), [started()], at(5));
    expect(twice.unendedStarts).toEqual([at(0), at(5)]);
    const stop = (reason: string): Intent => ({ kind: 'stop', now: at(6), reason });
    expect(act(twice, stop(FAULT)).unendedStarts).toHaveLength(2);
    expect(act(twice, stop('quit at the console')).unendedStarts).toEqual([]);
    const often = Array.from({ length: 30 }).reduce<State>((state) => apply(state, [started()]), twice);
    expect(often.unendedStarts).toHaveLength(20);
    expect(often.unendedStarts.at(-1)).toBe(often.at);
  });

  test('a demo start records its world, and no other start has one', () => {
    const demo = { seed: 1, speed: 600, recordings: [], began: at() };
    const start: Intent = { kind: 'start', now: at(), version: '1', mode: 'demo', settings: SETTINGS };
    expect(act(given(), { ...start, demo }).demo).toEqual(demo);
    expect(facts(given(), { ...start, mode: 'live' })[0]?.data).not.toHaveProperty('demo');
  });

  test('arming is for live, ends by itself, and survives a start only if kept', () => {
    const arm = (keep: boolean): Intent => ({ kind: 'arm', now: at(), until: at(60), keep });
    expect(refusal(given(started()), arm(false))).toBe('not-live');
    const live = given(started({}, 'live'));
    expect(refusal(live, { kind: 'disarm', now: at(), why: 'x' })).toBe('not-armed');
    const armed = act(live, arm(false));
    expect([armedAt(armed, at(59)), armedAt(armed, at(60))]).toEqual([true, false]);
    expect(armedAt(apply(armed, [started({}, 'live')], at(1)), at(2))).toBe(false);
    const kept = act(live, arm(true));
    expect(armedAt(apply(kept, [started({}, 'live')], at(1)), at(2))).toBe(true);
    expect(apply(kept, [started({}, 'live')], at(60)).armed).toBeNull();
    const disarm: Intent = { kind: 'disarm', now: at(1), why: 'done' };
    expect(armedAt(act(kept, disarm), at(2))).toBe(false);
    expect(facts(kept, disarm)).toEqual([{ type: 'LIVE_DISARMED', data: { why: 'done' } }]);
  });
});
