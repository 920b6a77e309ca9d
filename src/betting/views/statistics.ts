import { newestFirst } from '../../core/chain.ts';
import type { Cycle, Figures, Ledger, State } from '../../core/state.ts';
import { type Page, type PageQuestion, pageOf } from './pages.ts';

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
  pageOf(allCycles(ledger), ledger.allTime.cycles, question);

export type CycleNumber = Pick<Cycle, 'epoch' | 'cycle'>;

export const isOfCycle =
  ({ epoch, cycle }: CycleNumber) =>
  (other: CycleNumber): boolean =>
    other.epoch === epoch && other.cycle === cycle;

export function findCycle({ ledger }: State, wanted: CycleNumber): Cycle | undefined {
  const isWanted = isOfCycle(wanted);
  for (const cycle of allCycles(ledger)) if (isWanted(cycle)) return cycle;
  return undefined;
}

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
