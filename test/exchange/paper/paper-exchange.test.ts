import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import { createBetfairExchange } from '../../../src/exchange/betfair/betfair-exchange.ts';
import type { BackOrder, Exchange, PlaceOutcome } from '../../../src/exchange/exchange.ts';
import { ExchangeError } from '../../../src/exchange/exchange-error.ts';
import { createPaperExchange } from '../../../src/exchange/paper/paper-exchange.ts';
import type { PaperOrder } from '../../../src/exchange/paper/paper-order.ts';
import { MARKET, type World, world } from '../emulator/world.ts';
import { exchangeContract } from '../exchange.contract.ts';
import { HOME, runner } from '../scripted-source.ts';

const stakeRule = { minStake: pennies(100), minPayout: pennies(1_000) };

const realOver = ({ emulator }: World): Exchange =>
  createBetfairExchange({ call: emulator.call, strategyRef: 'rollover' });

/** Paper bets over an emulated exchange; what is placed is in the log at once, as `placeBet` sees to it. */
function paperOver(in_: World, real: Exchange = realOver(in_), balance = 100_000) {
  const log: PaperOrder[] = [];
  const paper = createPaperExchange({
    exchange: real,
    clock: in_.clock,
    stakeRule,
    balance: () => pennies(balance),
    orders: () => log,
  });
  const exchange: Exchange = {
    ...paper,
    async place(order) {
      const outcome = await paper.place(order);
      if (outcome.kind === 'placed') {
        const { betId, matched, priceMatched } = outcome;
        const placedAt = new Date(in_.clock.now()).toISOString();
        log.push({ ...order, betId, priceAsked: order.price, priceMatched, size: matched, placedAt });
      }
      return outcome;
    },
  };
  return { exchange, log };
}

exchangeContract('The paper account', async (in_) => paperOver(in_));

const orderOf = (change: Partial<BackOrder> = {}): BackOrder => ({
  marketId: MARKET,
  marketVersion: 1_000,
  selectionId: HOME,
  price: price(3.5),
  size: pennies(200),
  orderRef: 'ref',
  withinMs: 15_000,
  ...change,
});

/** All but the bet's id, the price to a billionth. */
const termsOf = (outcome: PlaceOutcome) =>
  outcome.kind === 'placed' ? [outcome.kind, outcome.matched, outcome.priceMatched.toFixed(9)] : outcome;

describe('a paper bet', () => {
  it.each<[string, Partial<BackOrder>, string]>([
    ['more money than is offered', { size: pennies(10_001) }, 'KILLED'],
    ['a price that is not offered', { price: price(3.55) }, 'KILLED'],
    ['an older version of the market', { marketVersion: 999 }, 'LAPSED'],
    ['a runner that is not there', { selectionId: 1 }, 'INVALID_RUNNER'],
    ['a market that is not there', { marketId: '1.9' }, 'INVALID_MARKET_ID'],
    ['a price off the ladder', { price: price(3.51) }, 'INVALID_ODDS'],
    ['less than the minimum', { size: pennies(99) }, 'INVALID_BET_SIZE'],
    ['a profit that pennies distort', { size: pennies(137), price: price(1.01) }, 'INVALID_PROFIT_RATIO'],
    ['more than the account has', { size: pennies(100_001) }, 'INSUFFICIENT_FUNDS'],
  ])('for %s is rejected as the exchange would', async (_what, change, code) => {
    const { exchange } = paperOver(world());
    expect(await exchange.place(orderOf(change))).toEqual({ kind: 'rejected', code });
  });

  it.each<[string, object, string]>([
    ['suspended', { status: 'SUSPENDED' }, 'MARKET_SUSPENDED'],
    ['not active', { status: 'INACTIVE' }, 'MARKET_NOT_OPEN_FOR_BETTING'],
    ['without the runner', { runners: [runner(HOME, { status: 'REMOVED' })] }, 'RUNNER_REMOVED'],
  ])('on a market that is %s is rejected', async (_how, change, code) => {
    const { exchange } = paperOver(world([[0, change]]));
    expect(await exchange.place(orderOf())).toEqual({ kind: 'rejected', code });
  });

  it('below the minimum is taken where the payout is enough', async () => {
    const back = [[20, 100] as const];
    const { exchange } = paperOver(world([[0, { version: 1_000, runners: [runner(HOME, { back })] }]]));
    const outcome = await exchange.place(orderOf({ price: price(20), size: pennies(50) }));
    expect(outcome).toMatchObject({ kind: 'placed', matched: 50, priceMatched: 20 });
  });

  it('takes a worse price as far as better ones pay for it', async () => {
    const { exchange } = paperOver(world());
    const outcome = await exchange.place(orderOf({ price: price(3.45), size: pennies(20_000) }));
    expect(outcome).toMatchObject({ kind: 'placed', matched: 20_000 });
    expect(outcome.kind === 'placed' && outcome.priceMatched).toBeCloseTo(3.4625, 10);
  });

  it('waits for the bet delay and is judged by the book of then', async () => {
    const in_ = world([
      [0, { version: 1_000, betDelay: 5 }],
      [4_000, { version: 1_000, betDelay: 5, runners: [runner(HOME, { back: [[3.6, 100]] })] }],
    ]);
    const placing = paperOver(in_).exchange.place(orderOf());
    while (in_.clock.waiting() === 0) await new Promise(setImmediate);
    await in_.clock.advance(5_000);
    expect(await placing).toMatchObject({ kind: 'placed', priceMatched: 3.6 });
  });

  it.each<[string, object, string]>([
    ['suspended', { status: 'SUSPENDED' }, 'MARKET_SUSPENDED'],
    ['of another version', { version: 1_001 }, 'LAPSED'],
  ])('is rejected where the market is %s after the bet delay', async (_how, change, code) => {
    const delayed = { version: 1_000, betDelay: 5 };
    const in_ = world([
      [0, delayed],
      [4_000, { ...delayed, ...change }],
    ]);
    const placing = paperOver(in_).exchange.place(orderOf());
    while (in_.clock.waiting() === 0) await new Promise(setImmediate);
    await in_.clock.advance(5_000);
    expect(await placing).toEqual({ kind: 'rejected', code });
  });

  it('is not placed where the book cannot be read', async () => {
    const in_ = world();
    const listBooks = () =>
      Promise.reject(new ExchangeError('SERVICE_BUSY', 'listMarketBook', 'retry', 'busy'));
    const { exchange } = paperOver(in_, { ...realOver(in_), listBooks });
    expect(await exchange.place(orderOf())).toEqual({ kind: 'rejected', code: 'SERVICE_BUSY' });
  });

  it('is what the exchange itself would have made of the same order', async () => {
    const sizes = fc.integer({ min: 1, max: 40_000 });
    const prices = fc.constantFrom(1.01, 1.02, 3.3, 3.35, 3.4, 3.45, 3.5, 3.51, 3.55, 10);
    const backs = [
      [3.5, 100],
      [3.45, 50],
      [3.4, 200],
    ] as const;
    const there = () => world([[0, { version: 1_000, runners: [runner(HOME, { back: backs })] }]]);
    await fc.assert(
      fc.asyncProperty(sizes, prices, async (size, asked) => {
        const order = orderOf({ size: pennies(size), price: price(asked) });
        const real = await realOver(there()).place(order);
        const paper = await paperOver(there()).exchange.place(order);
        expect(termsOf(paper)).toEqual(termsOf(real));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the paper account', () => {
  it('has the money and bets of the log, in the currency of the real one', async () => {
    const real = realOver(world([], { currency: 'EUR', balance: 7, discountRate: 0.02 }));
    const { exchange, log } = paperOver(world(), real, 5_000);
    expect(await exchange.funds()).toEqual({
      available: 5_000,
      exposure: 0,
      currency: 'EUR',
      discountRate: 0.02,
    });
    const bet = { betId: 'paper-a', marketId: MARKET, selectionId: HOME, orderRef: 'a' };
    const money = { priceAsked: price(3), priceMatched: price(3.1), size: pennies(300) };
    log.push({ ...bet, ...money, placedAt: '2026-03-01T12:00:00.000Z' });
    expect(await exchange.funds()).toMatchObject({ available: 4_700, exposure: -300 });
  });

  it('leaves results to the log, and has nothing to cancel', async () => {
    const { exchange } = paperOver(world());
    const outcome = await exchange.place(orderOf());
    const betId = outcome.kind === 'placed' ? outcome.betId : '';
    expect(await exchange.clearedOrders('SETTLED', { ours: true })).toEqual([]);
    expect(await exchange.marketRollUps([MARKET])).toEqual([]);
    expect(await exchange.cancel({ marketId: MARKET, betIds: [betId] })).toEqual([
      { betId, kind: 'refused', code: 'BET_TAKEN_OR_LAPSED' },
    ]);
  });
});
