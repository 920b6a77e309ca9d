import { formatPrice } from '../../core/odds.ts';
import type { BetRecord } from './history.ts';
import { plainName } from './wording.ts';

export type GroupedBy = 'competition' | 'odds' | 'selection';

/** Bands of the odds that were matched: from each bound to below the next. */
const BOUNDS = [1.01, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 20, 50, 1_000];

/** The group that a bet belongs to. */
export const GROUPS: Readonly<Record<GroupedBy, (record: BetRecord) => string>> = {
  competition: ({ bet }) => (bet.competition === null ? '(none)' : plainName(bet.competition)),
  odds: ({ bet }) => bandOf(bet.priceMatched),
  selection: ({ bet }) => kindOf(bet),
};

function bandOf(odds: number): string {
  const next = BOUNDS.findIndex((bound) => bound > odds);
  const [from, to] = [BOUNDS[next - 1], BOUNDS[next]];
  if (from === undefined || to === undefined) return formatPrice(odds);
  return `${formatPrice(from)} to below ${formatPrice(to)}`;
}

/** Betfair names a match `HOME v AWAY`, and its selections by the same names. */
function kindOf({ event, selection }: BetRecord['bet']): string {
  if (selection === 'The Draw') return 'Draw';
  const [home, away] = event.split(' v ');
  if (selection === home) return 'Home';
  return selection === away ? 'Away' : 'Other';
}
