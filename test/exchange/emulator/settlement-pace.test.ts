import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { ended } from '../scripted-source.ts';
import { account, cleared, closedAs, current, MARKET, placed, type World, world, worldOf } from './world.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const homeWins = closedAs(ended('WINNER', 'LOSER', 'LOSER'));
const allVoid = closedAs(ended('REMOVED', 'REMOVED', 'REMOVED'));

const ENDING = [[HOUR, homeWins]] as const;
const betOn = async (in_: World): Promise<string> => (await placed(in_, { size: 10 })).betId ?? '';

/** How many rows each list has: current, SETTLED, VOIDED. */
const lists = async (in_: World) => [
  (await current(in_)).length,
  (await cleared(in_, 'SETTLED')).length,
  (await cleared(in_, 'VOIDED')).length,
];
const commissions = async (in_: World, groupBy = 'MARKET') =>
  (await cleared(in_, 'SETTLED', { groupBy })).map((row) => row['commission']);

describe('the settlement of a market', () => {
  it('tells SETTLED rows, then the commission, then VOIDED rows, each after its lag', async () => {
    const in_ = world(ENDING, { settlementLag: MINUTE, rollUpLag: MINUTE, voidLag: 2 * MINUTE });
    in_.emulator.voidBet(await betOn(in_), pennies(400));
    await in_.clock.advance(HOUR + MINUTE - 1);
    expect(await lists(in_)).toEqual([1, 0, 0]);
    expect(await account(in_)).toEqual([994, -6]);
    await in_.clock.advance(1);
    expect(await lists(in_)).toEqual([0, 1, 0]);
    expect(await commissions(in_)).toEqual([undefined]);
    expect(await cleared(in_, 'SETTLED', { groupBy: 'MARKET' })).toMatchObject([{ profit: 15, betCount: 1 }]);
    expect(await account(in_)).toEqual([1_014.25, 0]);
    await in_.clock.advance(MINUTE);
    expect(await commissions(in_)).toEqual([0.75]);
    expect(await lists(in_)).toEqual([0, 1, 0]);
    await in_.clock.advance(MINUTE);
    expect(await lists(in_)).toEqual([0, 1, 1]);
  });

  it('keeps a wholly void bet among the current ones until its VOIDED row is told', async () => {
    const in_ = world([[HOUR, allVoid]], { voidLag: MINUTE });
    await betOn(in_);
    await in_.clock.advance(HOUR + MINUTE - 1);
    expect(await lists(in_)).toEqual([1, 0, 0]);
    expect(await account(in_)).toEqual([1_000, 0]);
    await in_.clock.advance(1);
    expect(await lists(in_)).toEqual([0, 0, 1]);
  });

  it.each([
    ['won', homeWins, [0, 1, 0]],
    ['void', allVoid, [0, 0, 1]],
  ])('can leave a gap in which a %s bet is on no list', async (_how, end, after) => {
    const in_ = world([[HOUR, end]], { settlementLag: MINUTE, voidLag: MINUTE, gap: true });
    await betOn(in_);
    expect(await lists(in_)).toEqual([1, 0, 0]);
    await in_.clock.advance(HOUR);
    expect(await lists(in_)).toEqual([0, 0, 0]);
    await in_.clock.advance(2 * MINUTE);
    expect(await lists(in_)).toEqual(after);
  });

  it('leaves no gap while a closed market has no result', async () => {
    const in_ = world([[HOUR, { status: 'CLOSED' }]], { gap: true });
    await betOn(in_);
    await in_.clock.advance(HOUR);
    expect(await lists(in_)).toEqual([1, 0, 0]);
  });

  it('is as slow as was last said, for closed markets too', async () => {
    const in_ = world(ENDING, { settlementLag: MINUTE });
    await betOn(in_);
    await in_.clock.advance(HOUR);
    expect(in_.emulator.paceSettlement({ settlementLag: HOUR, rollUpLag: 5 })).toEqual({
      settlementLag: HOUR,
      rollUpLag: 5,
      voidLag: 0,
      gap: false,
    });
    await in_.clock.advance(MINUTE);
    expect(await lists(in_)).toEqual([1, 0, 0]);
    in_.emulator.paceSettlement({ gap: true });
    expect(await lists(in_)).toEqual([0, 0, 0]);
    in_.emulator.paceSettlement({ settlementLag: 0 });
    expect(await lists(in_)).toEqual([0, 1, 0]);
  });

  it('tells the commission of several markets together once it is known of each', async () => {
    const in_ = worldOf({ [MARKET]: ENDING, '1.200': [[HOUR + MINUTE, homeWins]] }, { rollUpLag: MINUTE });
    await betOn(in_);
    await placed(in_, { size: 10, marketId: '1.200' });
    await in_.clock.advance(HOUR + MINUTE);
    expect(await commissions(in_)).toEqual([1.25, undefined]);
    expect(await commissions(in_, 'EVENT_TYPE')).toEqual([undefined]);
    await in_.clock.advance(MINUTE);
    expect(await commissions(in_, 'EVENT_TYPE')).toEqual([2.5]);
  });
});

it('a void of a settled bet is told after the same lags, and nothing that was told goes away', async () => {
  const in_ = world(ENDING, { rollUpLag: MINUTE, voidLag: MINUTE });
  const first = await betOn(in_);
  in_.emulator.voidBet(first, pennies(100));
  const second = await betOn(in_);
  await in_.clock.advance(HOUR + MINUTE);
  expect(await lists(in_)).toEqual([0, 2, 1]);
  in_.emulator.voidBet(second, pennies(200));
  in_.emulator.voidBet(first, pennies(300));
  expect(await commissions(in_)).toEqual([undefined]);
  expect(await cleared(in_, 'VOIDED')).toMatchObject([{ betId: first, sizeSettled: 1 }]);
  await in_.clock.advance(MINUTE);
  expect(await commissions(in_)).toEqual([1.75]);
  expect(await cleared(in_, 'VOIDED')).toMatchObject([
    { betId: second, sizeSettled: 2 },
    { betId: first, sizeSettled: 4 },
  ]);
});
