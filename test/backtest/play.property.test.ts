import fc from 'fast-check';
import { expect, it } from 'vitest';
import { play } from '../../src/backtest/play.ts';
import { NOT_RECORDED } from '../../src/backtest/player.ts';
import type { Trial } from '../../src/backtest/trial.ts';
import type { Event } from '../../src/core/events.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import { price, stepPrice } from '../../src/core/odds.ts';
import { definition, FIRST, recorded } from '../exchange/emulator/sources/recorded/stream-fixtures.ts';
import { type Stage, stage, strategy, timelinesOf } from './handmade.ts';

const MINUTE = 60_000;
const iso = (seconds: number) => new Date(FIRST + seconds * 1_000).toISOString();

/** Prices around the range, sizes around what a stake asks for. */
const change = fc.record({
  after: fc.integer({ min: 1, max: 400 }),
  runner: fc.constantFrom(11, 12),
  ticks: fc.integer({ min: -12, max: 12 }),
  size: fc.constantFrom(0, 0.5, 2, 5, 500),
});

const market = fc.record({
  begins: fc.integer({ min: 0, max: 3_000 }),
  startsIn: fc.integer({ min: 60, max: 4_000 }),
  changes: fc.array(change, { minLength: 1, maxLength: 12 }),
  suspendedAt: fc.option(fc.nat(10)),
  betDelay: fc.constantFrom(0, 0, 5, 90),
  ending: fc.constantFrom('first', 'second', 'dead heat', 'void', 'nobody', 'never'),
});

type Made = typeof market extends fc.Arbitrary<infer Value> ? Value : never;
type Message = [seconds: number, ...mc: object[]];

const STATUSES = {
  first: ['WINNER', 'LOSER'],
  second: ['LOSER', 'WINNER'],
  'dead heat': ['WINNER', 'WINNER'],
  void: ['REMOVED', 'REMOVED'],
  nobody: ['ACTIVE', 'ACTIVE'],
} as const;

function messagesOf(made: Made, id: string): readonly Message[] {
  const basis = { marketTime: iso(made.begins + made.startsIn), betDelay: made.betDelay };
  const messages: Message[] = [[made.begins, { id, marketDefinition: definition(basis) }]];
  let at = made.begins;
  made.changes.forEach(({ after, runner, ticks, size }, i) => {
    at += after;
    messages.push([at, { id, rc: [{ id: runner, atb: [[stepPrice(3.5, ticks), size]] }] }]);
    if (i === made.suspendedAt)
      messages.push([
        at,
        { id, marketDefinition: definition({ ...basis, status: 'SUSPENDED', version: 101 }) },
      ]);
    if (i - 2 === made.suspendedAt)
      messages.push([at, { id, marketDefinition: definition({ ...basis, version: 102 }) }]);
  });
  const inPlay = { ...basis, inPlay: true, betDelay: made.betDelay };
  messages.push([
    Math.max(at, made.begins + made.startsIn + 30),
    { id, marketDefinition: definition(inPlay) },
  ]);
  if (made.ending === 'never') return messages;
  const runners = STATUSES[made.ending].map((status, i) => ({ id: 11 + i, status, sortPriority: i + 1 }));
  const end = (messages.at(-1)?.[0] ?? 0) + 3_000;
  messages.push([end, { id, marketDefinition: definition({ ...inPlay, status: 'CLOSED', runners }) }]);
  return messages;
}

const strategies = fc.array(
  fc
    .record({
      min: fc.integer({ min: -8, max: 0 }),
      max: fc.integer({ min: 0, max: 8 }),
      staking: fc.constantFrom('roll_all' as const, 'to_target' as const),
      target: fc.constantFrom(500, 5_000_000),
      maxMarkets: fc.constantFrom(1, 10),
      hoursAhead: fc.constantFrom(1, 24),
      includeInPlay: fc.boolean(),
      look: fc.constantFrom(1, 2, 5),
      check: fc.constantFrom(1, 5, 30),
      coolDownMinutes: fc.constantFrom(0, 45),
      maxDailyLoss: fc.constantFrom(null, 200),
    })
    .map((each) =>
      strategy(
        {
          odds: { min: price(stepPrice(3.5, each.min)), max: price(stepPrice(3.5, each.max)) },
          ...{ staking: each.staking, target: pennies(each.target) },
          limits: {
            ...NO_LIMITS,
            coolDownMinutes: each.coolDownMinutes,
            maxDailyLoss: each.maxDailyLoss === null ? null : pennies(each.maxDailyLoss),
          },
        },
        each,
        { lookEveryMs: each.look * MINUTE, checkEveryMs: each.check * MINUTE },
      ),
    ),
  { minLength: 1, maxLength: 3 },
);

/** Every trial by itself, every look and every check made, none passed over. */
async function playedInFull({ feed, trials, markets }: Stage, end: number): Promise<void> {
  const first = Math.min(...markets.map(({ timeline }) => timeline.firstPt));
  for (const trial of trials) await trial.start(first);
  for (const each of markets) feed.add(each);
  for (let now = Math.ceil(first / 1_000) * 1_000; now <= end; now += 1_000) {
    feed.moveTo(now);
    for (const trial of trials) await everything(trial, now, { feed });
  }
  for (const trial of trials) {
    if (trial.heldUntil() !== null) await trial.goOn(end);
    await trial.giveUp(end, NOT_RECORDED);
  }
}

async function everything(trial: Trial, now: number, { feed }: Pick<Stage, 'feed'>): Promise<void> {
  const { lookEveryMs, checkEveryMs } = trial.strategy;
  const heldUntil = trial.heldUntil();
  if (heldUntil !== null) {
    if (heldUntil <= now) await trial.goOn(now);
    return;
  }
  if (now % lookEveryMs === 0) await trial.select(now);
  if (now % checkEveryMs !== 0 || trial.heldUntil() !== null) return;
  await trial.check(now);
  const [open] = trial.state().openBets;
  if (open && feed.market(open.marketId)?.isOver(now) !== false) await trial.giveUp(now, NOT_RECORDED);
}

/** A pause that is over is told at the next look that leads to something, and its end changes nothing else. */
const told = (events: readonly Event[]) =>
  events
    .filter(({ type }) => type !== 'BETTING_RESUMED')
    .map(({ type, at, data }) => {
      const { orderRef: _, betId: __, ...rest } = data as Record<string, unknown>;
      return { type, at, ...rest };
    });

it('comes to the same as when nothing is passed over, for one strategy as for several', async () => {
  let bets = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(market, { minLength: 1, maxLength: 4 }), strategies, async (made, tried) => {
      const messages = made.flatMap((each, i) => messagesOf(each, `1.${i + 1}`));
      const file = recorded(...messages.sort(([a], [b]) => a - b));
      const timelines = await timelinesOf(file, tried);
      const quick = stage(timelines, tried);
      const firstPt = Math.min(...timelines.map((timeline) => timeline.firstPt));
      const end = await play({
        ...quick,
        entries: [{ firstPt, markets: async () => quick.markets }],
        onSeen: () => undefined,
      });
      const slow = stage(timelines, tried);
      await playedInFull(slow, end ?? 0);
      const outcomes = quick.trials.map(({ events }) => told(events));
      expect(outcomes).toEqual(slow.trials.map(({ events }) => told(events)));
      bets += outcomes.flat().filter(({ type }) => type === 'BET_PLACED').length;
    }),
    { numRuns: 60 },
  );
  expect(bets).toBeGreaterThan(20);
});
