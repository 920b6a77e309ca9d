import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { DemoWorld } from '../../src/core/events.ts';
import type { State } from '../../src/core/state.ts';
import { DemoGone, openDemoExchange } from '../../src/wiring/demo-exchange.ts';
import { act, apply, at, bet, given, started } from '../core/given.ts';
import { end } from '../core/play.ts';
import { tempDir } from '../store/temp-log.ts';

const WANTED = {
  seed: 1,
  speed: 600,
  recordings: [],
  currency: 'GBP',
  sportId: '1',
  marketType: 'MATCH_ODDS',
};
const OLD: DemoWorld = { seed: 1, speed: 600, recordings: [], began: '2026-01-01T00:00:00.000Z' };

/** A log whose last start was in that world. */
function inWorld(demo: DemoWorld): State {
  const start = started();
  return start.type === 'BOT_STARTED'
    ? apply(given(), [{ ...start, data: { ...start.data, demo } }])
    : given();
}

/** The same with a request on it, which stands on no market in particular. */
const withOpenRequest = (demo: DemoWorld): State => ({
  ...inWorld(demo),
  request: { ...bet(inWorld(demo)).openBets[0]!, requestedAt: '', eventId: '' },
});

test('a demo with nothing open begins now, as it is asked for', async () => {
  const before = Date.now();
  const { demo, warnings } = await openDemoExchange(
    { ...WANTED, speed: 60 },
    () => inWorld(OLD),
    systemClock,
  );
  expect(demo).toMatchObject({ seed: 1, speed: 60, recordings: [] });
  expect(Date.parse(demo!.began)).toBeGreaterThanOrEqual(before);
  expect(warnings).toEqual([]);
});

test('a demo with something open goes on where it was, and says so where another one was asked for', async () => {
  const same = await openDemoExchange(WANTED, () => withOpenRequest(OLD), systemClock);
  expect(same).toMatchObject({ demo: OLD, warnings: [] });
  const other = await openDemoExchange(
    { ...WANTED, seed: 7, speed: 60 },
    () => withOpenRequest(OLD),
    systemClock,
  );
  expect(other.demo).toEqual(OLD);
  expect(other.warnings).toEqual([
    expect.stringMatching(
      /goes on in it: generated football with seed 1 at speed 600.*not used yet: generated football with seed 7 at speed 60\. /,
    ),
  ]);
});

test('a recording that an open bet stands on and that is gone is told with the ways out', async () => {
  const lost = { ...OLD, recordings: [join(tempDir(), 'gone.bz2')] };
  const opening = openDemoExchange(WANTED, () => withOpenRequest(lost), systemClock);
  await expect(opening).rejects.toThrow(DemoGone);
  await expect(opening).rejects.toThrow(/A bet is open.*gone\.bz2.*another DATA_DIR/);
});

test('a recording of another sport is told', async () => {
  const file = join(tempDir(), 'tennis');
  const definition = {
    bettingType: 'ODDS',
    marketType: 'MATCH_ODDS',
    eventTypeId: '2',
    status: 'OPEN',
    inPlay: false,
    withinMs: 15_000,
    version: 1,
    numberOfWinners: 1,
    marketBaseRate: 5,
    discountAllowed: true,
    turnInPlayEnabled: true,
    eventId: '1',
    eventName: 'A v B',
    marketTime: '2020-01-02T00:00:00.000Z',
    suspendTime: '2020-01-02T00:00:00.000Z',
    runners: [{ id: 1, status: 'ACTIVE', sortPriority: 1, name: 'A' }],
  };
  writeFileSync(
    file,
    `${JSON.stringify({ op: 'mcm', pt: 1_577_836_800_000, mc: [{ id: '1.5', marketDefinition: definition }] })}\n`,
  );
  const { warnings } = await openDemoExchange(
    { ...WANTED, recordings: [file] },
    () => inWorld(OLD),
    systemClock,
  );
  expect(warnings).toEqual([
    expect.stringMatching(/Nothing here will be bet on: there is MATCH_ODDS of sport "2".*sport "1"/),
  ]);
  rmSync(file);
});

test('the account holds what the log says was won and lost', async () => {
  const state = end(bet(inWorld(OLD)), 'lost');
  const { exchange } = await openDemoExchange(WANTED, () => state, systemClock);
  expect(await exchange.funds()).toMatchObject({ available: 10_000_000 - 100, exposure: 0, currency: 'GBP' });
});

test('the account gives the stake back of a bet that an operator cancelled', async () => {
  let state = inWorld(OLD);
  const { exchange } = await openDemoExchange(WANTED, () => state, systemClock);
  state = bet(state);
  expect(await exchange.funds()).toMatchObject({ available: 10_000_000 - 100, exposure: -100 });
  state = act(state, { kind: 'cancel', now: at() });
  expect(await exchange.funds()).toMatchObject({ available: 10_000_000, exposure: 0 });
});
