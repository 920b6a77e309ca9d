import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '../src/core/events.ts';
import { isDecided, openBets, placedBets } from './bets-in-log.ts';
import { startBotProcess } from './bot-process.ts';
import { started } from './core/given.ts';
import { isBet } from './exchange-control.ts';
import { startExchangeProcess } from './exchange-process.ts';
import {
  endMarkets,
  expectEqualAtTheEnd,
  lastSeq,
  type Pair,
  requestsAfter,
  SLOW_MS,
  startPair,
} from './live-pair.ts';
import { readEventFile } from './spawn-bot.ts';
import { appendOf, clockAt, openLog, tempDir } from './store/temp-log.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

/** What the README promises. */
const END_WITHIN_MS = 5_000;

/** Lets the fault befall the next placement; resolves with the request while the exchange has it. */
async function placing(
  pair: Pair,
  fault: { readonly kind: string; readonly ms?: number },
): Promise<{ readonly ref: string; readonly seq: number }> {
  const { bot, exchange } = pair;
  const before = lastSeq(bot().events());
  await exchange.setFault({ ...fault, operation: 'placeOrders' });
  await endMarkets(pair, 'draw');
  const asked = await bot().until('a request', (events) => requestsAfter(events, before).length > 0);
  await expect.poll(exchange.faults).toEqual([]);
  const [request] = requestsAfter(asked, before);
  return { ref: request?.data.orderRef ?? '', seq: request?.seq ?? 0 };
}

/** Ends the bot with SIGTERM, pressed so many times; its code and whether that took no longer than promised. */
async function terminate({ bot }: Pair, times = 1): Promise<readonly [number | string, boolean]> {
  const began = Date.now();
  for (let i = 0; i < times; i++) bot().child.kill('SIGTERM');
  const code = await bot().ended();
  return [code, Date.now() - began < END_WITHIN_MS];
}

const typesAfter = (events: readonly Event[], seq: number) =>
  events.filter((event) => event.seq > seq).map(({ type }) => type);

const ordersOf = async ({ exchange }: Pair, ref: string) =>
  (await exchange.orders()).filter(({ customerOrderRef }) => customerOrderRef === ref);

/** The text of the first notice that this run gave. */
async function firstNotice({ bot }: Pair): Promise<string> {
  const notice = /Rollover \S+ has started: .*\n(.*)/;
  await expect.poll(() => bot().said(), { timeout: 20_000 }).toMatch(notice);
  expect(
    bot()
      .said()
      .split(/Rollover \S+ has started/)[0],
  ).not.toMatch(/Bet placed|not taken/);
  return notice.exec(bot().said())?.[1]?.trim() ?? '';
}

/** In the log once, as the exchange has it. */
async function expectTold(pair: Pair, ref: string, end: string): Promise<void> {
  const [order, ...more] = await ordersOf(pair, ref);
  expect(more).toEqual([]);
  const events = await pair.bot().until('its outcome', (all) => isDecided(all, ref));
  expect(placedBets(events).filter(({ orderRef }) => orderRef === ref)).toHaveLength(
    order !== undefined && isBet(order) ? 1 : 0,
  );
  const notice = await firstNotice(pair);
  expect(notice).toContain(end);
  expect(notice).toContain(
    order !== undefined && isBet(order)
      ? 'A bet was being placed then, and the exchange took it: '
      : 'It was not taken: ',
  );
  if (order !== undefined && isBet(order)) expect(notice).toContain(`, bet number ${order.betId}.`);
}

describe('SIGTERM in the middle of a placement', () => {
  test('waits for an outcome that comes soon, and leaves a later one to the next start', async () => {
    const pair = await startPair('live');
    const { bot } = pair;

    const soon = await placing(pair, { kind: 'slow', ms: 1_500 });
    expect(await terminate(pair, 2)).toEqual([0, true]);
    expect(isDecided(bot().events(), soon.ref)).toBe(true);
    expect(typesAfter(bot().events(), soon.seq).at(-1)).toBe('BOT_STOPPED');
    pair.restart();
    expect(await firstNotice(pair)).toMatch(
      /^The run before ended in order; .* No bet was being placed then\./,
    );
    await bot().until('a bet', (events) => openBets(events).length > 0);

    const late = await placing(pair, { kind: 'slow', ms: SLOW_MS });
    expect(await terminate(pair)).toEqual([0, true]);
    expect(typesAfter(bot().events(), late.seq)).toEqual(['BOT_STOPPED']);
    expect(await ordersOf(pair, late.ref)).toHaveLength(1);
    pair.restart();
    await expectTold(pair, late.ref, 'The run before ended in order; ');
    await bot().until('a bet', (events) => openBets(events).length > 0);
    await expectEqualAtTheEnd(pair);
  });
});

describe('a kill in the middle of a placement', () => {
  test('is named by the first notice, with what became of the bet', async () => {
    const pair = await startPair('live');
    const { bot, exchange } = pair;

    const taken = await placing(pair, { kind: 'slow', ms: SLOW_MS });
    await pair.killAndRestart();
    await expectTold(pair, taken.ref, `The run before died after event ${taken.seq} (a crash, `);
    await bot().until('a bet', (events) => openBets(events).length > 0);

    const lost = await placing(pair, { kind: 'lost_before' });
    await pair.killAndRestart();
    expect(await firstNotice(pair)).toMatch(/It is not known yet whether the exchange took it; /);
    await bot().until('its outcome', (events) => isDecided(events, lost.ref));
    expect(await ordersOf(pair, lost.ref)).toEqual([]);
    await bot().until('a bet', (events) => openBets(events).length > 0);

    const slow = await placing(pair, { kind: 'slow', ms: SLOW_MS });
    bot().child.kill('SIGKILL');
    await bot().ended();
    await exchange.setFault({ kind: 'slow', operation: 'listCurrentOrders', ms: SLOW_MS, times: 1 });
    pair.restart();
    await expect.poll(exchange.faults, { timeout: 20_000 }).toEqual([]);
    expect(await terminate(pair)).toEqual([0, true]);
    expect(typesAfter(bot().events(), slow.seq)).toEqual(['BOT_STARTED', 'BOT_STOPPED']);
    pair.restart();
    await expectTold(pair, slow.ref, 'The run before ended in order; ');
    await expectEqualAtTheEnd(pair);
  });
});

describe('a program that has crashed again and again', () => {
  test('rests before anything is sent to another machine, and ends in order while it does', async () => {
    const { env } = await startExchangeProcess([]).up;
    const ends = [
      { flags: [], end: (bot: ReturnType<typeof startBotProcess>) => bot.child.kill('SIGTERM') },
      { flags: [], end: (bot: ReturnType<typeof startBotProcess>) => bot.child.kill('SIGINT') },
      { flags: ['--console'], end: (bot: ReturnType<typeof startBotProcess>) => bot.type('quit') },
    ];
    for (const { flags, end } of ends) {
      const dir = tempDir();
      const clock = clockAt(new Date().toISOString());
      const log = await openLog(dir, { mode: 'dry_run', clock });
      for (let i = 0; i < 12; i++) await appendOf(log, [started({}, 'dry_run')]);
      await log.close();
      const before = readEventFile(dir, 'dry_run');
      const bot = startBotProcess({
        dir,
        mode: 'dry_run',
        flags,
        env: { ...env, BETFAIR_API_URL: 'https://exchange.invalid/exchange' },
      });
      await expect
        .poll(() => bot.said(), { timeout: 20_000 })
        .toMatch(/started 12 times in the last hour and never ended in order.*rests for \d+ seconds/);
      end(bot);
      expect(await bot.ended()).toBe(0);
      expect(bot.said()).not.toMatch(/exchange\.invalid/);
      expect(readEventFile(dir, 'dry_run')).toEqual(before);
    }
  });
});
