import { newestFirst } from '../../core/chain.ts';
import { NO_BETS, withBet } from './bet-figures.ts';
import { betRecords } from './history.ts';
import { perJournal } from './per-journal.ts';

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
export const legsReached = perJournal((state): LegsReached | null => {
  const furthest: number[] = [];
  for (const { end, wins } of newestFirst(state.ledger.ended))
    if (end.how !== 'reset') furthest.push(end.how === 'lost' ? wins + 1 : wins);
  if (furthest.length === 0) return null;
  const { wins, losses, expectedWins } = [...betRecords(state)].reduce(withBet, NO_BETS);
  const winChance = expectedWins / (wins + losses);
  const longest = furthest.reduce((most, leg) => Math.max(most, leg), 0);
  const legs = Array.from({ length: longest + BEYOND }, (_, i) => ({
    leg: i + 1,
    reached: furthest.filter((leg) => leg > i).length,
    expected: furthest.length * winChance ** i,
  }));
  return { cycles: furthest.length, furthest: longest, winChance, legs };
});
