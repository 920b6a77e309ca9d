import type { Actor, Skipped } from './events.ts';
import type { State } from './state.ts';

/** What is left out of every look at the markets, and by whose word. */
export interface Skip extends Skipped {
  readonly actor: Actor;
  readonly why: string;
  readonly since: string;
  /** ISO time of its end; null: until somebody ends it. */
  readonly until: string | null;
  /** Of the event that began it, by which it is named. */
  readonly seq: number;
}

/** A selection of a market, as far as a skip looks at it. */
export interface Skippable {
  readonly marketId: string;
  readonly event: string;
  readonly competition: string | null;
  readonly selection: string;
  /** The names of the market's runners, where they are known. */
  readonly runners: readonly string[];
}

/** The skips in force at a moment, the oldest first: the end of one needs no event. */
export const skipsAt = ({ skips }: State, now: string): readonly Skip[] =>
  skips.filter(({ until }) => until === null || until > now);

/** The first skip that leaves this selection out; null where none does. */
export function skipOf(selection: Skippable, skips: readonly Skip[]): Skip | null {
  return skips.find((skip) => leavesOut(skip, selection)) ?? null;
}

/** Whether a selection is not bet on because of this skip. */
export function leavesOut({ what, name }: Skipped, market: Skippable): boolean {
  const isNamed = (other: string): boolean => sameName(name, other);
  switch (what) {
    case 'market':
      return isNamed(market.marketId) || isNamed(market.event);
    case 'competition':
      return market.competition !== null && isNamed(market.competition);
    case 'team':
      if (isDraw(name)) return isDraw(market.selection);
      return [market.selection, ...market.runners, ...sidesOf(market.event)].some(isNamed);
  }
}

/** Whether both name the same thing, however it is written. */
export const sameSkip = (a: Skipped, b: Skipped): boolean => a.what === b.what && sameName(a.name, b.name);

/** Whether two names are the same but for capitals and space. */
export const sameName = (a: string, b: string): boolean => folded(a) === folded(b);

/** It takes part in every match, so that skipping it as a team would leave nothing to bet on. */
export const isDraw = (name: string): boolean => sameName(name, 'The Draw') || sameName(name, 'Draw');

/** Leeds and Hull, of `Leeds v Hull`. */
const sidesOf = (event: string): readonly string[] => event.split(/\s+(?:v|vs\.?|@|-)\s+/i);

const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .toLowerCase();
