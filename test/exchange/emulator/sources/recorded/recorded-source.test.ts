import { describe, expect, it } from 'vitest';
import { pennies } from '../../../../../src/core/money.ts';
import { createBetfairExchange } from '../../../../../src/exchange/betfair/betfair-exchange.ts';
import { createEmulator } from '../../../../../src/exchange/emulator/emulator.ts';
import { createRecordedSource } from '../../../../../src/exchange/emulator/sources/recorded/recorded-source.ts';
import { readRecordings } from '../../../../../src/exchange/emulator/sources/recorded/recording.ts';
import { definition, FIRST, recorded } from './stream-fixtures.ts';

const BEGAN = Date.UTC(2030, 0, 1);
const ID = '1.100000001';

async function replayed(file: string, speed = 1) {
  const source = createRecordedSource({ recordings: await readRecordings([file]), began: BEGAN, speed });
  return {
    source,
    marketAfter: (seconds: number, id = ID) => source.market(id, BEGAN + seconds * 1000),
    runner: (seconds: number, selectionId = 11) =>
      source.market(ID, BEGAN + seconds * 1000)?.runners.find((runner) => runner.selectionId === selectionId),
  };
}

describe('the delta rules of the stream', () => {
  it('lays prices over each other: size 0 removes, absent is unchanged, best comes first', async () => {
    const { runner } = await replayed(
      recorded(
        [
          0,
          {
            id: ID,
            marketDefinition: definition(),
            rc: [
              {
                id: 11,
                ltp: 3.5,
                tv: 10,
                atb: [
                  [3.4, 5],
                  [3.5, 7],
                  [3.3, 9],
                ],
                atl: [
                  [3.6, 4],
                  [3.55, 2],
                ],
              },
            ],
          },
        ],
        [10, { id: ID, rc: [{ id: 11, atb: [[3.5, 0]] }] }],
        [20, { id: ID, rc: [{ id: 11, atb: [[3.45, 1.5]], ltp: null }] }],
      ),
    );
    expect(runner(0)?.back).toEqual([
      [3.5, 7],
      [3.4, 5],
      [3.3, 9],
    ]);
    expect(runner(0)?.lay).toEqual([
      [3.55, 2],
      [3.6, 4],
    ]);
    expect(runner(10)?.back).toEqual([
      [3.4, 5],
      [3.3, 9],
    ]);
    expect(runner(20)).toMatchObject({
      back: [
        [3.45, 1.5],
        [3.4, 5],
        [3.3, 9],
      ],
      lastPriceTraded: 3.5,
    });
    expect(runner(20)?.lay).toEqual([
      [3.55, 2],
      [3.6, 4],
    ]);
  });

  it('an image replaces all prices and keeps the definition', async () => {
    const { marketAfter, runner } = await replayed(
      recorded(
        [
          0,
          {
            id: ID,
            tv: 90,
            marketDefinition: definition(),
            rc: [
              { id: 11, ltp: 3.5, atb: [[3.5, 7]] },
              { id: 12, atb: [[2, 1]] },
            ],
          },
        ],
        [5, { id: ID, img: true, rc: [{ id: 11, atb: [[3.4, 2]] }] }],
      ),
    );
    expect(runner(5)).toMatchObject({ back: [[3.4, 2]], lastPriceTraded: null });
    expect(runner(5, 12)?.back).toEqual([]);
    expect(marketAfter(5)).toMatchObject({ status: 'OPEN', version: 100, totalMatched: 0 });
  });

  it.each([
    ['batb', 'batl'],
    ['bdatb', 'bdatl'],
  ])('%s and %s are kept by level', async (back, lay) => {
    const { runner } = await replayed(
      recorded(
        [
          0,
          {
            id: ID,
            marketDefinition: definition(),
            rc: [
              {
                id: 11,
                [back]: [
                  [0, 3.5, 7],
                  [1, 3.4, 5],
                  [2, 3.3, 9],
                ],
                [lay]: [[0, 3.6, 4]],
              },
            ],
          },
        ],
        [
          5,
          {
            id: ID,
            rc: [
              {
                id: 11,
                [back]: [
                  [0, 3.55, 2],
                  [2, 0, 0],
                ],
              },
            ],
          },
        ],
      ),
    );
    expect(runner(5)?.back).toEqual([
      [3.55, 2],
      [3.4, 5],
    ]);
    expect(runner(5)?.lay).toEqual([[3.6, 4]]);
  });

  it('full depth is preferred to the best few, and does not give way when it runs empty', async () => {
    const { runner } = await replayed(
      recorded(
        [
          0,
          { id: ID, marketDefinition: definition(), rc: [{ id: 11, batb: [[0, 3.5, 7]], atb: [[3.5, 8]] }] },
        ],
        [5, { id: ID, rc: [{ id: 11, atb: [[3.5, 0]] }] }],
      ),
    );
    expect(runner(0)?.back).toEqual([[3.5, 8]]);
    expect(runner(5)?.back).toEqual([]);
  });

  it('takes one runner several times in one change, in their order', async () => {
    const { runner } = await replayed(
      recorded([
        0,
        {
          id: ID,
          marketDefinition: definition(),
          rc: [
            { id: 11, atb: [[3.5, 7]] },
            { id: 11, atb: [[3.5, 0]], ltp: 3.5 },
          ],
        },
      ]),
    );
    expect(runner(0)).toMatchObject({ back: [], lastPriceTraded: 3.5 });
  });

  it('shows a market from its first definition on, with the prices that came before it', async () => {
    const { marketAfter, source } = await replayed(
      recorded(
        [0, { id: ID, rc: [{ id: 11, atb: [[3.5, 7]] }] }],
        [60, { id: ID, marketDefinition: definition() }],
      ),
    );
    expect(marketAfter(59)).toBeUndefined();
    expect(source.list(BEGAN + 59_000)).toEqual([]);
    expect(marketAfter(60)?.runners[0]?.back).toEqual([[3.5, 7]]);
  });
});

describe('markets in a recording', () => {
  it('many come in one message, each with its own life', async () => {
    const { source, marketAfter } = await replayed(
      recorded(
        [
          0,
          { id: ID, marketDefinition: definition() },
          { id: '1.2', marketDefinition: definition({ version: 7 }) },
        ],
        [9, { id: '1.2', marketDefinition: definition({ status: 'CLOSED', version: 8 }) }],
      ),
    );
    expect(source.list(BEGAN).map((market) => market.marketId)).toEqual([ID, '1.2']);
    expect(source.list(BEGAN + 9_000).map((market) => market.marketId)).toEqual([ID]);
    expect(marketAfter(9, '1.2')).toMatchObject({ status: 'CLOSED', closedAt: BEGAN + 9_000, version: 8 });
    expect(marketAfter(9, '1.3')).toBeUndefined();
  });

  it('are not there before the recording begins', async () => {
    const { source, marketAfter } = await replayed(recorded([0, { id: ID, marketDefinition: definition() }]));
    expect(source.list(BEGAN - 1)).toEqual([]);
    expect(marketAfter(-0.001)).toBeUndefined();
  });

  it('show wall-clock times, compressed, and follow a start that moves', async () => {
    const { marketAfter } = await replayed(
      recorded(
        [0, { id: ID, marketDefinition: definition() }],
        [1200, { id: ID, marketDefinition: definition({ marketTime: '2026-05-02T13:30:00Z' }) }],
      ),
      60,
    );
    expect(marketAfter(19)?.startTime).toBe(BEGAN + 60_000);
    expect(marketAfter(20)?.startTime).toBe(BEGAN + 90_000);
  });

  it('can be closed, opened again and closed otherwise', async () => {
    const runners = (first: string, second: string) => ({
      runners: [
        { id: 11, status: first },
        { id: 12, status: second },
      ],
    });
    const { marketAfter } = await replayed(
      recorded(
        [0, { id: ID, marketDefinition: definition({ status: 'CLOSED', ...runners('WINNER', 'LOSER') }) }],
        [10, { id: ID, marketDefinition: definition({ status: 'SUSPENDED' }) }],
        [20, { id: ID, marketDefinition: definition({ status: 'CLOSED', ...runners('LOSER', 'WINNER') }) }],
        [30, { id: ID, marketDefinition: definition({ status: 'CLOSED', ...runners('LOSER', 'WINNER') }) }],
      ),
    );
    expect(marketAfter(5)).toMatchObject({ status: 'CLOSED', closedAt: BEGAN });
    expect(marketAfter(15)).toMatchObject({ status: 'SUSPENDED', closedAt: null });
    expect(marketAfter(30)).toMatchObject({
      closedAt: BEGAN + 20_000,
      runners: [{ status: 'LOSER' }, { status: 'WINNER' }],
    });
  });

  it('take names from the recording, and honest ones where it has none', async () => {
    const nameless = {
      runners: [...Array(2).keys()].map((n) => ({ id: n === 1 ? 58805 : 11, status: 'ACTIVE' })),
    };
    const { marketAfter } = await replayed(
      recorded(
        [0, { id: ID, marketDefinition: definition(nameless) }],
        [
          5,
          {
            id: ID,
            marketDefinition: definition({
              name: 'Match Odds',
              eventName: 'North v South',
              runners: [{ id: 11, name: 'North', status: 'ACTIVE' }],
            }),
          },
        ],
      ),
    );
    expect(marketAfter(0)).toMatchObject({ eventName: `Market ${ID}`, marketName: 'MATCH_ODDS' });
    expect(marketAfter(0)?.runners.map(({ name }) => name)).toEqual(['Selection 11', 'The Draw']);
    expect(marketAfter(5)).toMatchObject({
      eventName: 'North v South',
      marketName: 'Match Odds',
      runners: [{ name: 'North' }],
    });
  });

  it('a runner status that decides nothing leaves the runner undecided; a vacant one is removed', async () => {
    const runners = ['PLACED', 'REMOVED_VACANT', 'HIDDEN', 'SOMETHING_NEW'].map((status, id) => ({
      id,
      status,
    }));
    const { marketAfter } = await replayed(
      recorded([0, { id: ID, marketDefinition: definition({ status: 'NEW_STATUS', runners }) }]),
    );
    expect(marketAfter(0)?.status).toBe('INACTIVE');
    expect(marketAfter(0)?.runners.map(({ status }) => status)).toEqual([
      'ACTIVE',
      'REMOVED',
      'REMOVED',
      'ACTIVE',
    ]);
  });

  it('tell by how much a removed runner reduces prices, and when it was removed, by the clock on the wall', async () => {
    const runners = [
      { id: 11, status: 'ACTIVE' },
      {
        ...{ id: 12, status: 'REMOVED', adjustmentFactor: 16.2 },
        removalDate: new Date(FIRST + 60_000).toISOString(),
      },
    ];
    const file = recorded(
      [0, { id: ID, marketDefinition: definition() }],
      [60, { id: ID, marketDefinition: definition({ runners }) }],
    );
    const { runner, source } = await replayed(file, 10);
    expect(runner(7, 12)).toMatchObject({
      removal: { adjustmentFactor: 16.2, removalDate: new Date(BEGAN + 6_000).toISOString() },
    });
    const clock = { now: () => BEGAN + 7_000, wait: async () => undefined };
    const account = { currency: 'GBP', balance: pennies(100_000) };
    const emulator = createEmulator({ source, clock, account });
    const exchange = createBetfairExchange({ call: emulator.call, strategyRef: 'rollover' });
    const [book] = await exchange.listBooks([ID]);
    expect(book?.runners.map(({ removal }) => removal)).toEqual([
      undefined,
      { percent: 16.2, at: new Date(BEGAN + 6_000).toISOString() },
    ]);
  });

  it('that are not bet at odds, or each way, or never defined, are left out', async () => {
    const { source } = await replayed(
      recorded([
        0,
        { id: '1.1', marketDefinition: definition({ bettingType: 'ASIAN_HANDICAP_DOUBLE_LINE' }) },
        { id: '1.2', marketDefinition: definition({ marketType: 'EACH_WAY' }) },
        { id: '1.3', rc: [{ id: 11, ltp: 3 }] },
        { id: '1.4', marketDefinition: definition() },
      ]),
    );
    expect(source.list(BEGAN).map((market) => market.marketId)).toEqual(['1.4']);
  });

  it('sum the volumes of their runners where the market has none', async () => {
    const rc = [
      { id: 11, tv: 10.1 },
      { id: 12, tv: 20.2 },
    ];
    const { marketAfter } = await replayed(
      recorded(
        [0, { id: ID, marketDefinition: definition(), rc }],
        [5, { id: ID, tv: 31, rc: [{ id: 11, tv: 11 }] }],
      ),
    );
    expect(marketAfter(0)?.totalMatched).toBe(30.3);
    expect(marketAfter(5)?.totalMatched).toBe(31);
  });
});

describe('depth made up around last traded prices', () => {
  const traded = (...prices: number[]) =>
    prices.map((ltp, second): [number, object] => [
      second,
      { id: ID, ...(second === 0 && { marketDefinition: definition() }), rc: [{ id: 11, ltp }] },
    ]);

  it('offers the price that stood, lays above it, and grows away from the best', async () => {
    const prices = [1.01, 1.02, 1.99, 2, 3.5, 6.6, 12, 95, 100, 980, 990, 1000];
    const { runner, marketAfter } = await replayed(recorded(...traded(...prices)));
    for (const [second, price] of prices.entries()) {
      const { back = [], lay = [] } = runner(second) ?? {};
      expect(back[0]?.[0]).toBe(price);
      expect(back.map(([at]) => at)).toEqual(back.map(([at]) => at).toSorted((a, b) => b - a));
      expect(lay.map(([at]) => at)).toEqual(lay.map(([at]) => at).toSorted((a, b) => a - b));
      expect(new Set(lay.map(([at]) => at)).size).toBe(lay.length);
      for (const [at, size] of [...back, ...lay]) {
        expect(at).toBeGreaterThanOrEqual(1.01);
        expect(size).toBeGreaterThan(0);
      }
      for (const [at] of lay) expect(at).toBeGreaterThan(price);
      if (back.length > 2) expect(back.at(-1)?.[1]).toBeGreaterThan(back[0]?.[1] ?? 0);
    }
    expect(marketAfter(0)).toMatchObject({ depthMadeUp: true, totalMatched: 0 });
    expect(runner(4)?.back[0]?.[1]).toBeGreaterThan(8_000);
  });

  it('is the same whenever the price is the same', async () => {
    const { runner } = await replayed(recorded(...traded(3.5, 3.6, 3.5)));
    expect(runner(2)).toEqual(runner(0));
    expect(runner(1)?.back).not.toEqual(runner(0)?.back);
  });

  it('is there only while the market is open and the runner in it', async () => {
    const { runner, marketAfter } = await replayed(
      recorded(
        ...traded(3.5),
        [5, { id: ID, marketDefinition: definition({ status: 'SUSPENDED' }) }],
        [9, { id: ID, marketDefinition: definition({ runners: [{ id: 11, status: 'REMOVED' }] }) }],
      ),
    );
    expect(runner(5)).toMatchObject({ back: [], lay: [], lastPriceTraded: 3.5 });
    expect(runner(9)).toMatchObject({ back: [], lay: [], status: 'REMOVED' });
    expect(marketAfter(5)?.depthMadeUp).toBe(true);
  });

  it('is not said of a market that holds no price at all', async () => {
    const { marketAfter } = await replayed(recorded([0, { id: ID, marketDefinition: definition() }]));
    expect(marketAfter(0)?.depthMadeUp).toBe(false);
  });
});

it('refuses a speed that is not above zero', () => {
  for (const speed of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    const recordings = [{ file: 'x', messages: 1, firstPt: 1, lastPt: 1, markets: [] }];
    expect(() => createRecordedSource({ recordings, began: 0, speed })).toThrow(RangeError);
  }
});
