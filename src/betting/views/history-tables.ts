import type { Result } from '../../core/events.ts';
import { formatMoney } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import type { Cycle } from '../../core/state.ts';
import type { Table, Text } from '../../reply.ts';
import type { BetRecord, Settled } from './history.ts';
import { plainName, signedAmount } from './wording.ts';

const left = (name: string) => ({ name, align: 'left' as const });
const right = (name: string) => ({ name, align: 'right' as const });

/** Bets as rows; those from before the last reset are marked, because cycles count from 1 again after it. */
export function betsTable(bets: readonly BetRecord[], epoch: number): Table {
  return {
    columns: [
      left('Placed'),
      left('Cycle'),
      left('Selection'),
      right('Stake'),
      right('Price'),
      left('Result'),
      right('Net'),
      right('Pot after'),
      right('Total so far'),
    ],
    rows: bets.map((record) => [
      [{ at: record.placedAt }],
      `${record.cycle} leg ${record.leg}${record.epoch < epoch ? ' (before reset)' : ''}`,
      `${plainName(record.bet.selection)} (${plainName(record.bet.event)})`,
      formatMoney(record.bet.stake),
      formatPrice(record.bet.priceMatched),
      ...resultCells(record.settled),
    ]),
  };
}

function resultCells(settled: Settled | null): readonly Text[] {
  if (settled === null) return ['open', '-', '-', '-'];
  const { result, before, potAfter, targetReached, runningTotal } = settled;
  const changed = before === null ? '' : ` (corrected, was ${outcomeText(before)})`;
  return [
    `${outcomeText(result)}${targetReached ? ', target reached' : ''}${changed}`,
    signedAmount(result.netProfit),
    formatMoney(potAfter),
    signedAmount(runningTotal),
  ];
}

/** A result in a word: `won`, `lost`, `void`, `dead heat`. */
export const outcomeText = ({ outcome }: Pick<Result, 'outcome'>): string => outcome.replace('_', ' ');

/** How a cycle ended, in words. */
export const ENDINGS = { lost: 'lost', target: 'target reached', reset: 'cut off by a reset' } as const;

/** Cycles as rows, those from before the last reset marked. */
export function cyclesTable(cycles: readonly Cycle[], epoch: number): Table {
  return {
    columns: [
      left('Began'),
      left('Cycle'),
      right('Legs'),
      right('Won'),
      left(''),
      right('Put in'),
      right('Taken out'),
      right('Highest pot'),
    ],
    rows: cycles.map((cycle) => [
      [{ at: cycle.startedAt }],
      `${cycle.cycle}${cycle.epoch < epoch ? ' (before reset)' : ''}`,
      String(cycle.legs),
      String(cycle.wins),
      cycle.end === null ? 'running' : [`${ENDINGS[cycle.end.how]} `, { at: cycle.end.at }],
      formatMoney(cycle.outlay),
      formatMoney(cycle.banked),
      formatMoney(cycle.highestPot),
    ]),
  };
}
