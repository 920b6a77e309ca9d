import type { PlacedBet } from '../events.ts';
import { formatPrice } from '../odds.ts';
import { type BetFigures, type DecidedBet, NO_BETS, withBet } from './bet-figures.ts';

export type GroupedBy = 'competition' | 'odds' | 'selection' | 'chance';

/** By the group's name. */
export type GroupFigures = Readonly<Record<string, BetFigures>>;

/** Bands of the odds that were matched: from each bound to below the next. */
const BOUNDS = [1.01, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 20, 50, 1_000];

/** The group that a bet belongs to; competitions as the exchange writes them, chances in whole percents rounded down. */
const GROUPS: Readonly<Record<GroupedBy, (bet: PlacedBet) => string>> = {
  competition: ({ competition }) => competition ?? '',
  odds: ({ priceMatched }) => bandOf(priceMatched),
  selection: kindOf,
  chance: ({ priceMatched }) => String(wholePercent(1 / priceMatched)),
};

export const NO_GROUPS: Readonly<Record<GroupedBy, GroupFigures>> = {
  competition: {},
  odds: {},
  selection: {},
  chance: {},
};

/** The figures of each group with further bets; groups stand in the order in which they were met first, but for numbers. */
export function extendGroups(
  figures: typeof NO_GROUPS,
  decided: readonly DecidedBet[],
): Readonly<Record<GroupedBy, GroupFigures>> {
  const extended = (by: GroupedBy): GroupFigures => {
    const groups = new Map(Object.entries(figures[by]));
    for (const one of decided) {
      const group = GROUPS[by](one.bet);
      groups.set(group, withBet(groups.get(group) ?? NO_BETS, one));
    }
    return Object.fromEntries(groups);
  };
  return {
    competition: extended('competition'),
    odds: extended('odds'),
    selection: extended('selection'),
    chance: extended('chance'),
  };
}

function bandOf(odds: number): string {
  const next = BOUNDS.findIndex((bound) => bound > odds);
  const [from, to] = [BOUNDS[next - 1], BOUNDS[next]];
  if (from === undefined || to === undefined) return formatPrice(odds);
  return `${formatPrice(from)} to below ${formatPrice(to)}`;
}

/** Betfair names a match `HOME v AWAY`, and its selections by the same names. */
function kindOf({ event, selection }: PlacedBet): string {
  if (selection === 'The Draw') return 'Draw';
  const [home, away] = event.split(' v ');
  if (selection === home) return 'Home';
  return selection === away ? 'Away' : 'Other';
}

/** A chance at a bound belongs to what begins there, whatever the last binary digit says. */
const wholePercent = (chance: number): number => {
  const percent = chance * 100 + 1e-9;
  return percent - (percent % 1);
};
