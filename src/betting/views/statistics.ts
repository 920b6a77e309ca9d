import { newestFirst, rememberedFold } from '../../core/chain.ts';
import { NO_MONEY, type Pennies, pennies } from '../../core/money.ts';
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
  const lost = lostIn(ended);
  return {
    epochNumber: epoch,
    epoch: complete(figures, lost.epoch === epoch ? lost.inEpoch : NO_MONEY),
    allTime: complete(allTime, lost.inAll),
  };
}

/** Every cycle of all time, the current one first. */
export const cyclesOf = ({ ledger }: State, question: PageQuestion): Page<Cycle> =>
  pageOf(allCycles(ledger), ledger.allTime.cycles, question);

export type CycleNumber = Pick<Cycle, 'epoch' | 'cycle'>;

const isOfCycle =
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

/** What the lost cycles cost, in the epoch of the last one and in all. */
interface Lost {
  readonly epoch: number;
  readonly inEpoch: Pennies;
  readonly inAll: Pennies;
}

const lostIn = rememberedFold<EndedCycle, Lost>(
  { epoch: 1, inEpoch: NO_MONEY, inAll: NO_MONEY },
  (lost, { epoch, end, outlay, banked }) => {
    const cost = end.how === 'lost' ? outlay - banked : 0;
    const before = lost.epoch === epoch ? lost.inEpoch : 0;
    return { epoch, inEpoch: pennies(before + cost), inAll: pennies(lost.inAll + cost) };
  },
);
