import { markdownTable } from 'markdown-table';
import type { Judgement } from './judge.ts';

/** What came of the runs at one boundary. */
type Row = { [K in 'runs' | 'orders' | 'bets' | 'foundLate' | 'notFound' | 'missed' | 'wrong']: number };

interface Counted extends Judgement {
  /** The bot did not come to the boundary again in time, and was killed elsewhere. */
  readonly missed: boolean;
}

export interface Tally {
  count(label: string, run: Counted): void;
  runs(): number;
  /** How many runs were wrong. */
  wrong(): number;
  /** A Markdown table, a row for each label, and one for all. */
  print(): string;
}

export function createTally(): Tally {
  const rows = new Map<string, Row>();
  const all = emptyRow();
  return {
    count: (label, run) => {
      const row = rows.get(label) ?? emptyRow();
      rows.set(label, row);
      for (const each of [row, all]) add(each, run);
    },
    runs: () => all.runs,
    wrong: () => all.wrong,
    print: () => {
      const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
      const lines = [...sorted, ['all', all] as const].map(([label, row]) => [label, ...cells(row)]);
      return markdownTable([HEAD, ...lines], { align: HEAD.map((_, column) => (column === 0 ? 'l' : 'r')) });
    },
  };
}

const HEAD = [
  'boundary',
  'runs',
  'orders at the exchange',
  'bets in the log',
  'found late',
  'not found',
  'not met',
  'wrong',
];

const emptyRow = (): Row => ({ runs: 0, orders: 0, bets: 0, foundLate: 0, notFound: 0, missed: 0, wrong: 0 });

const cells = (row: Row): readonly string[] =>
  [row.runs, row.orders, row.bets, row.foundLate, row.notFound, row.missed, row.wrong].map(String);

function add(row: Row, { orders, bets, foundLate, notFound, missed, wrong }: Counted): void {
  row.runs += 1;
  row.orders += orders;
  row.bets += bets;
  row.foundLate += foundLate;
  row.notFound += notFound;
  row.missed += missed ? 1 : 0;
  row.wrong += wrong === null ? 0 : 1;
}
