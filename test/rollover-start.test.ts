import { describe, expect, onTestFinished, test } from 'vitest';
import type { Mode, Settings } from '../src/core/events.ts';
import { pennies } from '../src/core/money.ts';
import { price } from '../src/core/odds.ts';
import { createEmulator } from '../src/exchange/emulator/emulator.ts';
import { sayUnrecordedQuit } from '../src/not-recorded.ts';
import { type Bench, type BenchWanted, HOUR, loopBench, lost, MARKET } from './betting/loop-bench.ts';
import { SETTINGS } from './core/given.ts';
import { handClock } from './exchange/hand-clock.ts';
import { scriptedSource } from './exchange/scripted-source.ts';
import { rolloverOn as rolloverWith } from './rollover-on.ts';
import { faultyDisk } from './store/event-file/faulty-disk.ts';
import { tempDir } from './store/temp-log.ts';

const NARROW: Settings = { ...SETTINGS, odds: { min: price(3.3), max: price(3.6) } };

const rolloverOn = (bench: Bench, mode: Mode, settings = NARROW) => rolloverWith(bench, { mode, settings });

/** A run that died while it placed a bet, and the next one on the same log and exchange, not started yet. */
async function died(
  mode: Mode,
  answer: 'lost after' | 'lost before',
  wanted: Partial<BenchWanted> = {},
): Promise<Bench> {
  const dir = tempDir();
  const clock = handClock();
  const source = scriptedSource([{ marketId: MARKET, start: clock.now(), steps: [] }]);
  const emulator = createEmulator({
    source,
    clock,
    account: { currency: 'GBP', balance: pennies(100_000) },
  });
  const of = { dir, clock, emulator, mode, settings: NARROW };
  const first = await loopBench({ ...of, begin: false });
  await rolloverOn(first, mode).start();
  const arm = { kind: 'arm', until: new Date(clock.now() + HOUR).toISOString(), keep: true } as const;
  const now = new Date(clock.now()).toISOString();
  if (mode === 'live') await first.handler.handle({ ...arm, now }, { actor: 'console', id: 'arm' });
  const place = emulator.call;
  first.before('placeOrders', lost);
  await first.bettor.selectMarket();
  const { request } = first.handler.state();
  expect(request).not.toBeNull();
  if (answer === 'lost after')
    await place('placeOrders', {
      marketId: MARKET,
      customerStrategyRef: 'rollover',
      instructions: [
        {
          orderType: 'LIMIT',
          selectionId: request!.selectionId,
          side: 'BACK',
          customerOrderRef: request!.orderRef,
          limitOrder: { size: 1, price: 3.5, persistenceType: 'LAPSE', timeInForce: 'FILL_OR_KILL' },
        },
      ],
    });
  await first.close();
  return loopBench({ ...of, begin: false, ...wanted });
}

const lastRun = { ended: 'died', seq: 3 };

describe('a start after a run that died while it placed a bet', () => {
  test('records the bet that the exchange took with itself', async () => {
    const bench = await died('live', 'lost after');
    await rolloverOn(bench, 'live').start();
    const [start, placed] = (await bench.events()).slice(3);
    expect([start, placed]).toMatchObject([
      { type: 'BOT_STARTED', data: { lastRun }, last: placed?.seq },
      { type: 'BET_PLACED', data: { stake: 100, priceMatched: 3.5 }, seq: 5 },
    ]);
  });

  test('leaves a bet open that the exchange does not know yet: that means nothing before the wait', async () => {
    const bench = await died('live', 'lost before');
    await rolloverOn(bench, 'live').start();
    expect((await bench.types()).at(-1)).toBe('BOT_STARTED');
    await bench.bettor.checkResults();
    expect(bench.handler.state().request).not.toBeNull();
    await bench.clock.advance(120_000);
    await bench.bettor.checkResults();
    expect((await bench.types()).at(-1)).toBe('BET_REJECTED');
  });

  test('goes on without an exchange that cannot be asked', async () => {
    const bench = await died('live', 'lost after');
    bench.before('listCurrentOrders', lost);
    await rolloverOn(bench, 'live').start();
    expect((await bench.types()).slice(3)).toEqual(['BOT_STARTED']);
    bench.before('listCurrentOrders', null);
    await bench.bettor.checkResults();
    expect((await bench.types()).slice(3)).toEqual(['BOT_STARTED', 'BET_PLACED']);
  });

  test.each(['five seconds', 'the end of the program'] as const)(
    'waits for an exchange that does not answer until %s',
    async (until) => {
      const ending = new AbortController();
      const bench = await died('live', 'lost after', {
        bettor: { ending: ending.signal },
        silent: ['listCurrentOrders'],
      });
      const starting = rolloverOn(bench, 'live').start();
      await expect.poll(() => bench.clock.waiting()).toBe(1);
      await bench.clock.advance(4_999);
      expect(await bench.types()).not.toContain('BOT_STOPPED');
      expect(await bench.types()).toHaveLength(3);
      if (until === 'five seconds') await bench.clock.advance(1);
      else ending.abort();
      await starting;
      expect((await bench.types()).slice(3)).toEqual(['BOT_STARTED']);
    },
  );

  test.each(['demo', 'dry_run'] as const)('knows in %s that a paper bet was never placed', async (mode) => {
    const bench = await died(mode, 'lost before');
    await rolloverOn(bench, mode).start();
    expect((await bench.events()).slice(2)).toMatchObject([
      { type: 'BOT_STARTED', data: { lastRun: { ended: 'died', seq: 2 } }, last: 4 },
      { type: 'BET_REJECTED', data: { code: 'NOT_FOUND' } },
    ]);
    expect(bench.calls).toEqual([]);
  });
});

test('a start comes first in the log, then what the file changed', async () => {
  const dir = tempDir();
  const first = await loopBench({ dir, begin: false });
  await rolloverOn(first, 'demo').start();
  await first.close();
  const second = await loopBench({ dir, begin: false });
  await rolloverOn(second, 'demo', SETTINGS).start();
  expect((await second.events()).slice(1)).toMatchObject([
    { type: 'BOT_STARTED', actor: 'system', data: { lastRun: { ended: 'died', seq: 1 } } },
    { type: 'ODDS_RANGE_CHANGED', actor: 'config', data: { to: { min: 3, max: 4 } } },
  ]);
});

test('a start that cannot be recorded says what to do', async () => {
  const disk = faultyDisk();
  const bench = await loopBench({ begin: false, log: { disk } });
  disk.fail({ steps: ['write'], code: 'ENOSPC', times: 9 });
  onTestFinished(disk.heal);
  await expect(rolloverOn(bench, 'demo').start()).rejects.toThrow(
    /^The event log cannot be written \(.*ENOSPC.*\)\. Mend what is named there, then start the bot again\.$/,
  );
});

test.each([
  [false, /^The end could not be recorded\. .* does not know of it and goes on: end that one, too\.$/],
  [true, /^It is not known whether the end was recorded\. .*: see that it has ended, too\.$/],
])(
  'a quit that cannot be recorded, where it may be stored all the same: %s, says what is known',
  async (mayBeStored, words) => {
    const bench = await loopBench({ begin: false });
    const handle = async () => ({ kind: 'failed', reason: 'the disk is full', mayBeStored }) as const;
    const rollover = rolloverWith(bench, { handler: { ...bench.handler, handle } });
    const why = await rollover.stop('quit at the console').catch((error: unknown) => error);
    expect(why).toMatchObject({ message: expect.stringContaining('the disk is full') });
    expect(sayUnrecordedQuit(why)).toMatch(words);
  },
);

test('a quit whose end took too long says that it is not known', () => {
  expect(sayUnrecordedQuit('time is up')).toMatch(/^It is not known/);
});

test('an answer that comes after the recorded end is taken, and harms nothing once the log is closed', async () => {
  const bench = await died('live', 'lost before');
  const rollover = rolloverOn(bench, 'live');
  await rollover.start();
  const { orderRef } = bench.handler.state().request!;
  await rollover.stop('quit at the console');
  const now = new Date(bench.clock.now()).toISOString();
  const late = {
    kind: 'record_placed',
    now,
    orderRef,
    betId: '17',
    matched: pennies(100),
    priceMatched: price(3.5),
  } as const;
  const cause = { actor: 'system', id: 'late' } as const;
  expect(await bench.handler.handle(late, cause)).toMatchObject({ kind: 'done' });
  expect(bench.handler.state()).toMatchObject({ run: 'stopped', request: null, unendedStarts: [] });
  await bench.close();
  const voids = { kind: 'record_void', now, orderRef, reason: 'x' } as const;
  expect(await bench.handler.handle(voids, cause)).toMatchObject({ kind: 'failed' });
  expect(bench.handler.state().openBets).toHaveLength(1);
});
