import { describe, expect, it } from 'vitest';
import {
  MATCHES_PER_ROUND,
  matchesBetween,
  placeOf,
} from '../../../../../src/exchange/emulator/sources/generated/calendar.ts';
import { DIVISIONS } from '../../../../../src/exchange/emulator/sources/generated/clubs.ts';
import {
  fixtureOf,
  indexOf,
  marketIdOf,
} from '../../../../../src/exchange/emulator/sources/generated/fixture.ts';

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 10, 20, 12);
const [FIRST = 0] = matchesBetween(FROM, FROM + HOUR);
const ROUNDS = 32;
const season = Array.from({ length: ROUNDS * MATCHES_PER_ROUND }, (_, n) => fixtureOf(1, FIRST + n));

describe('the clubs', () => {
  it('are many, in many divisions and countries, each of its own name and id', () => {
    const clubs = DIVISIONS.flatMap((division) => division.clubs);
    expect(clubs).toHaveLength(960);
    expect(new Set(clubs.map(({ name }) => name)).size).toBe(960);
    expect(new Set(clubs.map(({ selectionId }) => selectionId)).size).toBe(960);
    expect(new Set(DIVISIONS.map(({ name }) => name)).size).toBe(60);
    expect(new Set(DIVISIONS.map(({ id }) => id)).size).toBe(60);
    expect(new Set(DIVISIONS.map(({ country }) => country.code)).size).toBe(12);
  });
});

describe('the calendar', () => {
  it('starts at least one match on every quarter of an hour, and many at favourite times', () => {
    const kickOffs = new Map<number, number>();
    for (const { kickOff } of season) kickOffs.set(kickOff, (kickOffs.get(kickOff) ?? 0) + 1);
    for (let quarter = FROM; quarter < FROM + 28 * 24 * HOUR; quarter += HOUR / 4) {
      expect(kickOffs.get(quarter)).toBeGreaterThanOrEqual(1);
    }
    expect(Math.max(...kickOffs.values())).toBeGreaterThan(8);
  });

  it('starts matches between ten in the morning and eleven at night on their own clocks', () => {
    const local = season.map(({ kickOff, division }) => (kickOff / HOUR + division.country.utcOffset) % 24);
    expect(Math.min(...local)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...local)).toBeLessThanOrEqual(23);
  });

  it('lets every club play once a round, home and away in turn over a season, and rest in between', () => {
    const played = new Map<string, number[]>();
    const meetings = new Map<string, number>();
    for (const { home, away, kickOff } of season) {
      for (const { name } of [home, away]) played.set(name, [...(played.get(name) ?? []), kickOff]);
    }
    for (const { home, away } of season.slice(0, 30 * MATCHES_PER_ROUND)) {
      const meeting = `${home.name} v ${away.name}`;
      meetings.set(meeting, (meetings.get(meeting) ?? 0) + 1);
    }
    for (const kickOffs of played.values()) {
      expect(kickOffs).toHaveLength(ROUNDS);
      const rests = kickOffs.slice(1).map((kickOff, n) => kickOff - (kickOffs[n] ?? 0));
      expect(Math.min(...rests)).toBeGreaterThanOrEqual(48 * HOUR);
    }
    expect(meetings.size).toBe(60 * 16 * 15);
    expect(new Set(meetings.values())).toEqual(new Set([1]));
  });

  it('finds the matches of any stretch of time', () => {
    const from = FROM + 13 * HOUR;
    const to = from + 75 * HOUR;
    const expected = season
      .filter(({ kickOff }) => kickOff >= from && kickOff <= to)
      .map(({ index }) => index);
    expect(matchesBetween(from, to)).toEqual(expected);
    expect(matchesBetween(-1e9, 0)).toEqual([]);
    expect(placeOf(0).kickOff).toBeGreaterThan(0);
  });
});

describe('market ids', () => {
  it('lead back to their match, however far away', () => {
    for (const index of [0, 5, 2_800_000, 99_999_999, 100_000_000, 999_999_999]) {
      expect(indexOf(marketIdOf(index))).toBe(index);
    }
    expect(marketIdOf(2_800_000)).toBe('1.202800000');
    const ids = [
      '',
      '1.2',
      '1.20280000',
      '1.302800000',
      '1.2000000001',
      '1.2-0000001',
      '2.202800000',
      ' 1.202800000',
    ];
    for (const id of ids) expect(indexOf(id)).toBeNull();
  });
});
