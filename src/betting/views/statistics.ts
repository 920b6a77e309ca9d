import { newestFirst } from '../../core/chain.ts';
import { isMilestone, skipTo } from '../../core/milestone.ts';
import type { Cycle, Figures, Ledger, State } from '../../core/state.ts';
import { type Page, type PageQuestion, pageBySlices, sliceOf } from './pages.ts';

export interface Statistics extends Figures {
  /** Wins of the bets won or lost, a fraction; null where there is none. */
  readonly winRate: number | null;
}

/** The figures since the last reset and since the beginning. */
export interface StatisticsView {
  /** Resets so far + 1; at 1 both figures are the same. */
  readonly epochNumber: number;
  readonly epoch: Statistics;
  readonly allTime: Statistics;
}

export function statisticsOf({ ledger }: State): StatisticsView {
  const { epoch, figures, allTime } = ledger;
  return { epochNumber: epoch, epoch: complete(figures), allTime: complete(allTime) };
}

/** Every cycle of all time, the current one first. */
export const cyclesOf = ({ ledger }: State, question: PageQuestion): Page<Cycle> =>
  pageBySlices((from, most) => cyclesFrom(ledger, from, most), ledger.allTime.cycles, question);

/** At most `most` of them from an index on, which may lie far back. */
export function cyclesFrom(ledger: Ledger, index: number, most: number): readonly Cycle[] {
  if (index === 0) return sliceOf(allCycles(ledger), 0, most);
  const wanted = ledger.allTime.cycles - index;
  const ended = skipTo(ledger.ended, (reached) => endedBy(reached) >= wanted);
  const above = ended !== null && isMilestone(ended) ? endedBy(ended.reached) - wanted : index - 1;
  return sliceOf(newestFirst(ended), above, most);
}

const endedBy = ({ ledger }: State): number => ledger.allTime.cycles - 1;

export type CycleNumber = Pick<Cycle, 'epoch' | 'cycle'>;

export const isOfCycle =
  ({ epoch, cycle }: CycleNumber) =>
  (other: CycleNumber): boolean =>
    other.epoch === epoch && other.cycle === cycle;

export function findCycle({ ledger }: State, wanted: CycleNumber): Cycle | undefined {
  const isWanted = isOfCycle(wanted);
  if (ledger.allTime.cycles === 0) return undefined;
  if (isWanted(ledger.current)) return ledger.current;
  const ended = skipTo(ledger.ended, (reached) => isBefore(wanted, reached.ledger));
  for (const cycle of newestFirst(ended)) {
    if (isWanted(cycle)) return cycle;
    if (isBefore(cycle, wanted)) break;
  }
  return undefined;
}

const isBefore = (a: CycleNumber, b: CycleNumber): boolean =>
  a.epoch === b.epoch ? a.cycle < b.cycle : a.epoch < b.epoch;

/** Every cycle of all time, the current one first. */
export function* allCycles({ current, ended, allTime }: Ledger): Generator<Cycle> {
  if (allTime.cycles === 0) return;
  yield current;
  yield* newestFirst(ended);
}

function complete(figures: Figures): Statistics {
  const decided = figures.wins + figures.losses;
  return { ...figures, winRate: decided === 0 ? null : figures.wins / decided };
}
