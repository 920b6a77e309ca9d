import { larger, NO_MONEY, type Pennies, pennies } from '../money.ts';
import type { SettledLine } from '../state.ts';

/** Net profit of all time, bet by bet, thinned to what a picture can show. Money in pennies. */
export interface EquityCurve {
  /** Settled bets, void ones included. */
  readonly bets: number;
  readonly targets: number;
  readonly highest: Pennies;
  /** The deepest fall below a high before it; null where there was none. */
  readonly deepest: { readonly at: string; readonly amount: Pennies } | null;
  readonly first: EquityPoint | null;
  readonly last: EquityPoint | null;
  /** How many bets share a stretch: a power of two. */
  readonly width: number;
  /** Of each stretch the highest, the lowest and the first target, so that nothing that stands out is lost. */
  readonly points: readonly EquityPoint[];
}

export interface EquityPoint {
  /** From 0, in the order in which the bets were settled. */
  readonly bet: number;
  readonly at: string;
  readonly net: Pennies;
  /** How far below the highest so far; zero or above. */
  readonly drawdown: Pennies;
  readonly targetReached: boolean;
}

/** With three points of each there are more than a picture has pixels. */
const MOST_STRETCHES = 512;

export const NO_CURVE: EquityCurve = {
  bets: 0,
  targets: 0,
  highest: NO_MONEY,
  deepest: null,
  first: null,
  last: null,
  width: 1,
  points: [],
};

/** The curve with further bets, in the order in which they were settled. */
export function extendCurve(curve: EquityCurve, lines: readonly SettledLine[]): EquityCurve {
  let { bets, targets, highest, deepest, first, last, width } = curve;
  let points = [...curve.points];
  for (const { at, runningTotal: net, targetReached } of lines) {
    highest = larger(highest, net);
    const drawdown = pennies(highest - net);
    if (drawdown > (deepest?.amount ?? 0)) deepest = { at, amount: drawdown };
    last = { bet: bets, at, net, drawdown, targetReached };
    first ??= last;
    targets += targetReached ? 1 : 0;
    if (bets === width * MOST_STRETCHES) {
      width *= 2;
      points = points.reduce<EquityPoint[]>((kept, point) => draw(kept, point, width), []);
    }
    draw(points, last, width);
    bets += 1;
  }
  return { bets, targets, highest, deepest, first, last, width, points };
}

/** Adds a point to those that were drawn, and takes out what of its stretch no longer stands out. */
function draw(drawn: EquityPoint[], point: EquityPoint, width: number): EquityPoint[] {
  const stretchBegins = point.bet - (point.bet % width);
  const of = drawn.findLastIndex(({ bet }) => bet < stretchBegins) + 1;
  const stretch = [...drawn.splice(of), point];
  const high = stretch.reduce((a, b) => (b.net > a.net ? b : a));
  const low = stretch.reduce((a, b) => (b.net < a.net ? b : a));
  const target = stretch.find(({ targetReached }) => targetReached);
  drawn.push(...stretch.filter((each) => each === high || each === low || each === target));
  return drawn;
}
