import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onLadder } from '../../../../../src/core/odds.ts';
import type { EmulatedMarket } from '../../../../../src/exchange/emulator/market-source.ts';
import { marketIdOf } from '../../../../../src/exchange/emulator/sources/generated/fixture.ts';
import { createGeneratedSource } from '../../../../../src/exchange/emulator/sources/generated/generated-source.ts';

const BEGAN = Date.UTC(2026, 10, 23, 9, 7, 31, 417);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIRST = 2_850_000;

const source = createGeneratedSource({ seed: 1, began: BEGAN, speed: 1 });

/** The market after each step, from `ahead` of its kick-off until after it is closed. */
function life(index: number, step: number, ahead: number): EmulatedMarket[] {
  const id = marketIdOf(index);
  const { startTime } = source.market(id, BEGAN + 400 * DAY)!;
  const markets: EmulatedMarket[] = [];
  for (let at = startTime - ahead; at <= startTime + 6 * HOUR; at += step)
    markets.push(source.market(id, at)!);
  return markets;
}

function mayFollow(now: EmulatedMarket, before: EmulatedMarket): boolean {
  const sameStatus = now.status === before.status;
  return (
    (before.status !== 'CLOSED' || now === before) &&
    (now.status !== 'CLOSED' || before.status !== 'OPEN') &&
    (sameStatus ? now.version >= before.version : now.version > before.version) &&
    (now.inPlay || !before.inPlay) &&
    now.betDelay === (now.inPlay ? 5 : 0) &&
    now.totalMatched >= before.totalMatched &&
    now.startTime === before.startTime
  );
}

const moment = fc.integer({ min: 0, max: 3 * DAY });

describe('generated football', () => {
  it('is a pure function of seed and time', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(1, 600, 3600),
        fc.array(moment, { minLength: 1, maxLength: 4 }),
        (seed, speed, moments) => {
          const one = createGeneratedSource({ seed, began: BEGAN, speed });
          const ascending = new Map(
            moments.toSorted((a, b) => a - b).map((at) => [at, one.list(BEGAN + at)]),
          );
          const other = createGeneratedSource({ seed, began: BEGAN, speed });
          for (const at of moments) {
            const listed = other.list(BEGAN + at);
            expect(listed).toEqual(ascending.get(at));
            for (const market of listed) expect(one.market(market.marketId, BEGAN + at)).toEqual(market);
          }
        },
      ),
      { numRuns: 6 },
    );
  });

  it('is other football for another seed', () => {
    const other = createGeneratedSource({ seed: 2, began: BEGAN, speed: 1 });
    const prices = (of: typeof source) => of.list(BEGAN).map(({ runners }) => runners[0]?.back[0]?.[0]);
    expect(prices(other)).not.toEqual(prices(source));
  });

  it('always has at least ten markets to bet on that start within 24 hours, and none beyond', () => {
    for (const speed of [1, 600, 3600]) {
      const of = createGeneratedSource({ seed: 3, began: BEGAN, speed });
      for (let at = BEGAN; at < BEGAN + (20 * DAY) / speed; at += (7.3 * HOUR) / speed) {
        const open = of.list(at).filter(({ status, inPlay }) => status === 'OPEN' && !inPlay);
        expect(open.length).toBeGreaterThanOrEqual(10);
        const lastStart = Math.max(...open.map(({ startTime }) => startTime));
        expect(lastStart).toBeLessThanOrEqual(Math.ceil(at + DAY / speed));
      }
    }
  });

  it('never shows a market id for two matches, and shows each from a day before its kick-off', () => {
    const seen = new Map<string, string>();
    for (let at = BEGAN; at < BEGAN + 10 * DAY; at += 6 * HOUR) {
      for (const { marketId, eventName } of source.list(at)) {
        expect(seen.get(marketId) ?? eventName).toBe(eventName);
        seen.set(marketId, eventName);
      }
    }
    expect(seen.size).toBeGreaterThan(1_000);
    const [last] = source.list(BEGAN).slice(-1);
    expect(source.market(last!.marketId, last!.startTime - DAY)).toBeDefined();
    expect(source.market(last!.marketId, last!.startTime - DAY - 1)).toBeUndefined();
    expect(source.market('1.1', BEGAN)).toBeUndefined();
  });

  it('tells the same times at any speed, compressed', () => {
    const of = (speed: number) => createGeneratedSource({ seed: 1, began: BEGAN, speed });
    for (const market of source.list(BEGAN + 10 * HOUR)) {
      for (const speed of [600, 3600]) {
        const fast = of(speed).market(market.marketId, BEGAN + (10 * HOUR) / speed)!;
        expect(fast.startTime).toBe(BEGAN + Math.ceil((market.startTime - BEGAN) / speed));
        expect({ ...fast, startTime: 0 }).toEqual({ ...market, startTime: 0 });
      }
    }
  });

  it('a closed market stays as it is, and can be read after 90 days', () => {
    const [market] = source.list(BEGAN);
    const after = source.market(market!.marketId, BEGAN + DAY)!;
    expect(after.status).toBe('CLOSED');
    expect(after.closedAt).toBeLessThanOrEqual(BEGAN + DAY);
    source.list(BEGAN + 90 * DAY);
    expect(source.market(market!.marketId, BEGAN + 91 * DAY)).toEqual(after);
    const closed = source.market(market!.marketId, after.closedAt!);
    expect(closed?.status).toBe('CLOSED');
    expect(source.market(market!.marketId, after.closedAt! - 1)?.status).toBe('SUSPENDED');
  });
});

describe('a generated market', () => {
  const listed = [0, 5, 12, 17].flatMap((hours) => source.list(BEGAN + hours * HOUR));

  it('is a football match-odds market of home, away and draw', () => {
    for (const market of listed) {
      const [home, away, draw] = market.runners;
      expect(market).toMatchObject({
        eventTypeId: '1',
        marketType: 'MATCH_ODDS',
        baseRate: 5,
        numberOfWinners: 1,
      });
      expect(market.eventName).toBe(`${home?.name} v ${away?.name}`);
      expect([home?.sortPriority, away?.sortPriority, draw?.sortPriority]).toEqual([1, 2, 3]);
      expect(draw).toMatchObject({ selectionId: 58805, name: 'The Draw' });
    }
  });

  it('has ladders on the exchange prices, three deep or more, with the best back below the best lay', () => {
    for (const { runners, status, inPlay } of listed) {
      for (const { back, lay } of runners) {
        expect([...back, ...lay].filter(([price, size]) => onLadder(price) === null || size <= 0)).toEqual(
          [],
        );
        expect(back.map(([price]) => price)).toEqual(back.map(([price]) => price).toSorted((a, b) => b - a));
        expect(lay.map(([price]) => price)).toEqual(lay.map(([price]) => price).toSorted((a, b) => a - b));
        if (status !== 'OPEN') expect([...back, ...lay]).toEqual([]);
        else if (!inPlay) expect(Math.min(back.length, lay.length)).toBeGreaterThanOrEqual(3);
        expect(back[0]?.[0] ?? 0).toBeLessThan(lay[0]?.[0] ?? Number.POSITIVE_INFINITY);
      }
    }
  });

  it('favours the book on both sides before the match, by a little', () => {
    const before = listed.filter(({ status, inPlay }) => status === 'OPEN' && !inPlay);
    const sum = (sides: (number | undefined)[]) =>
      sides.reduce<number>((all, price) => all + 1 / (price ?? 1), 0);
    for (const { runners } of before) {
      const backBook = sum(runners.map(({ back }) => back[0]?.[0]));
      const layBook = sum(runners.map(({ lay }) => lay[0]?.[0]));
      expect(backBook).toBeGreaterThan(1);
      expect(backBook).toBeLessThan(1.06);
      expect(layBook).toBeLessThan(1);
      expect(layBook).toBeGreaterThan(0.94);
    }
  });

  it('can sometimes match a pot of 50,000 near kick-off, and mostly cannot', () => {
    const soon = Array.from({ length: 56 }, (_, n) => BEGAN + n * 3 * HOUR).flatMap((at) =>
      source
        .list(at)
        .filter(({ startTime, inPlay, status }) => status === 'OPEN' && !inPlay && startTime - at < HOUR),
    );
    const sizes = soon.flatMap(({ runners }) => runners.map(({ back }) => back[0]?.[1] ?? 0));
    expect(sizes.filter((size) => size >= 50_000 / 3).length / sizes.length).toBeGreaterThan(0.02);
    expect(sizes.filter((size) => size >= 50_000).length).toBeGreaterThan(0);
    expect(sizes.filter((size) => size < 5_000).length / sizes.length).toBeGreaterThan(0.5);
    expect(Math.min(...sizes)).toBeGreaterThan(100);
  });

  it('goes from open over suspended to closed; version and volume never fall', () => {
    for (let n = 0; n < 40; n++) {
      const markets = life(FIRST + n * 37, 30 * SECOND, DAY);
      expect(markets[0]).toMatchObject({ status: 'OPEN', inPlay: false, betDelay: 0 });
      expect(markets.at(-1)?.status).toBe('CLOSED');
      const wrong = markets.slice(1).filter((now, place) => !mayFollow(now, markets[place]!));
      expect(wrong).toEqual([]);
    }
  });

  it('turns in-play at kick-off, now and then late, and closes a minute or two after the final whistle', () => {
    const matches = Array.from({ length: 150 }, (_, n) => life(FIRST + n, 15 * SECOND, HOUR));
    const played = matches.filter((markets) => markets.at(-1)?.runners[0]?.status !== 'REMOVED');
    const lateness = played.map((markets) => {
      const start = markets.findIndex(({ inPlay }) => inPlay);
      return start * 15 * SECOND - HOUR;
    });
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    expect(lateness.filter((late) => late > 2.5 * MINUTE).length).toBeGreaterThan(3);
    expect(lateness.filter((late) => late <= 2.5 * MINUTE).length).toBeGreaterThan(100);
    for (const markets of played) {
      const closed = markets.findIndex(({ status }) => status === 'CLOSED');
      const suspended = markets.findLastIndex(({ status }) => status === 'OPEN') + 1;
      const wait = (closed - suspended) * 15 * SECOND;
      expect(wait).toBeGreaterThanOrEqual(45 * SECOND);
      expect(wait).toBeLessThanOrEqual(4 * MINUTE);
    }
    const suspensions = played.map(
      (markets) =>
        markets.filter(({ status }, n) => status === 'SUSPENDED' && markets[n - 1]?.status === 'OPEN').length,
    );
    const mean = suspensions.reduce((sum, count) => sum + count, 0) / suspensions.length;
    expect(mean).toBeGreaterThan(3);
    expect(mean).toBeLessThan(6);
  });
});
