import { describe, expect, it } from 'vitest';
import { type Backtested, backtest } from '../../src/backtest/backtest.ts';
import { inOrderOfTime } from '../../src/backtest/decode-ahead.ts';
import { runCharts, sweepCharts } from '../../src/backtest/report/charts.ts';
import { findingsOf } from '../../src/backtest/report/findings.ts';
import { reportJson, sweepJson } from '../../src/backtest/report/json.ts';
import { reportPage } from '../../src/backtest/report/page.ts';
import { sectionsOf } from '../../src/backtest/report/sections.ts';
import { sweepSections } from '../../src/backtest/report/sweep-sections.ts';
import type { Strategy } from '../../src/backtest/strategy.ts';
import { middleOf, ranked, sweptOf, trialsOf } from '../../src/backtest/sweep.ts';
import { ALL_TIME } from '../../src/backtest/trial.ts';
import { renderReply } from '../../src/console/render-reply.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { findRecordings } from '../../src/recordings/find-recordings.ts';
import type { Reply } from '../../src/reply.ts';
import { numberEvent, sealEvent } from '../../store/codec/event-codec.ts';
import { type MemoryLogWanted, memoryEventLog } from '../../store/memory-event-log.ts';
import { definition, FIRST, recorded } from '../exchange/emulator/sources/recorded/stream-fixtures.ts';
import { sealedLog, strategy } from './handmade.ts';

const iso = (seconds: number) => new Date(FIRST + seconds * 1_000).toISOString();

interface Market {
  readonly id: string;
  /** Seconds since FIRST. */
  readonly start: number;
  readonly odds?: number;
  readonly traded?: boolean;
  readonly runners?: readonly [string, string];
  readonly type?: string;
}

/** Selection 11 stands at those odds from a minute after the beginning; the market is decided an hour after its start. */
function marketFile({ id, start, odds = 3.5, traded, runners = ['WINNER', 'LOSER'], type }: Market): string {
  const basis = { marketTime: iso(start), ...(type && { marketType: type }) };
  const ended = runners.map((status, i) => ({ id: 11 + i, status }));
  return recorded(
    [start - 3_600, { id, marketDefinition: definition(basis) }],
    [
      start - 3_540,
      { id, rc: [traded ? { id: 11, ltp: odds } : { id: 11, atb: [[odds, 100]], atl: [[odds + 0.1, 9]] }] },
    ],
    [start, { id, marketDefinition: definition({ ...basis, inPlay: true }) }],
    [start + 3_600, { id, marketDefinition: definition({ ...basis, status: 'CLOSED', runners: ended }) }],
  );
}

async function backtested(files: readonly string[], ...tried: readonly Strategy[]): Promise<Backtested> {
  const { files: found, leftOut } = await findRecordings(files);
  const { dated, leftOut: empty } = await inOrderOfTime(found);
  const middle = middleOf(dated, ALL_TIME);
  const combinations = tried.map((each) => ({ values: {}, strategy: each }));
  return backtest({
    ...{ recordings: dated, leftOut: [...leftOut, ...empty], openLog: sealedLog, version: 'test' },
    trials:
      tried.length === 1
        ? [{ strategy: tried[0]!, period: ALL_TIME }]
        : trialsOf(combinations, ALL_TIME, middle),
    onProgress: () => undefined,
  });
}

const HOUR = 3_600;
const textOf = (sections: readonly Reply[]) =>
  sections
    .map((each) =>
      renderReply(each, { width: Number.POSITIVE_INFINITY, colour: false, timeZone: 'UTC', now: 0 }),
    )
    .join('\n\n');

describe('a backtest', () => {
  it('rolls what is won on, from market to market in the order of their time, with the commission of each', async () => {
    const files = [
      marketFile({ id: '1.2', start: 5 * HOUR, runners: ['LOSER', 'WINNER'] }),
      marketFile({ id: '1.1', start: HOUR }),
    ];
    const { tried, material } = await backtested(files, strategy());
    const bets = tried[0]!.events.flatMap(({ type, at, data }) =>
      type === 'BET_PLACED' ? [[at, data.marketId, data.stake, data.priceMatched]] : [],
    );
    expect(bets).toEqual([
      [iso(60), '1.1', 100, 3.5],
      [iso(4 * HOUR + 60), '1.2', 337, 3.5],
    ]);
    expect(tried[0]!.state.ledger.allTime).toMatchObject({
      bets: 2,
      wins: 1,
      losses: 1,
      furthestLeg: 2,
      commission: 13,
    });
    expect(material).toMatchObject({
      files: 2,
      messages: 8,
      markets: 2,
      wanted: 2,
      onlyTraded: 0,
      leftOut: [],
    });
  });

  it('settles a void and a dead heat as the bot does', async () => {
    const files = [
      marketFile({ id: '1.1', start: HOUR, runners: ['REMOVED', 'REMOVED'] }),
      marketFile({ id: '1.2', start: 4 * HOUR, runners: ['WINNER', 'WINNER'] }),
    ];
    const { tried } = await backtested(files, strategy());
    const results = tried[0]!.events.flatMap(({ type, data }): (string | number)[] =>
      type === 'BET_VOIDED' ? [data.reason] : type === 'BET_WON' ? [data.outcome, data.grossProfit] : [],
    );
    expect(results).toEqual(['all runners were removed', 'dead_heat', 75]);
  });

  it('bets only in the period that is asked for', async () => {
    const file = marketFile({ id: '1.1', start: HOUR });
    const { dated } = await inOrderOfTime((await findRecordings([file])).files);
    const wanted = {
      recordings: dated,
      leftOut: [],
      openLog: sealedLog,
      version: 'test',
      onProgress: () => undefined,
    };
    const betsIn = async (from: number, to: number) => {
      const period = { from: FIRST + from * 1_000, to: FIRST + to * 1_000 };
      const { tried } = await backtest({ ...wanted, trials: [{ strategy: strategy(), period }] });
      return tried[0]!.events.flatMap(({ type, at }) => (type === 'BET_PLACED' ? [at] : []));
    };
    expect(await betsIn(1_800, 9_000)).toEqual([iso(1_800)]);
    expect(await betsIn(-100, 30)).toEqual([]);
  });

  it('says of each market why it was passed over', async () => {
    const files = [
      marketFile({ id: '1.1', start: HOUR, odds: 8 }),
      marketFile({ id: '1.2', start: HOUR + 300, type: 'OVER_UNDER_25' }),
      marketFile({ id: '1.3', start: HOUR + 600 }),
      marketFile({ id: '1.4', start: HOUR + 900 }),
    ];
    const { fates } = await backtested(files, strategy());
    expect(fates.map(({ marketId, bets, filter }) => [marketId, bets, filter])).toEqual([
      ['1.1', 0, 'price in range'],
      ['1.2', 0, 'kind of market'],
      ['1.3', 1, null],
      ['1.4', 0, 'looked at'],
    ]);
    expect(fates[0]?.why).toBe('Selection 11: 8.00 is offered, above the range 3.00 to 4.00.');
  });

  it('voids a bet whose recording ends before its result, and says so', async () => {
    const basis = { marketTime: iso(HOUR) };
    const file = recorded(
      [0, { id: '1.1', marketDefinition: definition(basis) }],
      [60, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 100]] }] }],
      [600, { id: '1.1', rc: [{ id: 12, atb: [[1.5, 100]] }] }],
    );
    const result = await backtested([file], strategy());
    expect(reportJson(result, 1).result).toMatchObject({
      undecided: 1,
      net: 0,
      figures: { bets: 1, voids: 1 },
    });
    expect(textOf(sectionsOf(result, 1))).toMatch(/Without a result in the recordings +1 bet/);
  });
});

describe('a market that is closed without a result as the recording ends', () => {
  it('is given up at the next check, when it is certain that no more will be said', async () => {
    const basis = { marketTime: iso(HOUR) };
    const file = recorded(
      [0, { id: '1.1', marketDefinition: definition(basis) }],
      [60, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 100]] }] }],
      [2 * HOUR, { id: '1.1', marketDefinition: definition({ ...basis, status: 'CLOSED' }) }],
    );
    const often = strategy({}, {}, { lookEveryMs: 120_000, checkEveryMs: 60_000 });
    const { tried } = await backtested([file], often);
    const voided = tried[0]!.events.find(({ type }) => type === 'BET_VOIDED');
    expect(voided?.at).toBe(iso(2 * HOUR + 60));
  });
});

describe('a market that two recordings hold', () => {
  it('is taken from the one that begins earlier, and the report says so', async () => {
    const files = [marketFile({ id: '1.1', start: 2 * HOUR }), marketFile({ id: '1.1', start: HOUR })];
    const { tried, fates, material } = await backtested(files, strategy());
    expect(tried[0]!.events.filter(({ type }) => type === 'BET_PLACED')).toHaveLength(1);
    expect(fates).toHaveLength(1);
    expect(material.leftOut).toEqual([
      { file: files[0], line: null, why: `Market 1.1 is taken from ${files[1]}, which begins no later.` },
    ]);
  });
});

describe('the log of a backtest', () => {
  it('comes to the same events where they are neither checked nor chained', async () => {
    const file = marketFile({ id: '1.1', start: HOUR });
    const { dated } = await inOrderOfTime((await findRecordings([file])).files);
    const wanted = { recordings: dated, leftOut: [], version: 'test', onProgress: () => undefined };
    const trials = [{ strategy: strategy(), period: ALL_TIME }];
    const events = await Promise.all(
      [sealEvent, numberEvent].map(async (seal) => {
        const openLog = (needs: Omit<MemoryLogWanted, 'seal'>) => memoryEventLog({ ...needs, seal });
        const { tried } = await backtest({ ...wanted, trials, openLog });
        return tried[0]!.events.map(({ hash: _, ...event }) => event);
      }),
    );
    expect(events[0]!.map(({ type }) => type)).toContain('BET_WON');
    expect(events[1]).toEqual(events[0]);
  });
});

describe('the report', () => {
  it('says on its first line that depth is assumed', async () => {
    const files = [
      marketFile({ id: '1.1', start: HOUR, traded: true }),
      marketFile({ id: '1.2', start: 9 * HOUR }),
      marketFile({ id: '1.3', start: 9 * HOUR, traded: true, type: 'OVER_UNDER_25' }),
    ];
    const text = textOf(sectionsOf(await backtested(files, strategy()), 10));
    expect(text.split('\n')[0]).toContain('Depth is assumed in 1 of the 2 markets looked for');
  });

  it('tells bets, money, odds and what was left out, as text, as data and as a page', async () => {
    const files = [
      marketFile({ id: '1.1', start: HOUR }),
      marketFile({ id: '1.2', start: 9 * HOUR }),
      '/not/there',
    ];
    const result = await backtested(files, strategy({ target: pennies(1_000) }));
    const sections = sectionsOf(result, 1_234);
    const text = textOf(sections);
    for (const part of [
      '2 bets, +10.38 GBP',
      'Targets reached                  1',
      'Win rate by the prices',
      'Deepest fall',
      'Time used   1.23 s',
      '2 of 2 bets won, 100.0 %; by their prices 28.6 % would',
      'Left out, or not as recorded: 1 thing',
      '/not/there',
    ])
      expect(text).toContain(part);
    const data = reportJson(result, 1_234);
    expect(data.bets.map(({ stake, potAfter }) => [stake, potAfter])).toEqual([
      [100, 337],
      [337, 1_138],
    ]);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    const page = await reportPage('Backtest <b>', sections, runCharts(result));
    expect(page).toContain('Backtest &lt;b&gt;');
    expect(page.match(/<svg/g)?.length).toBe(3);
    expect(page).not.toMatch(/<script|src=|href="http/);
  });
});

describe('a market over two recordings', () => {
  const story: Parameters<typeof recorded> = [
    [0, { id: '1.1', marketDefinition: definition({ marketTime: iso(HOUR) }) }],
    [30, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 100]] }] }],
    // Looked at and bet on after 60 s; checks fall on 0, 300, 600 ... seconds.
    [290, { id: '1.1', rc: [{ id: 11, atb: [[3.4, 50]] }] }],
    [330, { id: '1.1', img: true, marketDefinition: definition({ marketTime: iso(HOUR) }), rc: [] }],
    [
      2 * HOUR,
      {
        id: '1.1',
        marketDefinition: definition({
          ...{ marketTime: iso(HOUR), status: 'CLOSED' },
          runners: [
            { id: 11, status: 'WINNER' },
            { id: 12, status: 'LOSER' },
          ],
        }),
      },
    ],
  ];

  it('is settled in the second, though a check falls between them, and bets go on', async () => {
    const later = marketFile({ id: '1.2', start: 5 * HOUR });
    const files = [recorded(...story.slice(0, 3)), recorded(...story.slice(3)), later];
    const { tried } = await backtested(files, strategy());
    expect(tried[0]!.state.ledger.allTime).toMatchObject({ bets: 2, wins: 2, voids: 0 });
    expect(tried[0]!.events.filter(({ type }) => type === 'BET_VOIDED')).toEqual([]);
  });

  it('is void where the second begins after more than a day, and a second bet on it is settled', async () => {
    const muchLater = story.slice(3).map(([at, ...mc]): [number, ...object[]] => [at + 30 * HOUR, ...mc]);
    const asked = { marketTime: iso(31 * HOUR) };
    const again: Parameters<typeof recorded> = [
      [30 * HOUR, { id: '1.1', img: true, marketDefinition: definition(asked), rc: [] }],
      [30 * HOUR + 60, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 100]] }] }],
      muchLater[1]!,
    ];
    const first = recorded(...story.slice(0, 3));
    const { tried } = await backtested([first, recorded(...again)], strategy());
    expect(tried[0]!.state.ledger.allTime).toMatchObject({ bets: 2, wins: 1, voids: 1 });
  });

  it('tells where the second does not say what stood before', async () => {
    const second = recorded(
      [330, { id: '1.1', rc: [{ id: 11, atb: [[3.3, 50]] }] }],
      ...(story.slice(4) as typeof story),
    );
    const { material } = await backtested([recorded(...story.slice(0, 3)), second], strategy());
    expect(material.leftOut).toEqual([
      { file: second, line: null, why: expect.stringContaining('goes on here without an image') },
    ]);
  });
});

describe('a bet delay', () => {
  it.each([1, 600])('is over when the book says so, with the start %i s after the look', async (start) => {
    const market = { marketTime: iso(60 + start), betDelay: 5 };
    const file = recorded(
      [0, { id: '1.1', marketDefinition: definition(market) }],
      [10, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 100]] }] }],
      // The look after 60 s asks for 3.50, which is gone when its order comes to the market.
      [
        62,
        {
          id: '1.1',
          rc: [
            {
              id: 11,
              atb: [
                [3.5, 0],
                [2, 100],
              ],
            },
          ],
        },
      ],
      [700, { id: '1.1', marketDefinition: definition({ ...market, inPlay: true }) }],
    );
    const { tried } = await backtested([file], strategy());
    expect(tried[0]!.events.map(({ type }) => type)).toEqual([
      'BOT_STARTED',
      'BET_REQUESTED',
      'BET_REJECTED',
    ]);
    expect(findingsOf(tried[0]!)).toMatchObject({ unfilled: 1 });
  });
});

describe('a runner that is withdrawn', () => {
  it('reduces the prices of the bets that were matched before, and of no others', async () => {
    const withdrawn = (removalDate: string) => [
      { id: 11, status: 'ACTIVE' },
      { id: 12, status: 'ACTIVE' },
      { id: 13, status: 'REMOVED', adjustmentFactor: 30, removalDate },
    ];
    const won = (removalDate: string) =>
      withdrawn(removalDate).map((each) =>
        each.status === 'REMOVED' ? each : { ...each, status: each.id === 11 ? 'WINNER' : 'LOSER' },
      );
    const race = (removal: number) => {
      const basis = { marketTime: iso(HOUR), marketType: 'WIN', eventTypeId: '7' };
      const runners = [11, 12, 13].map((id) => ({ id, status: 'ACTIVE' }));
      return recorded(
        [0, { id: '1.1', marketDefinition: definition({ ...basis, runners }) }],
        [20, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 100]] }] }],
        [
          removal,
          { id: '1.1', marketDefinition: definition({ ...basis, runners: withdrawn(iso(removal)) }) },
        ],
        [
          2 * HOUR,
          {
            id: '1.1',
            marketDefinition: definition({ ...basis, status: 'CLOSED', runners: won(iso(removal)) }),
          },
        ],
      );
    };
    const net = async (removal: number) => {
      const { tried } = await backtested([race(removal)], strategy({}, { sportId: '7', marketType: 'WIN' }));
      return findingsOf(tried[0]!).net;
    };
    // 3.50 less 30 per cent is 2.45; the bet is placed after 60 s.
    expect(await net(600)).toBe(138);
    expect(await net(40)).toBe(237);
  });
});

describe('what is said of a market', () => {
  it('is not that depth is assumed where there is no price at all', async () => {
    const file = recorded([0, { id: '1.1', marketDefinition: definition() }]);
    expect((await backtested([file], strategy())).material).toMatchObject({ wanted: 1, onlyTraded: 0 });
  });

  it('is that no look fell on it, where it was defined when it had begun already', async () => {
    const late = definition({ marketTime: iso(-60), inPlay: true });
    const file = recorded([0, { id: '1.1', marketDefinition: late }]);
    const [fate] = (await backtested([file], strategy())).fates;
    expect(fate).toMatchObject({ filter: 'looked at', why: expect.stringContaining('No look fell') });
  });
});

describe('a sweep', () => {
  it('comes to what each combination comes to alone, and holds a half back', async () => {
    const files = [
      marketFile({ id: '1.1', start: HOUR, odds: 3.2 }),
      marketFile({ id: '1.2', start: 9 * HOUR, odds: 3.2, runners: ['LOSER', 'WINNER'] }),
      marketFile({ id: '1.3', start: 17 * HOUR, odds: 3.8 }),
      marketFile({ id: '1.4', start: 25 * HOUR, odds: 3.8 }),
    ];
    const tried = [3, 3.5].map((min) => strategy({ odds: { min: price(min), max: price(4) } }));
    const combinations = tried.map((each, i) => ({
      values: { 'betting.min_odds': i, 'betting.max_odds': 4 },
      strategy: each,
    }));
    const together = await backtested(files, ...tried);
    const swept = sweptOf(combinations, together.tried.map(findingsOf));
    const alone = await Promise.all(tried.map(async (each) => (await backtested(files, each)).tried[0]!));
    expect(swept.map(({ whole }) => whole.figures)).toEqual(
      alone.map(({ state }) => expect.objectContaining(state.ledger.allTime)),
    );
    expect(swept.map(({ halves }) => [halves?.first.figures.losses, halves?.second.figures.wins])).toEqual([
      [1, 2],
      [0, 2],
    ]);
    expect(ranked(swept).map(({ values }) => values['betting.min_odds'])).toEqual([1, 0]);
    const report = {
      material: together.material,
      swept,
      keys: ['betting.min_odds', 'betting.max_odds'],
      refused: { count: 1, why: 'Too wide.' },
      tookMs: 5,
    };
    const text = textOf(sweepSections(report));
    expect(text).toContain('2 combinations tried');
    expect(text).toContain('Net by betting.min_odds (down) and betting.max_odds (across)');
    expect(text).toContain('1 combination left out');
    expect(sweepJson(report).results).toHaveLength(2);
    expect(sweepCharts(report)[0]?.facts).toContain('over 2 combinations');
  });

  it('cannot hold a half of one recording back', async () => {
    const { dated } = await inOrderOfTime(
      (await findRecordings([marketFile({ id: '1.1', start: HOUR })])).files,
    );
    expect(middleOf(dated, ALL_TIME)).toBeNull();
  });
});
