import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { price, stepPrice } from '../../../src/core/odds.ts';
import { commissionOn, grossProfit } from '../../../src/core/settlement.ts';
import type { Books } from '../../../src/exchange/emulator/books.ts';
import { fillOrKill, takeToLimit } from '../../../src/exchange/emulator/matching.ts';
import { averagePrice, type Order, orderOn } from '../../../src/exchange/emulator/order.ts';
import { settleMarket, settleOrder } from '../../../src/exchange/emulator/settlement.ts';
import { AWAY, DRAW, ended, HOME, market } from '../scripted-source.ts';
import { account, bookList, cleared, placed, type World, world, worldOf } from './world.ts';

const ladderPrice = fc.integer({ min: 0, max: 349 }).map((tick) => stepPrice(1.01, tick));
const size = fc.integer({ min: 1, max: 5_000_000 }).map(pennies);
const level = fc.record({ price: ladderPrice, size });
const bestFirst = fc
  .uniqueArray(level, { maxLength: 8, selector: (each) => each.price })
  .map((levels) => levels.toSorted((a, b) => b.price - a.price));

const orderWith = (fills: readonly { price: number; size: ReturnType<typeof pennies> }[]): Order =>
  orderOn(
    {
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
    },
    fills.map((fill) => ({ ...fill, at: 0 })),
  );

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

const bet = fc.record({
  selectionId: fc.constantFrom(HOME, AWAY, DRAW),
  side: fc.constantFrom('BACK' as const, 'LAY' as const),
  size: fc.integer({ min: 100, max: 20_000 }).map((amount) => amount / 100),
  price: fc.constantFrom(3.3, 3.4, 3.5, 3.55, 3.7),
  fillOrKill: fc.boolean(),
});
const winner = fc.constantFrom(HOME, AWAY, DRAW);

/** The balance as it must be: what was there, and of each settled market the profit less commission. */
function explainBalance({ orders }: Books): number {
  const byMarket = new Map<string, number>();
  for (const { marketId, profit = 0 } of orders)
    byMarket.set(marketId, (byMarket.get(marketId) ?? 0) + Math.round(profit * 100));
  const nets = [...byMarket.values()].map((profit) => profit - commissionOn(pennies(profit), 0.05));
  return nets.reduce((sum, net) => sum + net, 100_000);
}

async function expectBooksToBalance(in_: World): Promise<void> {
  const [available, exposure] = await account(in_);
  const books = in_.emulator.books();
  expect(Math.round((available - exposure) * 100)).toBe(explainBalance(books));
  const unaccounted = books.orders.filter((order) => {
    const { sizeMatched, sizeRemaining, sizeLapsed, sizeCancelled, sizeVoided, priceSize } = order;
    const sum = sizeMatched + sizeRemaining + sizeLapsed + sizeCancelled + sizeVoided;
    return Math.abs(sum - priceSize.size) > 1e-9;
  });
  expect(unaccounted).toEqual([]);
}

it('available and exposure always make up the balance, and the books explain it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bet, { maxLength: 12 }), winner, async (bets, won) => {
      const in_ = world();
      for (const asked of bets) await placed(in_, asked);
      await expectBooksToBalance(in_);
      expect((await account(in_))[0]).toBeGreaterThanOrEqual(0);
      in_.emulator.close('1.100', [won]);
      await expectBooksToBalance(in_);
      const [after, atStake] = await account(in_);
      expect(atStake).toBe(0);
      expect(after).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 60 },
  );
});

it('so they do when bets are made void and results corrected, in whatever order', async () => {
  const MARKETS = ['1.100', '1.200'] as const;
  const marketId = fc.constantFrom(...MARKETS);
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('bet'), marketId, bet }) },
    fc.record({ kind: fc.constant('void'), which: fc.nat(), share: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ kind: fc.constant('result'), marketId, won: winner }),
    fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 0, max: 120_000 }) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

  async function take(in_: World, each: Step): Promise<void> {
    const { emulator } = in_;
    if ('bet' in each) await placed(in_, { ...each.bet, marketId: each.marketId });
    if ('ms' in each) await in_.clock.advance(each.ms);
    if ('won' in each) {
      const [book] = await bookList(in_, [each.marketId]);
      emulator[book?.status === 'CLOSED' ? 'correct' : 'close'](each.marketId, [each.won]);
    }
    if ('which' in each) {
      const orders = emulator.books().orders.filter(({ sizeMatched }) => sizeMatched > 0);
      const order = orders[each.which % Math.max(1, orders.length)];
      const size = Math.ceil(Math.round((order?.sizeMatched ?? 0) * 100) * (each.share / 100));
      if (order !== undefined) emulator.voidBet(order.betId, pennies(size));
    }
  }

  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 15 }),
      fc.constantFrom(0, 60_000),
      async (steps, settlementLag) => {
        const in_ = worldOf({ '1.100': [], '1.200': [] }, { settlementLag });
        for (const each of steps) {
          await take(in_, each);
          await expectBooksToBalance(in_);
        }
        await in_.clock.advance(200_000);
        await expectBooksToBalance(in_);
        const settled = [...(await cleared(in_, 'SETTLED')), ...(await cleared(in_, 'VOIDED'))];
        const profits = in_.emulator.books().orders.map(({ profit = 0 }) => Math.round(profit * 100));
        const told = settled.map((row) => Math.round(Number(row['profit']) * 100));
        expect(told.reduce((sum, each) => sum + each, 0)).toBe(profits.reduce((sum, each) => sum + each, 0));
      },
    ),
    { numRuns: 40 },
  );
});
