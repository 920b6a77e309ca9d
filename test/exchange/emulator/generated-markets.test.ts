import { expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { commissionOn } from '../../../src/core/settlement.ts';
import { createBetfairExchange } from '../../../src/exchange/betfair/betfair-exchange.ts';
import { createEmulator } from '../../../src/exchange/emulator/emulator.ts';
import { createGeneratedSource } from '../../../src/exchange/emulator/sources/generated/generated-source.ts';
import { handClock } from '../hand-clock.ts';

const SPEED = 600;
/** Wall-clock ms of five days of generated time: whatever was bet on is over by then, postponed or not. */
const FIVE_DAYS = (5 * 86_400_000) / SPEED;

it('takes a bet on every match of some days of generated football, and accounts for each penny', async () => {
  const clock = handClock();
  const source = createGeneratedSource({ seed: 1, began: clock.now(), speed: SPEED });
  const account = { currency: 'GBP', balance: pennies(100_000) };
  const emulator = createEmulator({ source, clock, account });
  const exchange = createBetfairExchange({ call: emulator.call, strategyRef: 'rollover' });
  const bet = new Set<string>();
  const outcomes: string[] = [];

  for (let round = 0; round < 60; round++) {
    const [from, to] = [clock.now(), clock.now() + 86_400_000].map((at) => new Date(at).toISOString());
    const wanted = { sportId: '1', marketType: 'MATCH_ODDS', from: from ?? '', to: to ?? '', max: 40 };
    const markets = (await exchange.listMarkets(wanted)).filter((each) => !bet.has(each.marketId));
    for (const book of (await exchange.listBooks(markets.map((each) => each.marketId))).slice(0, 3)) {
      const runner = book.runners[round % 3];
      const best = runner?.back[0];
      if (runner === undefined || best === undefined || book.status !== 'OPEN' || book.inPlay) continue;
      bet.add(book.marketId);
      const outcome = await exchange.place({
        marketId: book.marketId,
        marketVersion: book.version,
        selectionId: runner.selectionId,
        price: best.price,
        size: pennies(337),
        orderRef: `bet-${bet.size}`,
        withinMs: 15_000,
      });
      outcomes.push(outcome.kind);
    }
    await clock.advance(5_000);
  }
  await clock.advance(FIVE_DAYS);

  expect(outcomes.length).toBeGreaterThan(50);
  expect(new Set(outcomes)).toEqual(new Set(['placed']));
  expect(await exchange.currentOrders({})).toEqual([]);
  const settled = await exchange.clearedOrders('SETTLED', { ours: true });
  const voided = await exchange.clearedOrders('VOIDED', { ours: true });
  expect(settled.length + voided.length).toBe(outcomes.length);
  const markets = new Map(
    emulator.books().orders.map((order) => [order.marketId, source.market(order.marketId, clock.now())]),
  );
  const net = settled.map(
    ({ profit, marketId }) => profit - commissionOn(profit, (markets.get(marketId)?.baseRate ?? 0) / 100),
  );
  expect((await exchange.funds()).available).toBe(100_000 + net.reduce((sum, each) => sum + each, 0));
});
