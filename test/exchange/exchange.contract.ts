import { beforeEach, describe, expect, it } from 'vitest';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { BackOrder, Exchange } from '../../src/exchange/exchange.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import type { World } from './emulator/world.ts';
import { MARKET, worldOf } from './emulator/world.ts';
import { AWAY, DRAW, ended, HOME, runner } from './scripted-source.ts';

export interface ExchangeUnderTest {
  readonly exchange: Exchange;
  stop?(): Promise<void>;
}

const LATER = '1.200';
const VOID = '1.300';
const SUSPENDED = '1.400';
const HOUR = 3_600_000;

const orderOn = (marketId: string, orderRef: string, change: Partial<BackOrder> = {}): BackOrder => ({
  marketId,
  marketVersion: 1_000,
  selectionId: HOME,
  price: price(3.5),
  size: pennies(200),
  orderRef,
  withinMs: 15_000,
  ...change,
});

function contractWorld(): World {
  return worldOf({
    [MARKET]: [[HOUR, { status: 'CLOSED', runners: ended('WINNER', 'LOSER', 'LOSER') }]],
    [LATER]: [],
    [VOID]: [[HOUR, { status: 'CLOSED', runners: ended('REMOVED', 'REMOVED', 'REMOVED') }]],
    [SUSPENDED]: [[0, { status: 'SUSPENDED', runners: [runner(HOME), runner(AWAY), runner(DRAW)] }]],
  });
}

/**
 * What every exchange behind the port must do. `over` puts the adapter on top of an emulated exchange with
 * 1,000.00 GBP in the account; the clock is the world's, moved by hand.
 */
export function exchangeContract(name: string, over: (world: World) => Promise<ExchangeUnderTest>): void {
  describe(`${name} keeps the contract of an exchange`, () => {
    let in_: World;
    let exchange: Exchange;

    beforeEach(async () => {
      in_ = contractWorld();
      const made = await over(in_);
      exchange = made.exchange;
      return made.stop?.bind(made);
    });

    describe('markets', () => {
      const filter = {
        sportId: '1',
        marketType: 'MATCH_ODDS',
        from: '2026-03-01T12:00:00.000Z',
        to: '2026-03-02T12:00:00.000Z',
      };

      it('lists them with names, start, base rate as a fraction and runners', async () => {
        const [first] = await exchange.listMarkets({ ...filter, max: 1 });
        expect(first).toEqual({
          marketId: MARKET,
          marketName: 'Match Odds',
          event: 'Home v Away 1.100',
          competition: 'English Premier League',
          startTime: '2026-03-01T13:00:00.000Z',
          baseRate: 0.05,
          discountAllowed: true,
          runners: [
            { selectionId: HOME, name: 'Home', sortPriority: 1 },
            { selectionId: AWAY, name: 'Away', sortPriority: 2 },
            { selectionId: DRAW, name: 'The Draw', sortPriority: 3 },
          ],
        });
      });

      it('lists as many as are asked for, and only those of the filter', async () => {
        expect(await exchange.listMarkets({ ...filter, max: 200 })).toHaveLength(4);
        expect(await exchange.listMarkets({ ...filter, max: 2 })).toHaveLength(2);
        expect(await exchange.listMarkets({ ...filter, sportId: '2', max: 200 })).toEqual([]);
        const tomorrow = { from: '2026-03-02T12:00:00.000Z', to: '2026-03-03T12:00:00.000Z' };
        expect(await exchange.listMarkets({ ...filter, ...tomorrow, max: 200 })).toEqual([]);
      });

      it('gives books with offers in pennies, best first', async () => {
        const [book] = await exchange.listBooks([LATER]);
        expect(book).toMatchObject({
          marketId: LATER,
          status: 'OPEN',
          inPlay: false,
          betDelay: 0,
          version: 1_000,
          delayed: false,
          numberOfWinners: 1,
          totalMatched: 1_234_567,
        });
        expect(book?.runners[0]).toMatchObject({ selectionId: HOME, status: 'ACTIVE', lastPriceTraded: 3.5 });
        expect(book?.runners[0]?.back.slice(0, 2)).toEqual([
          { price: 3.5, size: 10_000 },
          { price: 3.45, size: 5_000 },
        ]);
        expect(book?.runners[0]?.lay.slice(0, 2)).toEqual([
          { price: 3.55, size: 10_000 },
          { price: 3.6, size: 5_000 },
        ]);
      });

      it('gives open and closed books alike, in the order asked, and leaves unknown ones out', async () => {
        await in_.clock.advance(HOUR);
        const books = await exchange.listBooks([MARKET, LATER, '1.999', SUSPENDED]);
        expect(books.map((book) => [book.marketId, book.status])).toEqual([
          [MARKET, 'CLOSED'],
          [LATER, 'OPEN'],
          [SUSPENDED, 'SUSPENDED'],
        ]);
        expect(books[0]?.runners.map((each) => each.status)).toEqual(['WINNER', 'LOSER', 'LOSER']);
        expect(await exchange.listBooks([])).toEqual([]);
      });
    });

    describe('placing', () => {
      it('takes a bet at the offered price, though a lower one is asked', async () => {
        const outcome = await exchange.place(orderOn(MARKET, 'ref-1', { price: price(3.3) }));
        expect(outcome).toEqual({
          kind: 'placed',
          betId: expect.stringMatching(/./),
          matched: 200,
          priceMatched: 3.5,
        });
      });

      it.each<[string, BackOrder]>([
        ['is killed for want of money at the price', orderOn(MARKET, 'r', { price: price(4) })],
        ['meets a suspended market', orderOn(SUSPENDED, 'r')],
        ['meets an unknown market', orderOn('1.999', 'r')],
        ['is off the ladder', orderOn(MARKET, 'r', { price: price(3.52) })],
        ['is too small', orderOn(MARKET, 'r', { size: pennies(50) })],
        [
          'is more than the account has',
          orderOn(MARKET, 'r', { size: pennies(100_001), price: price(1.01) }),
        ],
        ['was meant for an older version of the market', orderOn(MARKET, 'r', { marketVersion: 999 })],
      ])('rejects a bet that %s, and keeps nothing of it at stake', async (_why, order) => {
        expect(await exchange.place(order)).toMatchObject({
          kind: 'rejected',
          code: expect.stringMatching(/./),
        });
        expect(await exchange.funds()).toMatchObject({ available: 100_000, exposure: 0 });
      });

      it('matches nothing twice under one reference', async () => {
        await exchange.place(orderOn(MARKET, 'same'));
        const again = await exchange.place(orderOn(MARKET, 'same'));
        expect(again.kind).not.toBe('placed');
        const orders = await exchange.currentOrders({ orderRefs: ['same'] });
        expect(orders.map((order) => order.matched)).toEqual([200]);
      });
    });

    describe('orders and money', () => {
      it('shows a bet among the current orders, found by its reference, its market or as ours', async () => {
        const outcome = await exchange.place(orderOn(MARKET, 'found'));
        const betId = outcome.kind === 'placed' ? outcome.betId : '';
        const expected = {
          betId,
          marketId: MARKET,
          selectionId: HOME,
          orderRef: 'found',
          priceAsked: 3.5,
          sizeAsked: 200,
          matched: 200,
          remaining: 0,
          lapsed: 0,
          cancelled: 0,
          voided: 0,
          priceMatched: 3.5,
        };
        for (const filter of [
          { orderRefs: ['found', 'else'] },
          { ours: true },
          { marketIds: [MARKET] },
        ] as const) {
          expect(await exchange.currentOrders(filter)).toMatchObject([expected]);
        }
        const [order] = await exchange.currentOrders({});
        expect(Date.parse(order?.placedAt ?? '')).toBeGreaterThan(0);
      });

      it('finds nothing for a strange reference or an empty list', async () => {
        await exchange.place(orderOn(MARKET, 'mine'));
        expect(await exchange.currentOrders({ orderRefs: ['strange'] })).toEqual([]);
        expect(await exchange.currentOrders({ orderRefs: [] })).toEqual([]);
        expect(await exchange.clearedOrders('SETTLED', { orderRefs: [] })).toEqual([]);
        expect(await exchange.marketRollUps([])).toEqual([]);
      });

      it('has cleared nothing and rolls nothing up while the markets are open', async () => {
        await exchange.place(orderOn(MARKET, 'open'));
        const settledFrom = '2026-03-01T12:00:00.000Z';
        for (const status of ['SETTLED', 'VOIDED', 'LAPSED', 'CANCELLED'] as const)
          expect(await exchange.clearedOrders(status, { ours: true, settledFrom })).toEqual([]);
        expect(await exchange.currentOrders({ ours: true, settledFrom })).toHaveLength(1);
        expect(await exchange.marketRollUps([MARKET, LATER, '1.999'])).toEqual([]);
      });

      it('counts a bet as exposure until it is settled', async () => {
        await exchange.place(orderOn(MARKET, 'one'));
        await exchange.place(orderOn(LATER, 'two'));
        expect(await exchange.funds()).toEqual({
          available: 99_600,
          exposure: -400,
          currency: 'GBP',
          discountRate: 0,
        });
      });
    });

    it('gives a failed read as an ExchangeError that names the operation', async () => {
      const failure = exchange.listMarkets({
        sportId: '1',
        marketType: 'MATCH_ODDS',
        from: 'now',
        to: '',
        max: 1,
      });
      await expect(failure).rejects.toBeInstanceOf(ExchangeError);
      await expect(failure).rejects.toMatchObject({ operation: 'listMarketCatalogue', advice: 'give_up' });
    });
  });
}

/** What an exchange does that settles bets itself, which a paper account leaves to the log. */
export function settlingContract(name: string, over: (world: World) => Promise<ExchangeUnderTest>): void {
  describe(`${name} settles bets`, () => {
    let in_: World;
    let exchange: Exchange;

    beforeEach(async () => {
      in_ = contractWorld();
      const made = await over(in_);
      exchange = made.exchange;
      for (const [marketId, orderRef, selectionId] of [
        [MARKET, 'won', HOME],
        [MARKET, 'lost', AWAY],
        [VOID, 'void', HOME],
      ] as const) {
        await exchange.place(orderOn(marketId, orderRef, { selectionId, price: price(3.4) }));
      }
      await in_.clock.advance(HOUR);
      return made.stop?.bind(made);
    });

    it('with gross profit, and moves them out of the current orders', async () => {
      expect(await exchange.currentOrders({ ours: true })).toEqual([]);
      expect(await exchange.clearedOrders('SETTLED', { ours: true })).toMatchObject([
        {
          orderRef: 'won',
          status: 'SETTLED',
          outcome: 'WON',
          sizeSettled: 200,
          profit: 500,
          priceMatched: 3.5,
          priceAsked: 3.4,
          placedAt: '2026-03-01T12:00:00.000Z',
        },
        { orderRef: 'lost', status: 'SETTLED', outcome: 'LOST', sizeSettled: 200, profit: -200 },
      ]);
    });

    it('and lists void ones as such, with nothing won', async () => {
      const voided = await exchange.clearedOrders('VOIDED', { orderRefs: ['void'] });
      expect(voided).toMatchObject([{ orderRef: 'void', status: 'VOIDED', profit: 0, sizeSettled: 200 }]);
      expect(voided[0]?.settledDate).toBe('2026-03-01T13:00:00.000Z');
    });

    it('and shows what is void of a current one, which is not at stake any more', async () => {
      const outcome = await exchange.place(orderOn(LATER, 'part'));
      in_.emulator.voidBet(outcome.kind === 'placed' ? outcome.betId : '', pennies(50));
      expect(await exchange.currentOrders({ ours: true })).toMatchObject([
        { sizeAsked: 200, matched: 150, voided: 50, remaining: 0, priceMatched: 3.5 },
      ]);
      expect(await exchange.funds()).toMatchObject({ exposure: -150 });
    });

    it('and gives a part-void one in two rows, which together are what was matched', async () => {
      const [won] = await exchange.clearedOrders('SETTLED', { orderRefs: ['won'] });
      in_.emulator.voidBet(won?.betId ?? '', pennies(50));
      const filter = { orderRefs: ['won'] };
      expect(await exchange.clearedOrders('SETTLED', filter)).toMatchObject([
        { betId: won?.betId, outcome: 'WON', sizeSettled: 150, profit: 375 },
      ]);
      expect(await exchange.clearedOrders('VOIDED', filter)).toMatchObject([
        { betId: won?.betId, sizeSettled: 50, profit: 0, priceAsked: 3.4, priceMatched: 3.5 },
      ]);
      expect(await exchange.marketRollUps([MARKET])).toEqual([
        { marketId: MARKET, profit: 175, commission: 9, betCount: 2 },
      ]);
      expect(await exchange.funds()).toMatchObject({ available: 100_000 + 175 - 9, exposure: 0 });
    });

    it('and rolls no market up before its commission is known', async () => {
      in_.emulator.paceSettlement({ rollUpLag: 1_000 });
      expect(await exchange.marketRollUps([MARKET])).toEqual([]);
      await in_.clock.advance(1_000);
      expect(await exchange.marketRollUps([MARKET])).toHaveLength(1);
    });

    it('and says the same as often as it is asked', async () => {
      const ask = async () => [
        await exchange.clearedOrders('SETTLED', { ours: true }),
        await exchange.clearedOrders('VOIDED', { ours: true }),
        await exchange.marketRollUps([MARKET, VOID]),
        await exchange.currentOrders({ ours: true }),
      ];
      await exchange.place(orderOn(LATER, 'open'));
      const first = await ask();
      expect(first.map((rows) => rows.length)).toEqual([2, 1, 1, 1]);
      await in_.clock.advance(HOUR);
      expect(await ask()).toEqual(first);
    });

    it('and finds them from their settled date on', async () => {
      const refs = async (settledFrom: string) => {
        const orders = [
          ...(await exchange.clearedOrders('SETTLED', { ours: true, settledFrom })),
          ...(await exchange.clearedOrders('VOIDED', { ours: true, settledFrom })),
        ];
        return orders.map(({ orderRef }) => orderRef);
      };
      expect(await refs('2026-03-01T13:00:00.000Z')).toEqual(['won', 'lost', 'void']);
      expect(await refs('2026-03-01T13:00:00.001Z')).toEqual([]);
    });

    it('and rolls up each settled market, however many are asked for', async () => {
      const expected = [{ marketId: MARKET, profit: 300, commission: 15, betCount: 2 }];
      expect(await exchange.marketRollUps([MARKET, LATER, VOID, MARKET])).toEqual(expected);
      const many = Array.from({ length: 300 }, (_, index) => `2.${index}`);
      expect(await exchange.marketRollUps([...many, MARKET])).toEqual(expected);
    });

    it('and pays the winnings less commission', async () => {
      expect(await exchange.funds()).toMatchObject({ available: 100_000 + 300 - 15, exposure: 0 });
    });
  });
}
