import { drawFrom, randomFrom, shuffled } from '../../../../random.ts';
import { COUNTRIES, type Country } from './countries.ts';

export const DIVISIONS_PER_COUNTRY = 5;
export const CLUBS_PER_DIVISION = 16;

export interface Club {
  readonly selectionId: number;
  readonly name: string;
}

export interface Division {
  readonly id: string;
  readonly name: string;
  readonly country: Country;
  /** 0 for the highest. */
  readonly tier: number;
  readonly clubs: readonly Club[];
}

/** Keeps the draws that name the clubs apart from all others. */
const NAMING = 0x6e616d65;
const FIRST_SELECTION_ID = 10_000_000;

/** Every division, country by country, the highest of each first. The same in every run: only strengths follow the seed. */
export const DIVISIONS: readonly Division[] = COUNTRIES.flatMap(divisionsOf);

function divisionsOf(country: Country, countryIndex: number): Division[] {
  const places = shuffled(placesOf(country), randomFrom(NAMING, countryIndex));
  return country.divisions.map((name, tier) => {
    const number = countryIndex * DIVISIONS_PER_COUNTRY + tier;
    const from = tier * CLUBS_PER_DIVISION;
    return {
      id: String(12_000_000 + number),
      name: `${country.league} ${name}`,
      country,
      tier,
      clubs: places.slice(from, from + CLUBS_PER_DIVISION).map((place, club) => ({
        selectionId: FIRST_SELECTION_ID + number * CLUBS_PER_DIVISION + club,
        name: clubName(country, place, drawFrom(NAMING, countryIndex, from + club)),
      })),
    };
  });
}

function placesOf({ beginnings, endings }: Country): string[] {
  return beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending));
}

function clubName({ clubs }: Country, place: string, draw: number): string {
  return (clubs[Math.floor(draw * clubs.length)] ?? '*').replace('*', place);
}
