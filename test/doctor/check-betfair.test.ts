import { expect, it, onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import { pennies } from '../../src/core/money.ts';
import { checkBetfair } from '../../src/doctor/check-betfair.ts';
import type { DateSeen } from '../../src/doctor/check-clock.ts';
import { openForALook } from '../../src/wiring/betfair-exchange.ts';
import { fault, serve } from '../exchange/betfair/over-https.ts';
import { world } from '../exchange/emulator/world.ts';

const HOUR = 3_600_000;

/** Goes on at once, but for what is only waited for until something else comes first: the limit of a call. */
const impatient: Clock = {
  ...systemClock,
  wait: (ms, signal) => systemClock.wait(signal === undefined ? 0 : ms, signal),
};

async function look(options: Parameters<typeof world>[1] = {}, change: object = {}, access: object = {}) {
  const there = world([], options);
  const served = await serve(there);
  onTestFinished(served.close);
  const dates: DateSeen[] = [];
  const now = there.clock.now();
  const run = () =>
    checkBetfair({
      ...openForALook(
        { ...served.access, ...access },
        (date, host) => dates.push({ host, theirs: Date.parse(date), ours: Date.now() }),
        impatient,
      ),
      live: false,
      currency: 'GBP',
      initialStake: pennies(100),
      filter: {
        ...{ sportId: '1', marketType: 'MATCH_ODDS', max: 1 },
        from: new Date(now - HOUR).toISOString(),
        to: new Date(now + 24 * HOUR).toISOString(),
      },
      ...change,
    });
  return { run, dates, served };
}

const texts = (findings: Awaited<ReturnType<typeof checkBetfair>>) =>
  findings.map(({ verdict, subject, text }) => `${verdict} ${subject}: ${text}`);

it('logs in, looks at prices and account, and logs out again', async () => {
  const { run, dates } = await look();
  expect(texts(await run())).toEqual([
    'pass Betfair: username, password and certificate are taken.',
    expect.stringMatching(/^pass Prices: those of .* are live\.$/),
    'pass Account: 1,000.00 GBP are there to bet with.',
  ]);
  expect(dates.length).toBeGreaterThan(3);
});

it.each([
  [false, 'pass', 'enough for a dry run'],
  [true, 'fail', 'live betting refuses them'],
])('tells a delayed key (live: %s)', async (live, verdict, text) => {
  const { run } = await look({ delayed: true }, { live });
  expect((await run())[1]).toMatchObject({ verdict, text: expect.stringContaining(text) });
});

it.each([
  [{ currency: 'EUR' }, {}, 'fail', 'set betting.currency to "EUR" (it says GBP)'],
  [
    { balance: 50 },
    {},
    'warning',
    '0.50 GBP are there to bet with, less than the initial stake of 1.00; paper',
  ],
  [{ balance: 50 }, { live: true }, 'fail', 'pay in, or lower it'],
])('tells what is wrong with the account: %j', async (options, change, verdict, text) => {
  const { run } = await look(options, change);
  expect((await run())[2]).toMatchObject({ verdict, text: expect.stringContaining(text) });
});

it('warns where no market would be looked at', async () => {
  const nothing = {
    sportId: '7',
    marketType: 'WIN',
    from: '2026-01-01T00:00:00Z',
    to: '2026-01-02T00:00:00Z',
  };
  const { run } = await look({}, { filter: { ...nothing, max: 1 } });
  expect((await run())[1]).toMatchObject({ verdict: 'warning', text: expect.stringContaining('no market') });
});

it('says why there is no way in, asks nothing more, and shows no password', async () => {
  const { run } = await look({}, {}, { password: 'wrong-password' });
  const found = texts(await run());
  expect(found[0]).toMatch(/^fail Betfair: .*INVALID_USERNAME_OR_PASSWORD/);
  expect(found.slice(1).every((text) => text.startsWith('skip '))).toBe(true);
  expect(found.join()).not.toContain('wrong-password');
});

it('says what a call came to that failed, and looks at the rest', async () => {
  const { run, served } = await look();
  await fault(served, 'html', 'getAccountFunds', 9);
  const found = await run();
  expect(found.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'fail']);
  expect(found[2]?.text).toMatch(/ If all is right here, run this again in a while\.$/);
});

it('claims nothing of the application key before it was used', async () => {
  const { run } = await look({}, {}, { appKey: 'unknown' });
  const found = texts(await run());
  expect(found[0]).toBe('pass Betfair: username, password and certificate are taken.');
  expect(found[1]).toMatch(/^fail Prices: .*: check BETFAIR_APP_KEY \(INVALID_APP_KEY\)\.$/);
});
