import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { price, stepPrice } from '../../../src/core/odds.ts';
import { commissionOn, grossProfit } from '../../../src/core/settlement.ts';
import { fillOrKill, takeToLimit } from '../../../src/exchange/emulator/matching.ts';
import { averagePrice, type Order } from '../../../src/exchange/emulator/order.ts';
import { settleMarket, settleOrder } from '../../../src/exchange/emulator/settlement.ts';
import { AWAY, DRAW, ended, HOME, market } from '../scripted-source.ts';
import { account, placed, world } from './world.ts';

const ladderPrice = fc.integer({ min: 0, max: 349 }).map((tick) => stepPrice(1.01, tick));
const size = fc.integer({ min: 1, max: 5_000_000 }).map(pennies);
const level = fc.record({ price: ladderPrice, size });
const bestFirst = fc
  .uniqueArray(level, { maxLength: 8, selector: (each) => each.price })
  .map((levels) => levels.toSorted((a, b) => b.price - a.price));

const orderWith = (fills: readonly { price: number; size: ReturnType<typeof pennies> }[]): Order => ({
  betId: '1',
  marketId: '1.1',
  selectionId: HOME,
  side: 'BACK',
  price: 1.01,
  size: pennies(fills.reduce((sum, fill) => sum + fill.size, 0)),
  persistence: 'LAPSE',
  customerOrderRef: null,
  customerStrategyRef: null,
  placedAt: 0,
  placedInPlay: false,
  fills: fills.map((fill) => ({ ...fill, at: 0 })),
  lapsed: null,
  cancelled: null,
});

describe('the exchange and the bot count the same penny', () => {
  const fills = fc.array(level, { minLength: 1, maxLength: 4 });

  it('for any fills, however a bet ends', () => {
    fc.assert(
      fc.property(fills, fc.constantFrom(1, 2, 3), (taken, winners) => {
        const order = orderWith(taken);
        const told = price(averagePrice(order));
        const statuses = [HOME, AWAY, DRAW].map((_, index) => (index < winners ? 'WINNER' : 'LOSER'));
        const over = { ...market('1.1', 0), status: 'CLOSED' as const, runners: ended(...statuses) };
        const ending =
          winners === 1
            ? ({ outcome: 'won' } as const)
            : ({ outcome: 'dead_heat', places: 1, winners } as const);
        expect(settleOrder(order, over).profit).toBe(grossProfit(order.size, told, ending));
        const lost = { ...over, runners: ended('LOSER', 'WINNER', 'LOSER') };
        expect(settleOrder(order, lost).profit).toBe(grossProfit(order.size, told, { outcome: 'lost' }));
      }),
    );
  });

  it('and the same commission', () => {
    fc.assert(
      fc.property(fills, fc.constantFrom(2, 2.5, 5, 6, 7, 8, 10), (taken, baseRate) => {
        const over = {
          ...market('1.1', 0),
          baseRate,
          status: 'CLOSED' as const,
          runners: ended('WINNER', 'LOSER', 'LOSER'),
        };
        const { profit, commission } = settleMarket([orderWith(taken)], over, 0);
        expect(commission).toBe(commissionOn(profit, Number(`${baseRate}e-2`)));
      }),
    );
  });
});

describe('matching', () => {
  const total = (levels: readonly { size: number }[]) => levels.reduce((sum, each) => sum + each.size, 0);

  it('never takes more than was asked or offered, nor beyond the limit', () => {
    fc.assert(
      fc.property(bestFirst, ladderPrice, size, (levels, limit, asked) => {
        const taken = takeToLimit(levels, 'BACK', limit, asked);
        const good = levels.filter((each) => each.price >= limit);
        expect(total(taken)).toBe(Math.min(asked, total(good)));
        expect(taken.every((each) => each.price >= limit && each.size > 0)).toBe(true);
      }),
    );
  });

  it('kills or fills, and its average keeps the limit', () => {
    fc.assert(
      fc.property(
        bestFirst,
        ladderPrice,
        size,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (levels, limit, asked, share) => {
          const least = pennies(Math.max(1, Math.floor(asked * share)));
          const taken = fillOrKill(levels, 'BACK', limit, asked, least);
          const value = taken.reduce((sum, each) => sum + Math.round(each.price * 100) * each.size, 0);
          expect(value).toBeGreaterThanOrEqual(Math.round(limit * 100) * total(taken));
          expect(total(taken) === 0 || (total(taken) >= least && total(taken) <= asked)).toBe(true);
          expect(total(taken)).toBeGreaterThanOrEqual(
            total(takeToLimit(levels, 'BACK', limit, asked)) >= least ? least : 0,
          );
        },
      ),
    );
  });
});

it('available and exposure always make up the balance, and the books explain it', async () => {
  const step = fc.record({
    selectionId: fc.constantFrom(HOME, AWAY, DRAW),
    side: fc.constantFrom('BACK' as const, 'LAY' as const),
    size: fc.integer({ min: 100, max: 20_000 }).map((amount) => amount / 100),
    price: fc.constantFrom(3.3, 3.4, 3.5, 3.55, 3.7),
    fillOrKill: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.constantFrom(HOME, AWAY, DRAW),
      async (steps, winner) => {
        const in_ = world();
        for (const asked of steps) await placed(in_, asked);
        const [available, exposure] = await account(in_);
        expect(available - exposure).toBeCloseTo(1_000, 9);
        expect(available).toBeGreaterThanOrEqual(0);
        in_.emulator.close('1.100', [winner]);
        const [after, atStake] = await account(in_);
        const profits = in_.emulator.books().orders.map((order) => Math.round((order.profit ?? 0) * 100));
        const profit = pennies(profits.reduce((sum, each) => sum + each, 0));
        expect(atStake).toBe(0);
        expect(Math.round(after * 100)).toBe(100_000 + profit - commissionOn(profit, 0.05));
        expect(after).toBeGreaterThanOrEqual(0);
        for (const order of in_.emulator.books().orders) {
          const { sizeMatched, sizeRemaining, sizeLapsed, sizeCancelled, sizeVoided, priceSize } = order;
          const sum = sizeMatched + sizeRemaining + sizeLapsed + sizeCancelled + sizeVoided;
          expect(sum).toBeCloseTo(priceSize.size, 9);
        }
      },
    ),
    { numRuns: 60 },
  );
});
