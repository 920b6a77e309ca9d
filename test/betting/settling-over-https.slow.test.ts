import { afterEach, describe, expect, test } from 'vitest';
import adoptCommand from '../../commands/adopt.ts';
import type { Event } from '../../src/core/events.ts';
import { pennies } from '../../src/core/money.ts';
import { createEmulator, type EmulatorOptions } from '../../src/exchange/emulator/emulator.ts';
import { connect, type Served, serve } from '../exchange/betfair/over-https.ts';
import { handClock } from '../exchange/hand-clock.ts';
import { AWAY, HOME, scriptedSource } from '../exchange/scripted-source.ts';
import { rolloverOn } from '../rollover-on.ts';
import { backing, NARROW } from './live-bench.ts';
import { type Bench, HOUR, loopBench, lost } from './loop-bench.ts';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const START_BALANCE = 100_000;

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

interface Live extends Bench {
  /** What an operator of the exchange asks of it, at its control port. */
  control(path: string, body?: object): Promise<void>;
}

/**
 * The bot's jobs in live, armed, over a real log, against the exchange behind its HTTPS server; its eight markets
 * kick off one hour after another, and all of them and the bot follow one clock that the test moves.
 */
async function live(options: Partial<EmulatorOptions> & { target?: number } = {}): Promise<Live> {
  const { target = 5_000_000, ...pace } = options;
  const clock = handClock();
  const source = scriptedSource(
    Array.from({ length: 8 }, (_, n) => ({
      marketId: `1.${n + 1}`,
      start: clock.now(),
      steps: [[0, { startTime: clock.now() + (n + 1) * HOUR }]],
    })),
  );
  const account = { currency: 'GBP', balance: pennies(START_BALANCE) };
  const emulator = createEmulator({ source, clock, account, ...pace });
  const served: Served = await serve({ emulator, clock });
  const connection = connect(served.access);
  open.push(served, { close: connection.logout });
  const settings = { ...NARROW, target: pennies(target) };
  const bench = await loopBench({ mode: 'live', settings, clock, emulator, call: connection.call });
  const until = new Date(clock.now() + 7 * DAY).toISOString();
  const now = new Date(clock.now()).toISOString();
  await bench.handler.handle({ kind: 'arm', now, until, keep: false }, { actor: 'console', id: 'arm' });
  return {
    ...bench,
    control: async (path, body = {}) => {
      const answer = await fetch(`${served.server.control}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    },
  };
}

const openBet = (bench: Bench) => bench.handler.state().openBets[0]!;

const handle = (bench: Bench, intent: object, id = 'test') =>
  bench.handler.handle(
    { now: new Date(bench.clock.now()).toISOString(), ...intent } as Parameters<
      Bench['handler']['handle']
    >[0],
    { actor: 'console', id },
  );

/** Places the next leg. */
async function place(bench: Live): Promise<{ marketId: string; betId: string; orderRef: string }> {
  await bench.bettor.selectMarket();
  return openBet(bench);
}

/** Ends a market in which the bot has backed the home side. */
const end = (bench: Live, marketId: string, winner = HOME) =>
  bench.control(`/markets/${marketId}/close`, { winners: [winner] });

/** Looks for results as often as a bot does in an hour. */
async function look(bench: Live, times = 1): Promise<void> {
  for (let n = 0; n < times; n++) {
    await bench.clock.advance(5 * MINUTE);
    await bench.bettor.checkResults();
  }
}

const since = async (bench: Bench, seq: number): Promise<readonly Event[]> =>
  (await bench.events()).filter((event) => event.seq > seq);

const types = (events: readonly Event[]): readonly string[] => events.map(({ type }) => type);

/**
 * The exchange's own books and the log say the same: each order that was matched is one bet of the log with the same
 * result, the comparison that the operator sees finds no difference, and the account has moved by the log's profit.
 */
async function expectBooksEqual(bench: Live, others: readonly string[] = []): Promise<void> {
  const { journal, ledger } = bench.handler.state();
  const logged = new Map<string, number>();
  for (let link = journal; link; link = link.tail)
    if (link.head.kind === 'settled') logged.set(link.head.bet.betId, link.head.result.grossProfit);
  const booked = bench
    .orders()
    .filter(({ betId, outcome }) => outcome !== undefined && !others.includes(betId))
    .map(({ betId, profit = 0 }) => [betId, Math.round(profit * 100)] as const);
  expect([...logged].sort()).toEqual([...booked].sort());
  const comparison = await bench.bettor.compareBooks();
  expect(comparison?.differences).toEqual([]);
  if (others.length > 0) return;
  const { available, atStake } = comparison!.account;
  expect(available + atStake).toBe(START_BALANCE + ledger.allTime.gross - ledger.allTime.commission);
}

describe('over HTTPS, a bet', () => {
  test('is won, lost and void by its cleared orders, each once however often they are read', async () => {
    const bench = await live();
    for (const [ending, type] of [
      ['won', 'BET_WON'],
      ['void', 'BET_VOIDED'],
      ['lost', 'BET_LOST'],
    ] as const) {
      const { marketId } = await place(bench);
      const { seq } = bench.handler.state();
      if (ending === 'void') await bench.control(`/markets/${marketId}/void`);
      else await end(bench, marketId, ending === 'won' ? HOME : AWAY);
      await look(bench, 3);
      expect(types(await since(bench, seq))).toEqual([type]);
    }
    expect(bench.handler.state().ledger).toMatchObject({ cycle: 2, pot: 100 });
    await expectBooksEqual(bench);
  });

  test('that the exchange clears hours later is waited for, through the time in which no list has it', async () => {
    const bench = await live({ settlementLag: 5 * HOUR, gap: true });
    const { marketId } = await place(bench);
    const { seq } = bench.handler.state();
    await end(bench, marketId);
    await look(bench, 12);
    expect(await bench.exchange.currentOrders({ ours: true })).toEqual([]);
    expect(await since(bench, seq)).toEqual([]);
    expect(bench.alerts).toEqual([]);
    await bench.clock.advance(5 * HOUR);
    await look(bench, 2);
    expect(types(await since(bench, seq))).toEqual(['BET_WON']);
    await expectBooksEqual(bench);
  });

  test('is settled only with the commission of its market, which may come later', async () => {
    const bench = await live({ rollUpLag: HOUR });
    const { marketId } = await place(bench);
    const { seq } = bench.handler.state();
    await end(bench, marketId);
    await look(bench, 3);
    expect(await since(bench, seq)).toEqual([]);
    await bench.clock.advance(HOUR);
    await look(bench);
    expect(await since(bench, seq)).toMatchObject([{ type: 'BET_WON', data: { commission: 13 } }]);
    await expectBooksEqual(bench);
  });

  test('of which a part was voided is the result of the rest, once both parts are cleared', async () => {
    const bench = await live({ voidLag: HOUR });
    const { marketId, betId } = await place(bench);
    await bench.control(`/bets/${betId}/void`, { size: 0.4 });
    const { seq } = bench.handler.state();
    await end(bench, marketId);
    await look(bench, 3);
    expect(await since(bench, seq)).toEqual([]);
    await bench.clock.advance(HOUR);
    await look(bench);
    expect(await since(bench, seq)).toMatchObject([
      { type: 'BET_WON', data: { grossProfit: 150, commission: 8, potAfter: 242 } },
    ]);
    await expectBooksEqual(bench);
  });

  test('that was voided whole after it was matched gives its stake back', async () => {
    const bench = await live();
    const { marketId, betId } = await place(bench);
    await bench.control(`/bets/${betId}/void`);
    const { seq } = bench.handler.state();
    await end(bench, marketId);
    await look(bench, 2);
    expect(types(await since(bench, seq))).toEqual(['BET_VOIDED']);
    expect(bench.handler.state().ledger).toMatchObject({ cycle: 1, leg: 1, pot: 100 });
    await expectBooksEqual(bench);
  });

  test('beside other bets of the account pays its own share, marked as an estimate', async () => {
    const bench = await live();
    const { marketId } = await place(bench);
    await bench.emulator.call('placeOrders', { ...backing('other', 'another-bot', AWAY), marketId });
    await end(bench, marketId);
    await look(bench, 2);
    expect((await bench.events()).at(-1)).toMatchObject({
      type: 'BET_WON',
      data: { grossProfit: 250, commission: 13, estimated: true },
    });
    const other = bench.orders().find(({ customerStrategyRef }) => customerStrategyRef === 'another-bot');
    await expectBooksEqual(bench, [other!.betId]);
  });
});

describe('over HTTPS, a result that the exchange changes', () => {
  /** The first leg has the first outcome; more happens; then the exchange says the other one. */
  async function changed(
    was: number,
    is: number,
    between: (bench: Live) => Promise<void>,
    options: Parameters<typeof live>[0] = {},
  ): Promise<{ bench: Live; events: readonly Event[] }> {
    const bench = await live(options);
    const { marketId } = await place(bench);
    await end(bench, marketId, was);
    await look(bench);
    await between(bench);
    const { seq } = bench.handler.state();
    await bench.control(`/markets/${marketId}/correct`, { winners: [is] });
    await look(bench, 3);
    return { bench, events: await since(bench, seq) };
  }

  const betNext = async (bench: Live): Promise<void> => void (await place(bench));

  async function settleOpen(bench: Live): Promise<void> {
    await end(bench, openBet(bench).marketId);
    await look(bench, 2);
  }

  test('from won to lost while the next bet is open takes its cycle with it', async () => {
    const { bench, events } = await changed(HOME, AWAY, betNext);
    expect(events).toMatchObject([
      { type: 'RESULT_CORRECTED', data: { from: { netProfit: 237 }, to: { netProfit: -100 } } },
    ]);
    expect(bench.handler.state().ledger).toMatchObject({ cycle: 2, leg: 1, pot: 337, stakesOut: 337 });
    expect(bench.handler.state().ledger.allTime).toMatchObject({ outlay: 437 });
    await settleOpen(bench);
    expect(bench.handler.state().ledger).toMatchObject({ cycle: 2, leg: 1, pot: 1_138 });
    await expectBooksEqual(bench);
  });

  test('from lost to won after a new cycle began takes that cycle back', async () => {
    const { bench, events } = await changed(AWAY, HOME, betNext);
    expect(types(events)).toEqual(['RESULT_CORRECTED']);
    expect(bench.handler.state().ledger).toMatchObject({ cycle: 1, leg: 2, pot: 337, stakesOut: 100 });
    expect(bench.handler.state().ledger.allTime).toMatchObject({ outlay: 100 });
    await settleOpen(bench);
    expect(bench.handler.state().ledger).toMatchObject({ cycle: 1, leg: 2, pot: 574 });
    await expectBooksEqual(bench);
  });

  test('so that a target was not reached takes back what was banked', async () => {
    const { bench, events } = await changed(HOME, AWAY, async () => {}, { target: 300 });
    expect(types(events)).toEqual(['RESULT_CORRECTED']);
    expect(bench.handler.state().ledger.allTime).toMatchObject({ targets: 0, banked: 0, outlay: 200 });
    await expectBooksEqual(bench);
  });

  test('so that a target is reached says so in the same append', async () => {
    const { bench, events } = await changed(AWAY, HOME, async () => {}, { target: 300 });
    expect(types(events)).toEqual(['RESULT_CORRECTED', 'TARGET_REACHED']);
    expect(events[0]!.last).toBe(events[1]!.seq);
    expect(bench.handler.state().ledger.allTime).toMatchObject({ targets: 1, banked: 337, outlay: 200 });
    await expectBooksEqual(bench);
  });

  test('before a reset changes the figures of all time alone', async () => {
    const reset = async (bench: Live) =>
      void (await handle(bench, {
        kind: 'reset',
        initialStake: pennies(100),
        minStake: pennies(100),
      }));
    const { bench, events } = await changed(HOME, AWAY, reset);
    expect(types(events)).toEqual(['RESULT_CORRECTED']);
    const { ledger } = bench.handler.state();
    expect(ledger).toMatchObject({ epoch: 2, cycle: 1, leg: 0, pot: 100 });
    expect(ledger.figures).toMatchObject({ outlay: 100, losses: 0 });
    expect(ledger.allTime).toMatchObject({ losses: 1, wins: 0, gross: -100 });
    await expectBooksEqual(bench);
  });

  test('to void, and back again, is two corrections with a settled date each', async () => {
    const bench = await live();
    const { marketId } = await place(bench);
    await end(bench, marketId);
    await look(bench);
    const { seq } = bench.handler.state();
    await bench.control(`/markets/${marketId}/void`);
    await look(bench, 2);
    expect(await since(bench, seq)).toMatchObject([{ data: { to: { outcome: 'void', netProfit: 0 } } }]);
    await expectBooksEqual(bench);
  });

  test('three days later is found at night, before the books are compared', async () => {
    const { bench, events } = await changed(HOME, AWAY, async (at) => at.clock.advance(3 * DAY));
    expect(events).toMatchObject([
      { type: 'RESULT_CORRECTED' },
      { type: 'BOOKS_CHECKED', data: { bets: 1, differences: [], available: START_BALANCE - 100 } },
    ]);
    await expectBooksEqual(bench);
  });
});

describe('over HTTPS, an order', () => {
  test('that the log does not know pauses betting at the next check, and is taken over while it is open', async () => {
    const bench = await live();
    await bench.emulator.call('placeOrders', { ...backing('a-stranger'), marketId: '1.1' });
    await look(bench, 2);
    expect(types(await bench.events())).toEqual(['BOT_STARTED', 'LIVE_ARMED', 'BETTING_PAUSED']);
    const [stranger] = bench.bettor.unknownOrders();
    expect(stranger).toMatchObject({ orderRef: 'a-stranger', isSettled: false, matched: 100 });
    await adopt(bench);
    await handle(bench, { kind: 'resume', why: 'adopted' }, 'resume');
    await end(bench, '1.1');
    await look(bench, 2);
    expect(types(await bench.events()).slice(3)).toEqual(['BET_FOUND_LATE', 'BETTING_RESUMED', 'BET_WON']);
    expect(bench.alerts).toEqual(['+unknown-order', '-unknown-order']);
    await expectBooksEqual(bench);
  });

  test('that was settled before the log knew of it is found among the settled, and taken over', async () => {
    const bench = await live();
    await bench.emulator.call('placeOrders', { ...backing(null), marketId: '1.1' });
    await end(bench, '1.1', AWAY);
    await look(bench, 2);
    expect(types(await bench.events()).at(-1)).toBe('BETTING_PAUSED');
    expect(bench.bettor.unknownOrders()).toMatchObject([{ isSettled: true, matched: 100 }]);
    expect((await bench.bettor.compareBooks())!.differences).toMatchObject([
      { what: 'unknown', theirs: -100 },
    ]);
    await adopt(bench);
    await look(bench);
    expect(types(await bench.events()).slice(-2)).toEqual(['BET_FOUND_LATE', 'BET_LOST']);
    await expectBooksEqual(bench);
  });

  test('that is let go by who resumes is asked after no more once it is settled', async () => {
    const bench = await live();
    await bench.emulator.call('placeOrders', { ...backing('a-stranger'), marketId: '1.1' });
    await look(bench);
    await handle(bench, { kind: 'resume', why: 'mine' }, 'r1');
    await look(bench);
    expect(types(await bench.events()).slice(-2)).toEqual(['BETTING_RESUMED', 'BETTING_PAUSED']);
    await end(bench, '1.1');
    await look(bench);
    await handle(bench, { kind: 'resume', why: 'mine, and over' }, 'r2');
    const { marketId } = await place(bench);
    await end(bench, marketId);
    await look(bench, 2);
    expect(types(await bench.events()).slice(-4)).toEqual([
      'BETTING_RESUMED',
      'BET_REQUESTED',
      'BET_PLACED',
      'BET_WON',
    ]);
    const stranger = bench.orders().find(({ customerOrderRef }) => customerOrderRef === 'a-stranger');
    await expectBooksEqual(bench, [stranger!.betId]);
  });

  test.each(['open', 'won', 'void'] as const)(
    'that was taken for not placed and shows later, %s, is a bet found late',
    async (state) => {
      const bench = await live();
      bench.before('placeOrders', lost);
      await bench.bettor.selectMarket();
      const { orderRef, marketId } = bench.handler.state().request!;
      await bench.clock.advance(2 * MINUTE);
      await bench.bettor.checkResults();
      expect(types(await bench.events()).at(-1)).toBe('BET_REJECTED');
      bench.before('placeOrders', null);
      await bench.emulator.call('placeOrders', { ...backing(orderRef), marketId });
      if (state !== 'open') await end(bench, marketId);
      if (state === 'void') await bench.control(`/bets/${bench.orders()[0]!.betId}/void`);
      await look(bench, 2);
      if (state === 'open') {
        await end(bench, marketId);
        await look(bench, 2);
      }
      expect(types(await bench.events()).slice(-2)).toEqual([
        'BET_FOUND_LATE',
        state === 'void' ? 'BET_VOIDED' : 'BET_WON',
      ]);
      await expectBooksEqual(bench);
    },
  );

  test('whose placing got no answer and that was settled, part of it void, meanwhile is recorded whole', async () => {
    const bench = await live();
    bench.before('placeOrders', lost);
    await bench.bettor.selectMarket();
    const { orderRef, marketId } = bench.handler.state().request!;
    bench.before('placeOrders', null);
    await bench.emulator.call('placeOrders', { ...backing(orderRef), marketId });
    await bench.control(`/bets/${bench.orders()[0]!.betId}/void`, { size: 0.4 });
    await end(bench, marketId);
    await look(bench, 2);
    expect((await bench.events()).slice(-2)).toMatchObject([
      { type: 'BET_PLACED', data: { stake: 100 } },
      { type: 'BET_WON', data: { grossProfit: 150 } },
    ]);
    await expectBooksEqual(bench);
  });

  test('whose parts are not all cleared stays in doubt, and a person is told of it', async () => {
    const bench = await live({ voidLag: 2 * HOUR });
    bench.before('placeOrders', lost);
    await bench.bettor.selectMarket();
    const { orderRef, marketId } = bench.handler.state().request!;
    bench.before('placeOrders', null);
    await bench.emulator.call('placeOrders', { ...backing(orderRef), marketId });
    await bench.control(`/bets/${bench.orders()[0]!.betId}/void`, { size: 0.4 });
    await end(bench, marketId);
    await look(bench, 2);
    expect(bench.alerts).toEqual([]);
    await look(bench, 2);
    expect(types(await bench.events()).at(-1)).toBe('BET_REQUESTED');
    expect(bench.alerts).toEqual(['+doubt']);
    await bench.clock.advance(2 * HOUR);
    await look(bench);
    expect(types(await bench.events()).slice(-2)).toEqual(['BET_PLACED', 'BET_WON']);
    expect(bench.alerts).toEqual(['+doubt', '-doubt']);
    await expectBooksEqual(bench);
  });
});

/** Takes the order over as the owner does at the console: asked, and answered with yes. */
async function adopt(bench: Live): Promise<void> {
  const rollover = rolloverOn(bench, { mode: 'live', commands: [adoptCommand] });
  const call = {
    name: 'adopt',
    options: {},
    caller: { actor: 'console', role: 'owner' },
    id: 'adopt',
  } as const;
  const asked = await rollover.run(call);
  if (asked.kind !== 'confirm') throw new Error(JSON.stringify(asked));
  expect(await rollover.run({ ...call, confirmed: asked.token })).toMatchObject({ kind: 'reply' });
}
