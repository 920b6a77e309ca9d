import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { createBetfairExchange } from '../../../src/exchange/betfair/betfair-exchange.ts';
import { createEmulator } from '../../../src/exchange/emulator/emulator.ts';
import { createRecordedSource } from '../../../src/exchange/emulator/sources/recorded/recorded-source.ts';
import { readRecordings } from '../../../src/exchange/emulator/sources/recorded/recording.ts';
import { handClock } from '../hand-clock.ts';

const STREAM = path.resolve(process.env['SHARED_DIR'] ?? '../shared', 'data/betfair/stream');
const SPEED = 3_600;

/** The exchange over one recording, with what is needed to bet on it as soon as a price is in the range. */
async function replay(file: string, sportId: string) {
  const clock = handClock();
  const recordings = await readRecordings([path.join(STREAM, file)]);
  const source = createRecordedSource({ recordings, began: clock.now(), speed: SPEED });
  const account = { currency: 'GBP', balance: pennies(100_000) };
  const emulator = createEmulator({ source, clock, account });
  const exchange = createBetfairExchange({ call: emulator.call, strategyRef: 'rollover' });

  async function pick(low: number, high: number) {
    const [from, to] = [clock.now(), clock.now() + 86_400_000].map((at) => new Date(at).toISOString());
    const markets = await exchange.listMarkets({
      sportId,
      marketType: 'MATCH_ODDS',
      from: from!,
      to: to!,
      max: 10,
    });
    const books = await exchange.listBooks(markets.map((market) => market.marketId));
    return books
      .filter((book) => book.status === 'OPEN' && !book.inPlay)
      .flatMap((book) => book.runners.map((runner) => ({ book, runner, best: runner.back[0] })))
      .find(({ best }) => best !== undefined && best.price >= low && best.price <= high);
  }

  return {
    emulator,
    exchange,
    clock,
    /** Backs 1.00 of the first runner offered between the prices before the start. */
    async backBetween(low: number, high: number) {
      for (let tries = 0; tries < 600; tries++) {
        const found = await pick(low, high);
        if (found?.best !== undefined) {
          const { book, runner, best } = found;
          const outcome = await exchange.place({
            marketId: book.marketId,
            marketVersion: book.version,
            selectionId: runner.selectionId,
            price: best.price,
            size: pennies(100),
            orderRef: 'recorded',
            withinMs: 15_000,
          });
          return { name: nameOf(book.marketId, runner.selectionId), outcome };
        }
        await clock.advance(250);
      }
      return null;
    },
  };

  function nameOf(marketId: string, selectionId: number) {
    const runners = source.market(marketId, clock.now())?.runners;
    return runners?.find((runner) => runner.selectionId === selectionId)?.name;
  }
}

const settled = async ({ exchange, clock }: Awaited<ReturnType<typeof replay>>) => {
  await clock.advance(3_600_000);
  return (await exchange.clearedOrders('SETTLED', { orderRefs: ['recorded'] }))[0];
};

describe.skipIf(!existsSync(STREAM))('a recorded market, bet on before the start', () => {
  it('pays The Draw at the price that was offered', async () => {
    const market = await replay('football/1.131162806', '1');
    const bet = await market.backBetween(6, 7);
    expect(bet).toMatchObject({ name: 'The Draw', outcome: { kind: 'placed', matched: 100 } });
    const order = await settled(market);
    expect(order).toMatchObject({ outcome: 'WON' });
    expect(order?.profit).toBe(Math.round(((order?.priceMatched ?? 0) - 1) * 100));
    expect((await market.exchange.funds()).available).toBeGreaterThan(100_000);
  });

  it('offers nothing between 3 and 4 before that start', async () => {
    const market = await replay('football/1.131162806', '1');
    expect(await market.backBetween(3, 4)).toBeNull();
  });

  it('gives the stake back when the match is void', async () => {
    const market = await replay('other/1.170642139.bz2', '61420');
    expect(await market.backBetween(2, 2.4)).toMatchObject({ outcome: { kind: 'placed' } });
    expect(await settled(market)).toBeUndefined();
    expect(await market.exchange.clearedOrders('VOIDED', {})).toMatchObject([
      { profit: 0, sizeSettled: 100 },
    ]);
    expect(await market.exchange.funds()).toMatchObject({ available: 100_000, exposure: 0 });
  });

  it.each([
    [2.3, 2.7, 'WON'],
    [1.6, 1.8, 'LOST'],
  ])('settles a dead heat at %d to %d as %s', async (low, high, outcome) => {
    const market = await replay('other/1.170532936.bz2', '61420');
    const bet = await market.backBetween(low, high);
    const placed = bet?.outcome.kind === 'placed' ? bet.outcome : undefined;
    const order = await settled(market);
    expect(order?.outcome).toBe(outcome);
    expect(order?.profit).toBe(Math.round(((placed?.priceMatched ?? 0) - 1) * 50 - 50 + 1e-9));
  });
});
