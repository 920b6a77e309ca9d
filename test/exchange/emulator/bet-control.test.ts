import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { AWAY, DRAW, ended, HOME, runner } from '../scripted-source.ts';
import { account, cleared, closedAs, current, MARKET, placed, type World, world } from './world.ts';

const HOUR = 3_600_000;
const homeWins = closedAs(ended('WINNER', 'LOSER', 'LOSER'));

const betOn = async (in_: World, asked: Parameters<typeof placed>[1] = { size: 10 }): Promise<string> =>
  (await placed(in_, asked)).betId ?? '';
const rollUp = (in_: World) => cleared(in_, 'SETTLED', { groupBy: 'MARKET' });
const sizes = (order: Record<string, unknown> | undefined) =>
  ['sizeMatched', 'sizeRemaining', 'sizeLapsed', 'sizeCancelled', 'sizeVoided'].map((key) => order?.[key]);

describe('a bet that is made void before its market is settled', () => {
  it('in part is matched, at risk and settled on the rest alone', async () => {
    const in_ = world([[HOUR, homeWins]]);
    const betId = await betOn(in_);
    in_.emulator.voidBet(betId, pennies(400));
    const [order] = await current(in_);
    expect(sizes(order)).toEqual([6, 0, 0, 0, 4]);
    expect(order).toMatchObject({ averagePriceMatched: 3.5, status: 'EXECUTION_COMPLETE' });
    expect(await account(in_)).toEqual([994, -6]);
    await in_.clock.advance(HOUR);
    expect(await current(in_)).toEqual([]);
    const settledDate = '2026-03-01T13:00:00.000Z';
    expect(await cleared(in_, 'SETTLED')).toMatchObject([
      { betId, sizeSettled: 6, profit: 15, betOutcome: 'WON', settledDate },
    ]);
    expect(await cleared(in_, 'VOIDED')).toMatchObject([
      { betId, sizeSettled: 4, profit: 0, priceMatched: 3.5, settledDate },
    ]);
    expect(await rollUp(in_)).toMatchObject([{ profit: 15, commission: 0.75, betCount: 1, sizeSettled: 6 }]);
    expect(await account(in_)).toEqual([1_014.25, 0]);
    expect(in_.emulator.books().orders).toMatchObject([
      { betId, sizeMatched: 6, sizeVoided: 4, outcome: 'WON', profit: 15 },
    ]);
  });

  it('as a whole has no settled row, and its stake comes back at once', async () => {
    const in_ = world([[HOUR, homeWins]]);
    const betId = await betOn(in_);
    in_.emulator.voidBet(betId);
    expect(await current(in_)).toMatchObject([{ sizeMatched: 0, sizeVoided: 10, averagePriceMatched: 0 }]);
    expect(await account(in_)).toEqual([1_000, 0]);
    expect(in_.emulator.books().orders).not.toMatchObject([{ outcome: expect.anything() }]);
    await in_.clock.advance(HOUR);
    expect(await cleared(in_, 'SETTLED')).toEqual([]);
    expect(await rollUp(in_)).toEqual([]);
    const [voided] = await cleared(in_, 'VOIDED');
    expect(voided).toMatchObject({ betId, sizeSettled: 10, profit: 0, priceRequested: 3.5 });
    expect(voided).not.toHaveProperty('betOutcome');
    expect(in_.emulator.books().orders).toMatchObject([{ sizeVoided: 10, outcome: 'VOID', profit: 0 }]);
    expect(await account(in_)).toEqual([1_000, 0]);
  });

  it('loses what was matched last, out of the average price as well', async () => {
    const back = [
      [3.6, 4],
      [3.5, 6],
    ] as const;
    const in_ = world([
      [0, { runners: [runner(HOME, { back }), runner(AWAY), runner(DRAW)] }],
      [HOUR, homeWins],
    ]);
    const betId = await betOn(in_);
    in_.emulator.voidBet(betId, pennies(200));
    expect(await current(in_)).toMatchObject([{ sizeMatched: 8, averagePriceMatched: 3.55 }]);
    in_.emulator.voidBet(betId, pennies(500));
    expect(await current(in_)).toMatchObject([{ sizeMatched: 3, sizeVoided: 7, averagePriceMatched: 3.6 }]);
    await in_.clock.advance(HOUR);
    expect(await cleared(in_, 'SETTLED')).toMatchObject([{ sizeSettled: 3, priceMatched: 3.6, profit: 7.8 }]);
    expect(await cleared(in_, 'VOIDED')).toMatchObject([{ sizeSettled: 7, priceMatched: 3.51 }]);
  });

  it('keeps its unmatched rest, which lapses as ever', async () => {
    const in_ = world([[HOUR, homeWins]]);
    const betId = await betOn(in_, { size: 150, fillOrKill: false });
    expect(sizes((await current(in_))[0])).toEqual([100, 50, 0, 0, 0]);
    in_.emulator.voidBet(betId, pennies(3_000));
    expect(sizes((await current(in_))[0])).toEqual([70, 50, 0, 0, 30]);
    expect(await account(in_)).toEqual([880, -120]);
    await in_.clock.advance(HOUR);
    expect(sizes(in_.emulator.books().orders.map((order) => ({ ...order }))[0])).toEqual([70, 0, 50, 0, 30]);
    expect(await cleared(in_, 'LAPSED')).toMatchObject([{ sizeCancelled: 50 }]);
  });

  it('is listed by the time of its void', async () => {
    const in_ = world();
    const betId = await betOn(in_);
    await betOn(in_);
    await in_.clock.advance(60_000);
    in_.emulator.voidBet(betId, pennies(100));
    const dateRange = { from: '2026-03-01T12:01:00.000Z' };
    expect(await current(in_, { orderBy: 'BY_VOID_TIME', dateRange })).toMatchObject([{ betId }]);
  });

  it('in a market that is void afterwards is void as a whole', async () => {
    const in_ = world();
    const betId = await betOn(in_);
    in_.emulator.voidBet(betId, pennies(400));
    in_.emulator.void(MARKET);
    expect(await cleared(in_, 'SETTLED')).toEqual([]);
    expect(await cleared(in_, 'VOIDED')).toMatchObject([{ betId, sizeSettled: 10 }]);
    expect(in_.emulator.books().orders).toMatchObject([{ sizeMatched: 0, sizeVoided: 10, outcome: 'VOID' }]);
  });
});

describe('a bet that is made void after its market was settled', () => {
  it('in part is settled anew at once, under a later date, and the money is put right', async () => {
    const in_ = world([[HOUR, homeWins]]);
    const betId = await betOn(in_);
    await betOn(in_, { size: 10, selectionId: AWAY });
    await in_.clock.advance(HOUR);
    expect(await account(in_)).toEqual([1_014.25, 0]);
    await in_.clock.advance(HOUR);
    in_.emulator.voidBet(betId, pennies(400));
    expect(await account(in_)).toEqual([1_004.75, 0]);
    const settledDate = '2026-03-01T14:00:00.000Z';
    expect(await cleared(in_, 'SETTLED')).toMatchObject([
      { profit: -10, settledDate: '2026-03-01T13:00:00.000Z' },
      { betId, sizeSettled: 6, profit: 15, settledDate },
    ]);
    expect(await cleared(in_, 'VOIDED')).toMatchObject([{ betId, sizeSettled: 4, settledDate }]);
    expect(await rollUp(in_)).toMatchObject([{ profit: 5, commission: 0.25, betCount: 2 }]);
  });

  it('as a whole leaves the settled ones, and is no current order again', async () => {
    const in_ = world([[HOUR, homeWins]]);
    const betId = await betOn(in_);
    await in_.clock.advance(HOUR);
    in_.emulator.voidBet(betId);
    expect(await cleared(in_, 'SETTLED')).toEqual([]);
    expect(await cleared(in_, 'VOIDED')).toMatchObject([
      { betId, sizeSettled: 10, settledDate: '2026-03-01T13:00:01.000Z' },
    ]);
    expect(await current(in_)).toEqual([]);
    expect(await account(in_)).toEqual([1_000, 0]);
  });

  it('never has two results under one settled date, however fast they come', async () => {
    const in_ = world();
    const betId = await betOn(in_);
    const dates = new Set<unknown>();
    const told = async () => {
      await in_.clock.advance(100);
      const [row] = [...(await cleared(in_, 'SETTLED')), ...(await cleared(in_, 'VOIDED'))];
      dates.add(row?.['settledDate']);
    };
    in_.emulator.close(MARKET, [HOME]);
    await told();
    for (const change of [
      () => in_.emulator.voidBet(betId, pennies(100)),
      () => in_.emulator.correct(MARKET, [AWAY]),
      () => in_.emulator.voidBet(betId, pennies(100)),
      () => in_.emulator.correct(MARKET, [HOME]),
    ]) {
      change();
      await in_.clock.advance(5_000);
      await told();
    }
    expect(dates.size).toBe(5);
  });
});

it('refuses to make void what is not there', async () => {
  const in_ = world();
  const betId = await betOn(in_);
  const resting = await betOn(in_, { price: 4, fillOrKill: false });
  const { emulator } = in_;
  expect(() => emulator.voidBet('7')).toThrow('no bet 7 was ever taken');
  expect(() => emulator.voidBet(resting)).toThrow(`nothing of bet ${resting} is matched`);
  for (const size of [0, -100, 1_001])
    expect(() => emulator.voidBet(betId, pennies(size))).toThrow(/from 0\.01 to 10 can be void/);
  emulator.void(MARKET);
  expect(() => emulator.voidBet(betId)).toThrow(`nothing of bet ${betId} is matched`);
});

describe('a settled row that tells another profit', () => {
  it('stands beside the true books, roll-up and balance', async () => {
    const in_ = world([[HOUR, homeWins]]);
    const betId = await betOn(in_);
    const other = await betOn(in_);
    await in_.clock.advance(HOUR);
    in_.emulator.misstate(betId, pennies(2_499));
    expect(await cleared(in_, 'SETTLED')).toMatchObject([
      { betId, profit: 24.99 },
      { betId: other, profit: 25 },
    ]);
    expect(await rollUp(in_)).toMatchObject([{ profit: 50, commission: 2.5 }]);
    expect(in_.emulator.books().orders).toMatchObject([{ profit: 25 }, { profit: 25 }]);
    expect(await account(in_)).toEqual([1_047.5, 0]);
  });

  it('must be there', async () => {
    const in_ = world();
    const betId = await betOn(in_);
    expect(() => in_.emulator.misstate('7', pennies(1))).toThrow('no bet 7 was ever taken');
    expect(() => in_.emulator.misstate(betId, pennies(1))).toThrow(`bet ${betId} has no settled row`);
    in_.emulator.void(MARKET);
    expect(() => in_.emulator.misstate(betId, pennies(1))).toThrow(`bet ${betId} has no settled row`);
  });
});
