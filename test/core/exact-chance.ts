import type { Assumed } from '../../src/core/forecast-bet.ts';
import type { Start } from '../../src/core/forecast-walk.ts';
import { exact, minus, over, type Pennies, pennies, type Ratio, times, whole } from '../../src/core/money.ts';
import { commissionOn, grossProfit } from '../../src/core/settlement.ts';
import { nextStake } from '../../src/core/staking.ts';

const ZERO = whole(0);
const ONE = whole(1);
const plus = (a: Ratio, b: Ratio): Ratio => minus(a, { num: -b.num, den: b.den });

/** chance = here + (chance of the next pot) x on. */
interface Affine {
  readonly here: Ratio;
  readonly on: Ratio;
}

/** Where a pot goes; null: the end, at the target or banked. */
interface Ways {
  readonly won: Pennies | 'target';
  readonly lost: Pennies | 'banked';
}

/**
 * The chance to reach the target in whole numbers of any size, over every pot that can be reached, without a limit of any
 * kind: nothing is left out, however unlikely. For terms that are those of the cycle under way.
 */
export function exactChance({ pot, target }: Start, assumed: Assumed): { chance: Ratio; pots: number } {
  const win = over(plus(ONE, exact(assumed.edge)), exact(assumed.price));
  const order: Pennies[] = [];
  const parts: Affine[] = [];
  for (let at: Pennies | null = pot; at !== null; ) {
    const back = order.indexOf(at);
    if (back >= 0)
      return { chance: chained(parts.slice(0, back), inCircle(parts.slice(back))), pots: order.length };
    const ways = waysFrom(at, target, assumed);
    const next = [ways.won, ways.lost].filter((each): each is Pennies => typeof each === 'number');
    // The whole forecast rests on this: a pot leads to one other at most.
    if (next.length > 1) throw new Error(`${at} leads to ${next.join(' and ')}`);
    order.push(at);
    parts.push({
      here: ways.won === 'target' ? win : ZERO,
      on: typeof ways.won === 'number' ? win : minus(ONE, win),
    });
    at = next[0] ?? null;
  }
  return { chance: chained(parts, ZERO), pots: order.length };
}

function waysFrom(pot: Pennies, target: Pennies, assumed: Assumed): Ways {
  const stake = nextStake({ ...assumed, pot, target });
  const gross = grossProfit(stake, assumed.price, { outcome: 'won' });
  const won = pennies(pot + gross - commissionOn(gross, assumed.commissionRate));
  const kept = pennies(pot - stake);
  return {
    won: won >= target ? 'target' : won,
    lost: kept >= assumed.terms.initialStake ? kept : 'banked',
  };
}

const chained = (parts: readonly Affine[], last: Ratio): Ratio =>
  parts.reduceRight((after, { here, on }) => plus(here, times(on, after)), last);

/** What comes back to itself: chance = sum + round x chance. */
function inCircle(parts: readonly Affine[]): Ratio {
  const round = parts.reduce((product, { on }) => times(product, on), ONE);
  return over(chained(parts, ZERO), minus(ONE, round));
}

/** How far a number in floating point is from the fraction, relative to it. */
export function relativeError(found: number, { num, den }: Ratio): number {
  const { num: n, den: d } = minus(exact(found), { num, den });
  const scale = 10n ** 30n;
  return Math.abs(Number((n * den * scale) / (d * num)) / 1e30);
}

/** `1 in N` to the nearest whole. */
export const oneInOf = ({ num, den }: Ratio): bigint => (2n * den + num) / (2n * num);
