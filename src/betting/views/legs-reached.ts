import type { State } from '../../core/state.ts';
import { betSums } from '../../core/sums/bet-sums.ts';
import { furthestLegs } from '../../core/sums/legs-reached.ts';

/** How many of the cycles of all time that were lost or reached the target came to which leg; void bets are no legs here. */
export interface LegsReached {
  readonly cycles: number;
  readonly furthest: number;
  /** The average of 1 / price over the bets won or lost: what share of them would win at fair prices. */
  readonly winChance: number;
  /** From leg 1 on, a little further than any cycle came. */
  readonly legs: readonly {
    readonly leg: number;
    readonly reached: number;
    /** If every bet won with that chance. */
    readonly expected: number;
  }[];
}

/** Legs shown beyond the furthest. */
const BEYOND = 2;

/** Null where no cycle has come to its end yet. */
export function legsReached({ journal, ledger }: State): LegsReached | null {
  const counts = furthestLegs.of(ledger.ended);
  const furthest = counts.length - 1;
  if (furthest < 0) return null;
  const reaching = (leg: number) => counts.slice(leg).reduce((sum, count) => sum + count, 0);
  const cycles = reaching(0);
  const { wins, losses, expectedWins } = betSums.of(journal).figures;
  const winChance = expectedWins / (wins + losses);
  const legs = Array.from({ length: furthest + BEYOND }, (_, i) => ({
    leg: i + 1,
    reached: reaching(i + 1),
    expected: cycles * winChance ** i,
  }));
  return { cycles, furthest, winChance, legs };
}
