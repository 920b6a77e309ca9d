import { formatMoney } from '../../core/money.ts';
import { type BetFigures, winRateOf } from '../../core/sums/bet-figures.ts';
import type { Table } from '../../reply.ts';
import { signedAmount } from './wording.ts';

const right = (name: string) => ({ name, align: 'right' as const });

/** Groups of bets as rows, what they came to in columns. */
export function betFiguresTable(head: string, groups: Iterable<readonly [name: string, BetFigures]>): Table {
  return {
    columns: [
      { name: head, align: 'left' },
      right('Bets'),
      right('Won'),
      right('Lost'),
      right('Void'),
      right('Win rate'),
      right('By the prices'),
      right('Staked'),
      right('Net'),
    ],
    rows: [...groups].map(([name, figures]) => [
      name,
      String(figures.bets),
      String(figures.wins),
      String(figures.losses),
      String(figures.voids),
      percentText(winRateOf(figures)),
      percentText(expectedRateOf(figures)),
      formatMoney(figures.staked),
      signedAmount(figures.net),
    ]),
  };
}

/** The win rate that the matched prices gave reason to expect, had they been fair; null where no bet was decided. */
const expectedRateOf = ({ wins, losses, expectedWins }: BetFigures): number | null =>
  wins + losses === 0 ? null : expectedWins / (wins + losses);

/** `33.3 %`, or `-` for none. */
export const percentText = (fraction: number | null): string =>
  fraction === null ? '-' : `${(fraction * 100).toFixed(1)} %`;
