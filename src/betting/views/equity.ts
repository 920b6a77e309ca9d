import { larger, NO_MONEY, type Pennies, pennies } from '../../core/money.ts';
import { betRecords } from './history.ts';
import { perJournal } from './per-journal.ts';

/** Net profit of all time, bet by bet. Money in pennies. */
export interface Equity {
  /** Settled bets, void ones included. */
  readonly bets: number;
  /** In the order in which the bets were settled; the first one is the beginning, with nothing won or lost. */
  readonly points: readonly EquityPoint[];
  readonly now: Pennies;
  readonly highest: Pennies;
  /** The deepest fall below a high before it. */
  readonly deepest: { readonly at: string; readonly amount: Pennies };
}

export interface EquityPoint {
  readonly at: string;
  readonly net: Pennies;
  /** How far below the highest so far; zero or above. */
  readonly drawdown: Pennies;
  readonly targetReached: boolean;
}

/** Null where no bet was settled. */
export const equityOf = perJournal((state): Equity | null => {
  const results = [...betRecords(state)].flatMap(({ settled }) => (settled === null ? [] : [settled]));
  const [first] = results.sort((a, b) => a.seq - b.seq);
  if (first === undefined) return null;
  const began = state.began ?? first.at;
  const points: EquityPoint[] = [{ at: began, net: NO_MONEY, drawdown: NO_MONEY, targetReached: false }];
  let highest = NO_MONEY;
  let deepest: Equity['deepest'] = { at: began, amount: NO_MONEY };
  for (const { at, runningTotal: net, targetReached } of results) {
    highest = larger(highest, net);
    const drawdown = pennies(highest - net);
    if (drawdown > deepest.amount) deepest = { at, amount: drawdown };
    points.push({ at, net, drawdown, targetReached });
  }
  return { bets: results.length, points, now: points.at(-1)?.net ?? NO_MONEY, highest, deepest };
});

/**
 * At most about `most` of the points, for a picture: of each stretch the highest, the lowest and every target, so that
 * nothing that stands out is lost; the last one always.
 */
export function thin(points: readonly EquityPoint[], most: number): readonly EquityPoint[] {
  const stretch = Math.ceil((2 * points.length) / most);
  if (stretch <= 2) return points;
  const kept: EquityPoint[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch);
    const high = part.reduce((a, b) => (b.net > a.net ? b : a));
    const low = part.reduce((a, b) => (b.net < a.net ? b : a));
    const last = from + stretch >= points.length ? part.at(-1) : undefined;
    kept.push(...part.filter((each) => each === high || each === low || each === last || each.targetReached));
  }
  return kept;
}
