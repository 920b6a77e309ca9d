import { describe, expect, test } from 'vitest';
import type { Limits } from '../../src/core/events.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { createEmulator } from '../../src/exchange/emulator/emulator.ts';
import type { EmulatedMarket } from '../../src/exchange/emulator/market-source.ts';
import { handClock } from '../exchange/hand-clock.ts';
import { ended, runner, scriptedSource } from '../exchange/scripted-source.ts';
import { tempDir } from '../store/temp-log.ts';
import {
  BENCH_SELECTION,
  type Bench,
  type BenchWanted,
  HOUR,
  loopBench,
  lost,
  MARKET,
} from './loop-bench.ts';

const NARROW = { odds: { min: price(3.3), max: price(3.6) } };
const LOST = { status: 'CLOSED', runners: ended('LOSER', 'WINNER', 'LOSER') } as const;
const iso = ({ clock }: Bench, later = 0): string => new Date(clock.now() + later).toISOString();

const placements = ({ calls }: Bench): number => calls.filter((name) => name === 'placeOrders').length;

const withLimits = (limits: Partial<Limits>): BenchWanted => ({
  settings: { ...NARROW, limits: { ...NO_LIMITS, ...limits } },
});

/** A bench whose account and prices are as given. */
function onAccount(balance: number, more: { delayed?: true; wanted?: BenchWanted } = {}): Promise<Bench> {
  const clock = handClock();
  const source = scriptedSource([{ marketId: MARKET, start: clock.now(), steps: [] }]);
  const account = { currency: 'GBP', balance: pennies(balance) };
  const emulator = createEmulator({ source, clock, account, ...(more.delayed && { delayed: true }) });
  return loopBench({ settings: NARROW, clock, emulator, ...more.wanted });
}

const onMarket = (change: Partial<EmulatedMarket>): Promise<Bench> =>
  loopBench({ settings: NARROW, steps: [[0, change]] });

/** A market that is lost an hour from now, and others that go on. */
async function afterLosses(limits: Partial<Limits>): Promise<Bench> {
  const bench = await loopBench({
    ...withLimits(limits),
    scripts: [
      { marketId: MARKET, steps: [[HOUR, LOST]] },
      { marketId: '1.200', steps: [[0, { startTime: handClock().now() + 40 * HOUR }]] },
    ],
    bettor: { selection: () => ({ ...BENCH_SELECTION, hoursAhead: 72 }) },
  });
  await bench.bettor.selectMarket();
  expect(placements(bench)).toBe(1);
  await bench.clock.advance(HOUR);
  await bench.bettor.checkResults();
  return bench;
}

describe('the exchange hears of no bet', () => {
  test.each<[rule: string, bench: () => Promise<Bench>, why: RegExp]>([
    ['mode and arming', () => onAccount(100_000, { wanted: { mode: 'live' } }), /not armed/],
    ['stale prices', staleBench, /too old/],
    ['a suspended market', () => onMarket({ status: 'SUSPENDED' }), /suspended/],
    ['a market in play', () => onMarket({ inPlay: true }), /in play/],
    [
      'a market whose start passes while it is looked at',
      startingBench,
      /start time of the event has passed/,
    ],
    [
      'prices off the ladder',
      () => onMarket({ runners: [runner(1, { back: [[3.52, 100]] })] }),
      /3\.52 is not a price/,
    ],
    [
      'odds out of the range',
      () => onMarket({ runners: [runner(1, { back: [[3.65, 100]] })] }),
      /above the range/,
    ],
    [
      'too little offered',
      () => onMarket({ runners: [runner(1, { back: [[3.5, 1]] })] }),
      /1\.00 is offered/,
    ],
    [
      'the overround',
      () =>
        loopBench({
          settings: NARROW,
          bettor: { selection: () => ({ ...BENCH_SELECTION, maxOverround: -0.2 }) },
        }),
      /max_overround/,
    ],
    [
      'the least stake',
      () =>
        loopBench({
          settings: NARROW,
          bettor: {
            selection: () => ({ ...BENCH_SELECTION, stakeRule: { minStake: pennies(200), minPayout: null } }),
          },
        }),
      /pot of 1\.00 is below/,
    ],
    ['max_stake', () => loopBench(withLimits({ maxStake: pennies(99) })), /max_stake/],
    ['the currency', () => loopBench({ settings: NARROW, bettor: { currency: 'EUR' } }), /GBP, not EUR/],
    ['the funds', () => onAccount(99), /0\.99 available/],
    ['max_daily_loss', () => loopBench(withLimits({ maxDailyLoss: pennies(99) })), /max_daily_loss/],
    ['max_weekly_loss', () => loopBench(withLimits({ maxWeeklyLoss: pennies(99) })), /max_weekly_loss/],
    ['max_total_loss', () => loopBench(withLimits({ maxTotalLoss: pennies(99) })), /max_total_loss/],
  ])('because of %s', async (_, open, why) => {
    const bench = await open();
    await bench.bettor.selectMarket();
    expect(bench.bettor.betting().why).toMatch(why);
    await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(0);
    expect(bench.orders()).toEqual([]);
  });

  test('because of delayed prices, with real money', async () => {
    const bench = await onAccount(100_000, { delayed: true, wanted: { mode: 'live' } });
    await bench.handler.handle(
      { kind: 'arm', now: iso(bench), until: iso(bench, HOUR), keep: false },
      { actor: 'console', id: 'arm' },
    );
    await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(0);
    expect(bench.bettor.betting().why).toMatch(/delayed/);
  });

  test('beside one that is open, or whose outcome is not known', async () => {
    const open = await loopBench({ settings: NARROW });
    const unknown = await loopBench({ settings: NARROW });
    unknown.before('placeOrders', lost);
    for (const bench of [open, unknown]) {
      await bench.bettor.selectMarket();
      await bench.bettor.selectMarket();
      expect(placements(bench)).toBe(1);
    }
  });

  test('while a rest lasts, which is told once with its end and outlives a restart', async () => {
    const bench = await afterLosses({ coolDownMinutes: 90 });
    for (let i = 0; i < 3; i++) await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(1);
    const pauses = (await bench.events()).filter(({ type }) => type === 'BETTING_PAUSED');
    expect(pauses).toMatchObject([{ data: { by: 'coolDownMinutes', until: iso(bench, 90 * 60_000) } }]);
    await bench.clock.advance(90 * 60_000 - 1);
    await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(1);
    await bench.clock.advance(1);
    await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(2);
  });

  test('after a lost day, until the next one begins in the time zone of the operator', async () => {
    const bench = await afterLosses({ maxDailyLoss: pennies(100) });
    await bench.bettor.selectMarket();
    const midnight = '2026-03-02T00:00:00.000Z';
    expect(bench.bettor.betting().pause).toMatchObject({ by: 'maxDailyLoss', until: midnight });
    await bench.clock.advance(Date.parse(midnight) - bench.clock.now() - 1);
    await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(1);
    await bench.clock.advance(1);
    await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(2);
  });
});

/** The market starts while the books are read. */
async function startingBench(): Promise<Bench> {
  const bench = await onMarket({ startTime: handClock().now() + 5_000 });
  bench.before('listMarketBook', () => void bench.clock.advance(5_001));
  return bench;
}

/** The clock runs on by more than ten seconds while the books are read. */
async function staleBench(): Promise<Bench> {
  const bench = await loopBench({ settings: NARROW });
  bench.before('listMarketBook', () => void bench.clock.advance(10_001));
  return bench;
}

test('prices of exactly ten seconds ago are still bet on', async () => {
  const bench = await loopBench({ settings: NARROW });
  bench.before('listMarketBook', () => void bench.clock.advance(10_000));
  await bench.bettor.selectMarket();
  expect(placements(bench)).toBe(1);
});

describe('a pause', () => {
  test('by a limit stands after a restart with who, why and until when; a resume alone lets no bet pass', async () => {
    const dir = tempDir();
    const first = await loopBench({ ...withLimits({ maxDailyLoss: pennies(99) }), dir });
    await first.bettor.selectMarket();
    const { pause } = first.bettor.betting();
    expect(pause).toMatchObject({ by: 'maxDailyLoss', actor: 'system', since: iso(first) });
    await first.close();
    const second = await loopBench({ settings: NARROW, dir, begin: false });
    expect(second.bettor.betting()).toMatchObject({ on: false, pause: { ...pause } });
    await second.handler.handle(
      { kind: 'resume', now: iso(second), why: 'try' },
      { actor: 'console', id: 'r' },
    );
    await second.bettor.selectMarket();
    expect(placements(second)).toBe(0);
    expect(second.bettor.betting().pause).toMatchObject({ by: 'maxDailyLoss' });
  });

  test('ends for good once the limit is raised and somebody resumes', async () => {
    const bench = await loopBench({ ...withLimits({ maxTotalLoss: pennies(99) }) });
    await bench.bettor.selectMarket();
    await bench.handler.handle(
      { kind: 'change_limits', now: iso(bench), to: NO_LIMITS, raisesHoldFrom: iso(bench, 60_000) },
      { actor: 'console', id: 'l' },
    );
    await bench.clock.advance(60_000);
    await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(0);
    await bench.handler.handle({ kind: 'resume', now: iso(bench), why: 'x' }, { actor: 'console', id: 'r' });
    await bench.bettor.selectMarket();
    expect(placements(bench)).toBe(1);
  });
});

test.each([
  ['currency', () => loopBench({ settings: NARROW, bettor: { currency: 'EUR' } })],
  ['funds', () => onAccount(99)],
] as const)('a person is told once of an account that the rule "%s" refuses', async (key, open) => {
  const bench = await open();
  for (let i = 0; i < 3; i++) await bench.bettor.selectMarket();
  expect(bench.alerts).toEqual([`+${key}`]);
});
