import { expect, test } from 'vitest';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { createPaperExchange } from '../../src/exchange/paper/paper-exchange.ts';
import { ended } from '../exchange/scripted-source.ts';
import { type Bench, HOUR, loopBench, MARKET } from './loop-bench.ts';

const NARROW = { odds: { min: price(3.3), max: price(3.6) } };
const WON = [HOUR, { status: 'CLOSED', runners: ended('WINNER', 'LOSER', 'LOSER') }] as const;
const BALANCE = 10_000_000;

const cancel = ({ handler, clock }: Bench) =>
  handler.handle({ kind: 'cancel', now: new Date(clock.now()).toISOString() }, { actor: 'console', id: 'c' });

/** The bench's loop with paper bets over its exchange, their funds and orders folded from its log. */
async function onPaper(): Promise<Bench & { readonly available: () => Promise<number> }> {
  const real = await loopBench({ mode: 'dry_run', begin: false, steps: [WON] });
  const paper = createPaperExchange({
    exchange: real.exchange,
    clock: real.clock,
    stakeRule: { minStake: pennies(100), minPayout: pennies(1_000) },
    balance: () => {
      const { gross, commission } = bench.handler.state().ledger.allTime;
      return pennies(BALANCE + gross - commission);
    },
    orders: () => bench.handler.state().openBets.map(({ stake, ...bet }) => ({ ...bet, size: stake })),
  });
  const bench: Bench = await loopBench({
    mode: 'dry_run',
    settings: NARROW,
    clock: real.clock,
    bettor: { exchange: paper },
  });
  return { ...bench, available: async () => (await paper.funds()).available };
}

test('a cancelled bet stays void in demo, whatever the exchange makes of its order', async () => {
  const bench = await loopBench({ settings: NARROW, steps: [WON] });
  await bench.bettor.selectMarket();
  await cancel(bench);
  await bench.clock.advance(HOUR);
  await bench.bettor.checkResults();
  expect(bench.orders()).toMatchObject([{ marketId: MARKET, profit: 2.5 }]);
  expect((await bench.types()).slice(1)).toEqual(['BET_REQUESTED', 'BET_PLACED', 'BET_VOIDED']);
  expect(bench.handler.state()).toMatchObject({ openBets: [], ledger: { leg: 1, pot: 100, stakesOut: 0 } });
  expect(bench.alerts).toEqual([]);
});

test('a cancelled bet stays void in dry run, and its stake is free again in the paper account', async () => {
  const bench = await onPaper();
  await bench.bettor.selectMarket();
  expect(await bench.available()).toBe(BALANCE - 100);
  await cancel(bench);
  expect(await bench.available()).toBe(BALANCE);
  await bench.clock.advance(HOUR);
  await bench.bettor.checkResults();
  expect((await bench.types()).slice(1)).toEqual(['BET_REQUESTED', 'BET_PLACED', 'BET_VOIDED']);
  expect(await bench.available()).toBe(BALANCE);
});
