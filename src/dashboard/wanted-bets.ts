import { type BetRecord, betRecords, betsFrom } from '../betting/views/history.ts';
import type { State } from '../core/state.ts';
import { unhurried } from '../unhurried.ts';
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

/** A bet that matches: where it stands, from the newest on, and what its column shows. */
interface Match {
  readonly index: number;
  readonly value: string | number | null;
}

/** Questions, with up to some megabytes of answer each. */
const REMEMBERED = 8;

/** By the journal that they were found in, which never changes: a page asks for the same ones again and again. */
const foundIn = new WeakMap<object, Map<string, Promise<readonly number[]>>>();

/**
 * Where the bets of all time that match stand in the list of all, from the newest (0) on, in the order that is wanted;
 * the newest first unless told. A log of many years takes seconds; others have their turns meanwhile.
 */
export function betsWanted(state: State, wanted: BetsWanted): Promise<readonly number[]> {
  if (state.journal === null) return Promise.resolve([]);
  const known = foundIn.get(state.journal) ?? new Map<string, Promise<readonly number[]>>();
  foundIn.set(state.journal, known);
  const key = JSON.stringify(wanted);
  const first = known.get(key) ?? find(state, wanted);
  known.delete(key);
  known.set(key, first);
  for (const oldest of [...known.keys()].slice(0, -REMEMBERED)) known.delete(oldest);
  // What failed is tried again.
  first.catch(() => known.delete(key));
  return first;
}

/** The bets at these places, each of which may have to be read from another part of the log. */
export async function betsAt(state: State, indexes: readonly number[]): Promise<readonly BetRecord[]> {
  const bets: BetRecord[] = [];
  for await (const index of unhurried(indexes)) bets.push(...betsFrom(state, index, 1));
  return bets;
}

async function find(state: State, wanted: BetsWanted): Promise<readonly number[]> {
  const { sort = 'time', direction } = wanted;
  const matches = matcherOf(wanted);
  const found: Match[] = [];
  let index = 0;
  for await (const record of unhurried(betRecords(state))) {
    if (matches(record)) found.push({ index, value: VALUES[sort](record) });
    index += 1;
  }
  return inOrder(found, direction).map(({ index: place }) => place);
}

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
function inOrder(found: readonly Match[], direction: BetsWanted['direction']): readonly Match[] {
  const sign = direction === 'asc' ? 1 : -1;
  return found.toSorted((a, b) => {
    if (a.value === b.value) return 0;
    if (a.value === null) return 1;
    if (b.value === null) return -1;
    return a.value < b.value ? -sign : sign;
  });
}

function matcherOf({ search = '', result, epoch, cycle }: BetsWanted): (record: BetRecord) => boolean {
  const typed = search.trim().toLowerCase();
  return (record) =>
    (epoch === undefined || record.epoch === epoch) &&
    (cycle === undefined || record.cycle === cycle) &&
    (result === undefined || (record.settled?.result.outcome ?? 'open') === result) &&
    (typed === '' || wordsOf(record).includes(typed));
}

/** What is searched. */
const wordsOf = ({ bet }: BetRecord): string =>
  [bet.event, bet.selection, bet.competition ?? '', bet.betId].join('\n').toLowerCase();
