import { CLUBS_PER_DIVISION, DIVISIONS, DIVISIONS_PER_COUNTRY } from './clubs.ts';
import { COUNTRIES, type Country } from './countries.ts';

/*
 * Every division plays a round from Friday noon to Monday night and another from Tuesday to Friday noon
 * (UTC), at the same times in every week. A match starts on every quarter of an hour around the clock,
 * in a country where that is a time to play; the rest start at each country's favourite times.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUARTER = 15 * MINUTE;
const ROUND = 84 * HOUR;
const QUARTERS_PER_ROUND = ROUND / QUARTER;

/** A Friday noon: 1970 began on a Thursday. */
const ORIGIN = 36 * HOUR;

const MATCHES_PER_DIVISION = CLUBS_PER_DIVISION / 2;
const MATCHES_PER_COUNTRY = MATCHES_PER_DIVISION * DIVISIONS_PER_COUNTRY;

export const MATCHES_PER_ROUND = MATCHES_PER_DIVISION * DIVISIONS.length;

/** Local hours since the midnight before the round begins (weekend: Friday's, otherwise Tuesday's). */
const FAVOURITE_TIMES = {
  weekend: [36.5, 39, 39, 39, 39, 41.5, 44, 61, 63, 63, 65.5, 68],
  midweek: [19, 19.75, 19.75, 19.75, 20.5, 43, 43, 43.75, 43.75, 43.75, 43.75, 44.5],
} as const;

const FIRST_LOCAL_HOUR = 10;
const LAST_LOCAL_HOUR = 23;

/** A place in a round's calendar that one match takes. */
interface Place {
  /** Milliseconds since the round began. */
  readonly offset: number;
  /** Index of the division. */
  readonly division: number;
  /** Which of the division's matches, 0..7. */
  readonly match: number;
}

const CALENDARS = [calendar(FAVOURITE_TIMES.weekend, 12), calendar(FAVOURITE_TIMES.midweek, 0)] as const;

/** When and where the match of that index (a whole number, 0 or more) is played. */
export function placeOf(index: number): { round: number; division: number; match: number; kickOff: number } {
  const round = Math.floor(index / MATCHES_PER_ROUND);
  const place = CALENDARS[round % 2 === 0 ? 0 : 1][index % MATCHES_PER_ROUND];
  if (place === undefined) throw new RangeError(`not the index of a match: ${index}`);
  return {
    round,
    division: place.division,
    match: place.match,
    kickOff: ORIGIN + round * ROUND + place.offset,
  };
}

/** Indices of the matches that are to kick off from `from` to `to` (ms since 1970, both included), in that order. */
export function matchesBetween(from: number, to: number): number[] {
  const found: number[] = [];
  const last = Math.floor((to - ORIGIN) / ROUND);
  for (let round = Math.max(0, Math.floor((from - ORIGIN) / ROUND)); round <= last; round++) {
    const start = ORIGIN + round * ROUND;
    const places = CALENDARS[round % 2 === 0 ? 0 : 1];
    for (const [number, { offset }] of places.entries()) {
      const kickOff = start + offset;
      if (kickOff >= from && kickOff <= to) found.push(round * MATCHES_PER_ROUND + number);
    }
  }
  return found;
}

/** `startHour`: the round's first hour since the midnight that favourite times are counted from (UTC). */
function calendar(favourites: readonly number[], startHour: number): Place[] {
  const offsets = quartersByCountry(favourites.length, startHour).map((quarters, index) => [
    ...quarters.map((quarter) => quarter * QUARTER),
    ...favourites.map((hour) => (hour - (COUNTRIES[index]?.utcOffset ?? 0) - startHour) * HOUR),
  ]);
  return offsets.flatMap(roundOfCountry).sort((a, b) => a.offset - b.offset || a.division - b.division);
}

/**
 * A country's divisions play one after the other, the highest in the middle: each is done within about
 * a day, so that no club plays again before it has rested.
 */
function roundOfCountry(offsets: readonly number[], country: number): Place[] {
  const tierInTurn = [3, 1, 0, 2, 4];
  return offsets
    .toSorted((a, b) => a - b)
    .map((offset, place) => ({
      offset,
      division: country * DIVISIONS_PER_COUNTRY + (tierInTurn[Math.floor(place / MATCHES_PER_DIVISION)] ?? 0),
      match: place % MATCHES_PER_DIVISION,
    }));
}

/** Gives every quarter of the round to the country that most needs it among those where it is a time to play. */
function quartersByCountry(favourites: number, startHour: number): number[][] {
  const given: number[][] = COUNTRIES.map(() => []);
  const toGive = MATCHES_PER_COUNTRY - favourites;
  const playable = COUNTRIES.map((country) =>
    Array.from({ length: QUARTERS_PER_ROUND }, (_, quarter) =>
      isTimeToPlay(country, startHour + quarter / 4),
    ),
  );
  const chances = playable.map((quarters) => quarters.filter(Boolean).length);
  for (let quarter = 0; quarter < QUARTERS_PER_ROUND; quarter++) {
    const needs = playable.map((quarters, country) =>
      quarters[quarter] ? (toGive - (given[country]?.length ?? 0)) / (chances[country] ?? 0) : -1,
    );
    given[needs.indexOf(Math.max(...needs))]?.push(quarter);
    for (const [country, quarters] of playable.entries())
      if (quarters[quarter]) chances[country] = (chances[country] ?? 0) - 1;
  }
  return given;
}

function isTimeToPlay({ utcOffset }: Country, utcHour: number): boolean {
  const local = (utcHour + utcOffset + 24) % 24;
  return local >= FIRST_LOCAL_HOUR && local <= LAST_LOCAL_HOUR;
}
