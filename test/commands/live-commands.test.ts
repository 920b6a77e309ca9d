import { describe, expect, it } from 'vitest';
import type { FoundOrder } from '../../src/betting/sweep-orders.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { at, given, started } from '../core/given.ts';
import { market } from '../markets/entrants.ts';
import { appWith, effect, plain, reply, run } from './bench-app.ts';

const ORDER: FoundOrder = {
  betId: '338104992133',
  side: 'BACK',
  marketId: '1.1',
  selectionId: 58_805,
  orderRef: 'somebody',
  priceAsked: price(3.5),
  placedAt: at(1),
  matched: pennies(250),
  remaining: pennies(0),
  isSettled: false,
  priceMatched: price(3.55),
};

const live = given(started({}, 'live'));
const finding = (...orders: FoundOrder[]) =>
  appWith(live, { unknownOrders: () => orders, market: () => Promise.resolve(market()) });

describe('adopt', () => {
  it('asks with what it would do, and takes the order over as a bet of the cycle, with further outlay', async () => {
    const app = finding(ORDER);
    expect(effect(app, 'adopt')).toMatch(
      /^This takes bet 338104992133 \(2\.50 GBP at 3\.55 .*as leg 1 of cycle 1; the pot has 1\.00 GBP for its stake, and 1\.50 GBP is put in from outside$/,
    );
    const answer = await reply(app, 'adopt');
    expect(plain(answer.text)).toMatch(/leg 1 of cycle 1.*paused until somebody resumes/);
    expect(app.state().openBets).toMatchObject([
      {
        betId: '338104992133',
        event: 'Ashford v Bexley',
        selection: 'The Draw',
        stake: 250,
        orderRef: 'somebody',
      },
    ]);
    expect(app.state().ledger).toMatchObject({ pot: 250, stakesOut: 250, leg: 1 });
  });

  it('says where the pot holds the stake', () => {
    expect(effect(finding({ ...ORDER, matched: pennies(80) }), 'adopt')).toMatch(
      /; the pot of 1\.00 GBP holds its stake$/,
    );
  });

  it('takes over one that is settled already, at the price asked where it was wholly void', async () => {
    const order = { ...ORDER, isSettled: true, priceMatched: null };
    expect(effect(finding(order), 'adopt')).toMatch(
      /^This takes the settled bet 338104992133 \(2\.50 GBP at 3\.50 /,
    );
    const app = finding(order);
    await reply(app, 'adopt');
    expect(app.state().openBets).toMatchObject([{ priceMatched: 3.5 }]);
  });

  it.each([
    ['none', [], undefined, 'nothing_to_adopt'],
    ['several and none named', [ORDER, { ...ORDER, betId: '2' }], undefined, 'which_one'],
    ['another one named', [ORDER], '17', 'which_one'],
    ['a lay', [{ ...ORDER, side: 'LAY' as const }], undefined, 'lay'],
    [
      'one that may still be matched further',
      [{ ...ORDER, remaining: pennies(10) }],
      undefined,
      'not_matched',
    ],
    [
      'nothing of it matched',
      [{ ...ORDER, matched: pennies(0), priceMatched: null }],
      undefined,
      'not_matched',
    ],
  ])('refuses where there is %s', (_, orders, bet, refused) => {
    expect(effect(finding(...orders), 'adopt', bet === undefined ? {} : { bet })).toMatchObject({
      refused,
    });
  });
});

describe('arm and disarm', () => {
  it('are for live alone, and say until when', async () => {
    expect(await run(appWith(), 'arm', { minutes: '5' })).toMatchObject({ refused: 'not-live' });
    const app = appWith(live);
    const answer = await reply(app, 'arm', { minutes: '60', keep: 'true' });
    expect(answer.text).toEqual(['Real money is bet until ', { at: at(150) }, ', also after a restart.']);
    expect(app.state().armed).toEqual({ until: at(150), keep: true });
    expect(await run(app, 'disarm')).toMatchObject({ title: 'Live betting is disarmed' });
    expect(await run(app, 'disarm')).toMatchObject({ refused: 'not-armed' });
  });
});
