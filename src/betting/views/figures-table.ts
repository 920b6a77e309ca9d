import type { State } from '../../core/state.ts';
import type { Table } from '../../reply.ts';
import { percentText } from './bet-figures-table.ts';
import { type Statistics, statisticsOf } from './statistics.ts';
import { money } from './wording.ts';

/** The figures in words: all time, and since the last reset where there was one. */
export function figuresTable(state: State, currency: string): Table {
  const { epochNumber, epoch, allTime } = statisticsOf(state);
  const columns = epochNumber > 1 ? [epoch, allTime] : [allTime];
  const heads = epochNumber > 1 ? ['Since the last reset', 'All time'] : ['So far'];
  return {
    columns: [{ name: '', align: 'left' }, ...heads.map((name) => ({ name, align: 'right' as const }))],
    rows: figureRows(currency).map(([name, show]) => [name, ...columns.map(show)]),
  };
}

type FigureRow = readonly [name: string, show: (figures: Statistics) => string];

const figureRows = (currency: string): readonly FigureRow[] => [
  ['Cycles begun', ({ cycles }) => String(cycles)],
  ['Targets reached', ({ targets }) => String(targets)],
  ['Bets placed', ({ bets }) => String(bets)],
  ['Won, lost, void', ({ wins, losses, voids }) => `${wins}, ${losses}, ${voids}`],
  ['Win rate', ({ winRate }) => percentText(winRate)],
  ['Put in', ({ outlay }) => money(outlay, currency)],
  ['Taken out', ({ banked }) => money(banked, currency)],
  ['Lost in lost cycles', ({ moneyLost }) => money(moneyLost, currency)],
  ['Commission paid', ({ commission }) => money(commission, currency)],
  ['Highest pot', ({ highestPot }) => money(highestPot, currency)],
  ['Furthest leg', ({ furthestLeg }) => String(furthestLeg)],
];
