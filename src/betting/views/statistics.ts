import { type Chain, newestFirst } from '../../core/chain.ts';
import { type Pennies, pennies } from '../../core/money.ts';
import type { Cycle, EndedCycle, Figures, Ledger, State } from '../../core/state.ts';
import { type Page, type PageQuestion, pageOf } from './pages.ts';

export interface Statistics extends Figures {
  /** Wins of the bets won or lost, a fraction; null where there is none. */
  readonly winRate: number | null;
  /** What the lost cycles cost: outlay less what came back of it. */
  readonly moneyLost: Pennies;
}

/** The figures since the last reset and since the beginning. */
export interface StatisticsView {
  /** Resets so far + 1; at 1 both figures are the same. */
  readonly epochNumber: number;
  readonly epoch: Statistics;
  readonly allTime: Statistics;
}

export function statisticsOf({ ledger }: State): StatisticsView {
  const { epoch, figures, allTime, ended } = ledger;
  return {
    epochNumber: epoch,
    epoch: complete(figures, lostIn(ended, epoch)),
    allTime: complete(allTime, lostIn(ended, 1)),
  };
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

function complete(figures: Figures, moneyLost: Pennies): Statistics {
  const decided = figures.wins + figures.losses;
  return { ...figures, winRate: decided === 0 ? null : figures.wins / decided, moneyLost };
}

function lostIn(ended: Chain<EndedCycle>, fromEpoch: number): Pennies {
  let lost = 0;
  for (const { epoch, end, outlay, banked } of newestFirst(ended)) {
    if (epoch < fromEpoch) break;
    if (end.how === 'lost') lost += outlay - banked;
  }
  return pennies(lost);
}
