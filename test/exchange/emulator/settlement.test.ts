import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import type { EmulatedMarket } from '../../../src/exchange/emulator/market-source.ts';
import { AWAY, DRAW, ended, HOME, runner } from '../scripted-source.ts';
import { account, cleared, closedAs, current, MARKET, placed, type World, world, worldOf } from './world.ts';

const HOUR = 3_600_000;
const homeWins = closedAs(ended('WINNER', 'LOSER', 'LOSER'));
const homeLoses = closedAs(ended('LOSER', 'WINNER', 'LOSER'));
const allVoid = closedAs(ended('REMOVED', 'REMOVED', 'REMOVED'));

const byMarket = async (in_: World) => (await cleared(in_, 'SETTLED', { groupBy: 'MARKET' }))[0];

/** A market with the home side offered at that price, that ends in an hour. */
function ending(
  end: Partial<EmulatedMarket>,
  price: number,
  options: Parameters<typeof world>[1] = {},
): World {
  const runners = [
    runner(HOME, { back: [[price, 1_000]], lay: [[price, 1_000]] }),
    runner(AWAY),
    runner(DRAW),
  ];
  return world(
    [
      [0, { runners }],
      [HOUR, end],
    ],
    options,
  );
}

describe('a bet is settled to the penny', () => {
  it.each<[string, Partial<EmulatedMarket>, number, number, string, number, number, number]>([
    // what, end, price, stake, outcome, profit, commission, what is available afterwards
    ['won at 3.50', homeWins, 3.5, 1, 'WON', 2.5, 0.13, 1_002.37],
    ['won, 8.425 rounded up', homeWins, 3.5, 3.37, 'WON', 8.43, 0.42, 1_008.01],
    ['won at 4.00', homeWins, 4, 1, 'WON', 3, 0.15, 1_002.85],
    ['lost', homeLoses, 3.5, 1, 'LOST', -1, 0, 999],
    [
      'dead heat of two at 1.65',
      { ...closedAs(ended('WINNER', 'WINNER', 'LOSER')) },
      1.65,
      1,
      'LOST',
      -0.17,
      0,
      999.83,
    ],
    [
      'dead heat of two at 3.50',
      { ...closedAs(ended('WINNER', 'WINNER', 'LOSER')) },
      3.5,
      1,
      'WON',
      0.75,
      0.04,
      1_000.71,
    ],
    [
      'dead heat of three for two places at 3.50',
      { ...closedAs(ended('WINNER', 'WINNER', 'WINNER')), numberOfWinners: 2 },
      3.5,
      1,
      'WON',
      1.33,
      0.07,
      1_001.26,
    ],
    [
      'two winners of a market without a number of winners',
      { ...closedAs(ended('WINNER', 'WINNER', 'LOSER')), numberOfWinners: 0 },
      3.5,
      1,
      'WON',
      2.5,
      0.13,
      1_002.37,
    ],
  ])('%s', async (_what, end, price, size, betOutcome, profit, commission, available) => {
    const in_ = ending(end, price);
    await placed(in_, { price, size });
    await in_.clock.advance(HOUR);
    expect(await cleared(in_, 'SETTLED')).toMatchObject([
      { betOutcome, profit, sizeSettled: size, settledDate: '2026-03-01T13:00:00.000Z' },
    ]);
    expect(await byMarket(in_)).toMatchObject({ profit, commission, betCount: 1 });
    expect(await account(in_)).toEqual([available, 0]);
  });

  it('on the average price where it was matched at several', async () => {
    const runners = [
      runner(HOME, {
        back: [
          [3.55, 1],
          [3.5, 2],
        ],
      }),
      runner(AWAY),
      runner(DRAW),
    ];
    const in_ = world([
      [0, { runners }],
      [HOUR, homeWins],
    ]);
    expect(await placed(in_, { size: 3, price: 3.5 })).toMatchObject({ averagePriceMatched: 211 / 60 });
    await in_.clock.advance(HOUR);
    expect(await cleared(in_, 'SETTLED')).toMatchObject([{ priceMatched: 3.52, profit: 7.55 }]);
  });

  it('laid: the backer’s loss is the profit, and the other way round', async () => {
    const lost = ending(homeLoses, 3.5);
    await placed(lost, { side: 'LAY', size: 10 });
    await lost.clock.advance(HOUR);
    expect(await cleared(lost, 'SETTLED')).toMatchObject([{ betOutcome: 'WON', profit: 10 }]);
    const won = ending(homeWins, 3.5);
    await placed(won, { side: 'LAY', size: 10 });
    await won.clock.advance(HOUR);
    expect(await cleared(won, 'SETTLED')).toMatchObject([{ betOutcome: 'LOST', profit: -25 }]);
    expect(await account(won)).toEqual([975, 0]);
  });
});

describe('a void bet', () => {
  it('of a market void as a whole comes back, and stands among the voided', async () => {
    const in_ = ending(allVoid, 3.5);
    await placed(in_, { size: 7, orderRef: 'v' });
    await in_.clock.advance(HOUR);
    expect(await cleared(in_, 'VOIDED')).toMatchObject([
      { profit: 0, sizeSettled: 7, customerOrderRef: 'v' },
    ]);
    expect(await cleared(in_, 'VOIDED')).not.toMatchObject([{ betOutcome: expect.anything() }]);
    expect(await cleared(in_, 'SETTLED')).toEqual([]);
    expect(await account(in_)).toEqual([1_000, 0]);
  });

  it('of a removed selection is voided at once, while the market goes on', async () => {
    const runners = [runner(HOME, { status: 'REMOVED', back: [], lay: [] }), runner(AWAY), runner(DRAW)];
    const in_ = world([
      [HOUR, { runners }],
      [2 * HOUR, closedAs(ended('REMOVED', 'WINNER', 'LOSER'))],
    ]);
    await placed(in_, { size: 7 });
    await placed(in_, { fillOrKill: false, size: 5, price: 4 });
    await in_.clock.advance(HOUR);
    expect(await current(in_)).toMatchObject([
      { sizeMatched: 0, sizeVoided: 7, averagePriceMatched: 0 },
      { sizeLapsed: 5, sizeRemaining: 0 },
    ]);
    expect(await account(in_)).toEqual([1_000, 0]);
    await in_.clock.advance(HOUR);
    expect(await cleared(in_, 'VOIDED')).toHaveLength(1);
  });
});

describe('commission', () => {
  it('is taken on the net of all bets in the market', async () => {
    const in_ = world([[HOUR, homeWins]]);
    await placed(in_, { size: 10 });
    await placed(in_, { size: 10, selectionId: AWAY });
    await in_.clock.advance(HOUR);
    expect(await byMarket(in_)).toMatchObject({ profit: 15, commission: 0.75, betCount: 2 });
    expect(await account(in_)).toEqual([1_014.25, 0]);
  });

  it.each([
    [true, 0.4],
    [false, 0.5],
  ])('is less the discount only where the market allows it (%s)', async (discountAllowed, commission) => {
    const in_ = ending({ ...homeWins, discountAllowed }, 3, { discountRate: 0.2 });
    await placed(in_, { size: 5, price: 3 });
    await in_.clock.advance(HOUR);
    expect(await byMarket(in_)).toMatchObject({ profit: 10, commission });
  });
});

describe('a result', () => {
  it('waits for its lag', async () => {
    const in_ = ending(homeWins, 3.5, { settlementLag: 60_000 });
    await placed(in_);
    await in_.clock.advance(HOUR + 59_999);
    expect(await cleared(in_, 'SETTLED')).toEqual([]);
    expect(await current(in_)).toHaveLength(1);
    await in_.clock.advance(1);
    expect(await cleared(in_, 'SETTLED')).toHaveLength(1);
    expect(await current(in_)).toEqual([]);
  });

  it('of a market closed without one settles nothing', async () => {
    const in_ = ending({ status: 'CLOSED' }, 3.5);
    await placed(in_);
    await in_.clock.advance(HOUR);
    expect(await cleared(in_, 'SETTLED')).toEqual([]);
    expect(await account(in_)).toEqual([998, -2]);
  });

  it('is taken back when the source opens the market again, and given anew when it closes', async () => {
    const in_ = world([
      [HOUR, homeWins],
      [
        HOUR + 60_000,
        { status: 'OPEN', closedAt: null, runners: [runner(HOME), runner(AWAY), runner(DRAW)] },
      ],
      [HOUR + 120_000, homeLoses],
    ]);
    await placed(in_, { size: 10 });
    await in_.clock.advance(HOUR);
    expect(await account(in_)).toEqual([1_023.75, 0]);
    await in_.clock.advance(60_000);
    expect(await account(in_)).toEqual([990, -10]);
    expect(await current(in_)).toHaveLength(1);
    await in_.clock.advance(60_000);
    expect(await account(in_)).toEqual([990, 0]);
    expect(await cleared(in_, 'SETTLED')).toMatchObject([
      { betOutcome: 'LOST', settledDate: '2026-03-01T13:02:00.000Z' },
    ]);
  });
});

describe('the operator of the exchange', () => {
  it('closes a market with the winners that he names', async () => {
    const in_ = world();
    await placed(in_, { size: 10 });
    in_.emulator.close(MARKET, [HOME]);
    expect(await cleared(in_, 'SETTLED')).toMatchObject([{ betOutcome: 'WON', profit: 25 }]);
  });

  it('corrects a result, long after it was settled, under a new settled date', async () => {
    const in_ = ending(homeWins, 3.5);
    await placed(in_, { size: 10 });
    await in_.clock.advance(HOUR);
    expect(await account(in_)).toEqual([1_023.75, 0]);
    await in_.clock.advance(24 * HOUR);
    expect(await account(in_)).toEqual([1_023.75, 0]);
    in_.emulator.correct(MARKET, [AWAY]);
    expect(await cleared(in_, 'SETTLED')).toMatchObject([
      { betOutcome: 'LOST', profit: -10, settledDate: '2026-03-02T13:00:00.000Z' },
    ]);
    expect(await account(in_)).toEqual([990, 0]);
  });

  it('corrects at least a second after the result before', async () => {
    const in_ = world([], { settlementLag: 0 });
    await placed(in_, { size: 10 });
    in_.emulator.close(MARKET, [HOME]);
    await current(in_);
    in_.emulator.correct(MARKET, [AWAY]);
    await in_.clock.advance(1_000);
    expect(await cleared(in_, 'SETTLED')).toMatchObject([
      { betOutcome: 'LOST', settledDate: '2026-03-01T12:00:01.000Z' },
    ]);
  });

  it('voids a market, an open one or a closed one', async () => {
    const in_ = world();
    await placed(in_, { size: 10 });
    in_.emulator.close(MARKET, [HOME]);
    expect(await account(in_)).toEqual([1_023.75, 0]);
    in_.emulator.void(MARKET);
    await in_.clock.advance(1_000);
    expect(await account(in_)).toEqual([1_000, 0]);
    expect(await cleared(in_, 'VOIDED')).toHaveLength(1);
  });

  it('is told what does not go', () => {
    const { emulator } = world();
    expect(() => emulator.suspend('1.9')).toThrow('no market 1.9 is on show');
    expect(() => emulator.close(MARKET, [1])).toThrow('1 is no runner of market 1.100');
    expect(() => emulator.correct(MARKET, [HOME])).toThrow('market 1.100 is not closed yet');
    emulator.close(MARKET, [HOME]);
    expect(() => emulator.close(MARKET, [AWAY])).toThrow('market 1.100 is closed: correct it instead');
    expect(() => emulator.suspend(MARKET)).toThrow('market 1.100 is closed');
  });
});

describe('exposure', () => {
  it('is the worst result of all bets in a market together', async () => {
    const in_ = world();
    await placed(in_, { size: 10 });
    expect(await account(in_)).toEqual([990, -10]);
    await placed(in_, { size: 10, selectionId: AWAY });
    expect(await account(in_)).toEqual([980, -20]);
    await placed(in_, { size: 10, selectionId: DRAW });
    expect(await account(in_)).toEqual([1_000, 0]);
  });

  it('of a lay is what its backer would win; unmatched parts count in full', async () => {
    const in_ = world();
    await placed(in_, { side: 'LAY', size: 10, price: 3.55 });
    expect(await account(in_)).toEqual([974.5, -25.5]);
    await placed(in_, { side: 'LAY', size: 10, price: 2, fillOrKill: false });
    expect(await account(in_)).toEqual([964.5, -35.5]);
    await placed(in_, { size: 10, price: 4, fillOrKill: false });
    expect(await account(in_)).toEqual([964.5, -35.5]);
  });

  // Home and away are laid, 10.00 at 3.55 each: 25.50 to lose on each winner, 10.00 to gain on each loser.
  it.each([
    [1, -15.5],
    [2, -51],
    [0, -51],
  ])(
    'of two laid runners in a market of %d places counts as many winners as there can be',
    async (places, at) => {
      const in_ = world([[0, { numberOfWinners: places }]]);
      for (const selectionId of [HOME, AWAY]) {
        await placed(in_, { side: 'LAY', size: 10, price: 3.55, selectionId });
      }
      expect(await account(in_)).toEqual([1_000 + at, at]);
    },
  );

  it('of several markets adds up', async () => {
    const in_ = worldOf({ [MARKET]: [], '1.200': [] });
    await placed(in_, { size: 10 });
    await placed(in_, { size: 5, marketId: '1.200' });
    expect(await account(in_)).toEqual([985, -15]);
  });
});

describe('an exchange that starts again', () => {
  const open = {
    betId: '1767225600000',
    marketId: MARKET,
    selectionId: HOME,
    customerOrderRef: 'kept',
    customerStrategyRef: 'bot',
    priceAsked: 3.4,
    priceMatched: 3.5,
    size: pennies(1_000),
    placedAt: Date.parse('2026-03-01T11:00:00.500Z'),
  };

  it('knows the orders that were open, and settles them', async () => {
    const in_ = world([[HOUR, homeWins]], { openOrders: [open] });
    expect(await account(in_)).toEqual([990, -10]);
    expect(await current(in_, { customerOrderRefs: ['kept'] })).toMatchObject([
      {
        betId: open.betId,
        sizeMatched: 10,
        averagePriceMatched: 3.5,
        priceSize: { price: 3.4, size: 10 },
        placedDate: '2026-03-01T11:00:00.000Z',
        customerStrategyRef: 'bot',
      },
    ]);
    await in_.clock.advance(HOUR);
    expect(in_.emulator.books()).toMatchObject({
      orders: [{ betId: open.betId, outcome: 'WON', profit: 25 }],
    });
    expect(await account(in_)).toEqual([1_023.75, 0]);
  });

  it('settles one whose market closed while it was away', async () => {
    const in_ = world([[0, homeLoses]], { openOrders: [open] });
    expect(await account(in_)).toEqual([990, 0]);
    expect(await cleared(in_, 'SETTLED')).toMatchObject([{ betOutcome: 'LOST', customerOrderRef: 'kept' }]);
  });

  it('gives no bet id twice', async () => {
    const future = { ...open, betId: '9999999999999' };
    expect(await placed(world([], { openOrders: [future] }))).toMatchObject({ betId: '10000000000000' });
  });

  it('refuses an order on a market that it does not have', () => {
    const stray = { ...open, marketId: '1.9' };
    expect(() => world([], { openOrders: [stray] })).toThrow(
      'is on market 1.9, which this exchange does not have',
    );
  });
});
