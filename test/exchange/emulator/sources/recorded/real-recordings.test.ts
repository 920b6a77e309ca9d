import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onLadder } from '../../../../../src/core/odds.ts';
import { createRecordedSource } from '../../../../../src/exchange/emulator/sources/recorded/recorded-source.ts';
import { readRecordings } from '../../../../../src/exchange/emulator/sources/recorded/recording.ts';
import { summarise } from '../../../../../src/exchange/emulator/sources/recorded/recording-summary.ts';

const { SHARED_DIR = '../shared' } = process.env;
const STREAMS = join(SHARED_DIR, 'data/betfair/stream');
const BEGAN = Date.UTC(2030, 0, 1);
const THE_DRAW = 58805;

async function played(file: string, speed = 3600) {
  const [recording] = await readRecordings([join(STREAMS, file)]);
  const { markets, takes } = summarise(recording!, speed);
  const source = createRecordedSource({ recordings: [recording!], began: BEGAN, speed });
  const marketId = markets[0]!.marketId;
  const marketAt = (at: number) => source.market(marketId, at)!;
  return { source, marketId, marketAt, about: markets[0]!, recording: recording!, end: BEGAN + takes };
}

/** The market after each of its recorded changes. */
async function life(file: string) {
  const { recording, marketAt, marketId } = await played(file, 1);
  const { changes } = recording.markets.find((market) => market.marketId === marketId)!;
  return changes.map(({ pt }) => marketAt(BEGAN + pt - recording.firstPt));
}

describe.skipIf(!existsSync(STREAMS))('recorded Betfair markets', () => {
  it('a football match with traded prices alone: the draw stands at 6 to 7 before kick-off, and wins', async () => {
    const { about } = await played('football/1.131162806');
    expect(about).toMatchObject({ event: 'Middlesbrough v Man City', depthMadeUp: true, closes: true });
    const markets = await life('football/1.131162806');
    const before = markets.filter(({ inPlay }) => !inPlay);
    const draws = before.map(({ runners }) => runners.find(({ selectionId }) => selectionId === THE_DRAW)!);
    expect(draws.at(-1)).toMatchObject({ name: 'The Draw', sortPriority: 3 });
    expect(draws.at(-1)?.lastPriceTraded).toBeGreaterThan(6);
    expect(draws.at(-1)?.lastPriceTraded).toBeLessThan(7);
    for (const { back, lastPriceTraded } of draws) expect(back[0]?.[0]).toBe(lastPriceTraded);
    const suspensions = markets.filter(
      ({ status }, n) => status === 'SUSPENDED' && markets[n - 1]?.status === 'OPEN',
    );
    expect(suspensions).toHaveLength(4);
    expect(markets.at(-1)).toMatchObject({
      status: 'CLOSED',
      runners: [{ status: 'LOSER' }, { status: 'LOSER' }, { status: 'WINNER', selectionId: THE_DRAW }],
    });
    const within = before
      .flatMap(({ runners }) => runners)
      .map(({ lastPriceTraded }) => lastPriceTraded ?? 0);
    expect(within.filter((price) => price >= 3 && price <= 4)).toEqual([]);
  });

  it('closes on the wall clock when its speed says', async () => {
    const { marketAt, end } = await played('football/1.131162806');
    const closed = marketAt(end);
    expect(closed.closedAt).toBe(end);
    expect(marketAt(end - 1).status).toBe('SUSPENDED');
    expect(marketAt(end + 1e9)).toEqual(closed);
  });

  it('a packed one whose start moves', async () => {
    const markets = await life('football/1.159963367.bz2');
    expect(new Set(markets.map(({ startTime }) => startTime)).size).toBe(2);
    expect(markets.at(-1)?.runners.map(({ name, status }) => [name, status])).toEqual([
      ['Linfield (W)', 'WINNER'],
      ['Crusaders  (W)', 'LOSER'],
      ['The Draw', 'LOSER'],
    ]);
  });

  it('one with a real order book that never closes', async () => {
    const { about, source, end } = await played('football/1.242971262');
    expect(about).toMatchObject({ depthMadeUp: false, closes: false, hidden: null });
    const [market] = source.list(end + 1e9);
    expect(market).toMatchObject({ status: 'OPEN', eventName: 'Market 1.242971262', totalMatched: 2197.89 });
    expect(market?.runners.map(({ name }) => name)).toEqual([
      'Selection 9162',
      'Selection 60324',
      'The Draw',
    ]);
    for (const { back, lay } of market?.runners ?? []) {
      for (const [price] of [...back, ...lay]) expect(onLadder(price)).not.toBeNull();
    }
  });

  it('a long one with every price and volume', async () => {
    const { recording, about } = await played('other/1.200806927');
    expect(recording.messages).toBe(18_529);
    expect(about).toMatchObject({ depthMadeUp: false, closes: true, eventTypeId: '4' });
    const markets = await life('other/1.200806927');
    expect(markets.at(-1)?.runners.map(({ selectionId, status }) => [selectionId, status])).toEqual([
      [228749, 'WINNER'],
      [2857977, 'LOSER'],
    ]);
    const open = markets.filter(
      ({ status, runners }) => status === 'OPEN' && runners.every((r) => r.back.length > 0),
    );
    expect(open.length).toBeGreaterThan(10_000);
    expect(open.at(-1)?.totalMatched).toBeGreaterThan(open[0]?.totalMatched ?? Number.POSITIVE_INFINITY);
  });

  it.each(['other/1.170642139.bz2', 'other/1.168418600.bz2', 'other/1.156178314.bz2'])(
    '%s is void: closed with all runners removed',
    async (file) => {
      const last = (await life(file)).at(-1)!;
      expect(last.status).toBe('CLOSED');
      expect(last.runners.map(({ status }) => status)).toEqual(last.runners.map(() => 'REMOVED'));
    },
  );

  it('a dead heat has two winners for one place', async () => {
    const last = (await life('other/1.170532936.bz2')).at(-1);
    expect(last).toMatchObject({
      numberOfWinners: 1,
      baseRate: 2.5,
      runners: [{ status: 'WINNER' }, { status: 'WINNER' }],
    });
  });

  it('starts that move many times are followed', async () => {
    const starts = (await life('other/1.155673480.bz2')).map(({ startTime }) => startTime);
    expect(starts.filter((start, n) => n > 0 && start !== starts[n - 1]).length).toBeGreaterThan(5);
  });

  it.each(['football/1.131162806', 'football/1.242971262', 'other/1.150772661.bz2', 'other/1.200806927'])(
    '%s gives the same answers in any order',
    async (file) => {
      const { source, marketAt, end } = await played(file, 600);
      const moment = fc.integer({ min: BEGAN - 10, max: end + 10 });
      fc.assert(
        fc.property(fc.array(moment, { minLength: 2, maxLength: 12 }), (moments) => {
          const ascending = new Map(
            moments
              .toSorted((a, b) => a - b)
              .map((at) => [at, structuredClone([source.list(at), marketAt(at)])]),
          );
          for (const at of moments) expect([source.list(at), marketAt(at)]).toEqual(ascending.get(at));
        }),
        { numRuns: 15 },
      );
    },
  );

  it('gives the same object until something changes, so that listing is cheap', async () => {
    const { source, marketAt } = await played('football/1.131162806');
    const market = marketAt(BEGAN);
    expect(source.list(BEGAN + 1)[0]).toBe(market);
    expect(marketAt(BEGAN)).toBe(market);
  });
});
