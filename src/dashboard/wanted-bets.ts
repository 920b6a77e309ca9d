import { type BetRecord, betRecords } from '../betting/views/history.ts';
import type { State } from '../core/state.ts';
import type { BET_COLUMNS, RESULTS } from './wire/bets.ts';

type Column = (typeof BET_COLUMNS)[number];

/** Which bets, and in which order; what is missing is not asked for. */
export interface BetsWanted {
  readonly sort?: Column | undefined;
  readonly direction: 'asc' | 'desc';
  /** Somewhere in the names or the number of the bet, whatever the capitals. */
  readonly search?: string | undefined;
  readonly result?: (typeof RESULTS)[number] | undefined;
  readonly epoch?: number | undefined;
  readonly cycle?: number | undefined;
}

interface Row {
  readonly record: BetRecord;
  /** What is searched. */
  readonly words: string;
}

/** By the journal that they were read from, which never changes: a page asks for the same ones again and again. */
const rowsOf = new WeakMap<object, readonly Row[]>();
const sortedOf = new WeakMap<readonly Row[], Map<string, readonly Row[]>>();

/** The bets of all time that match, in the order that is wanted; the newest first unless told. */
export function betsWanted(state: State, wanted: BetsWanted): readonly BetRecord[] {
  const { sort = 'time', direction } = wanted;
  const matches = matcherOf(wanted);
  return sorted(allRows(state), sort, direction)
    .filter(matches)
    .map(({ record }) => record);
}

function allRows(state: State): readonly Row[] {
  if (state.journal === null) return [];
  const known = rowsOf.get(state.journal);
  if (known !== undefined) return known;
  const rows = Array.from(betRecords(state), (record) => ({ record, words: wordsOf(record) }));
  rowsOf.set(state.journal, rows);
  return rows;
}

const wordsOf = ({ bet }: BetRecord): string =>
  [bet.event, bet.selection, bet.competition ?? '', bet.betId].join('\n').toLowerCase();

/** What a column shows; null where it shows nothing yet. */
const VALUES: Readonly<Record<Column, (record: BetRecord) => string | number | null>> = {
  time: ({ seq }) => seq,
  event: ({ bet }) => bet.event.toLowerCase(),
  selection: ({ bet }) => bet.selection.toLowerCase(),
  stake: ({ bet }) => bet.stake,
  price: ({ bet }) => bet.priceMatched,
  result: ({ settled }) => settled?.result.outcome ?? null,
  profit: ({ settled }) => settled?.result.netProfit ?? null,
  total: ({ settled }) => settled?.runningTotal ?? null,
};

/** What shows nothing comes last either way; equals keep the newest first. */
function sorted(rows: readonly Row[], sort: Column, direction: BetsWanted['direction']): readonly Row[] {
  const orders = sortedOf.get(rows) ?? new Map<string, readonly Row[]>();
  sortedOf.set(rows, orders);
  const key = `${sort} ${direction}`;
  const known = orders.get(key);
  if (known !== undefined) return known;
  const sign = direction === 'asc' ? 1 : -1;
  const valued = rows.map((row) => ({ row, value: VALUES[sort](row.record) }));
  const order = valued
    .sort((a, b) => {
      if (a.value === b.value) return 0;
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      return a.value < b.value ? -sign : sign;
    })
    .map(({ row }) => row);
  orders.set(key, order);
  return order;
}

function matcherOf({ search = '', result, epoch, cycle }: BetsWanted): (row: Row) => boolean {
  const typed = search.trim().toLowerCase();
  return ({ record, words }) =>
    (epoch === undefined || record.epoch === epoch) &&
    (cycle === undefined || record.cycle === cycle) &&
    (result === undefined || (record.settled?.result.outcome ?? 'open') === result) &&
    words.includes(typed);
}
