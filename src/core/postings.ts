import type { Chain } from './chain.ts';
import type { Event } from './events.ts';
import { post, reopen } from './journal.ts';
import { type Pennies, pennies } from './money.ts';
import type { JournalLine, Ledger, SettledLine, State } from './state.ts';

/**
 * Where money can be. `outside`: the operator, who put it in; `pot`: a cycle's money that is not at stake;
 * `exchange`: stakes that are out, less what the exchange has paid beyond them; `commission`: what it kept of the
 * winnings; `banked`: taken out of play; `carried`: on its way from a lost cycle into the next, always empty after
 * an event.
 */
export type Account = 'outside' | 'pot' | 'exchange' | 'commission' | 'banked' | 'carried';

export const POSTING_KINDS = [
  'outlay',
  'stake_out',
  'return_in',
  'void',
  'commission',
  'carried',
  'banked',
  'correction',
] as const;

export type PostingKind = (typeof POSTING_KINDS)[number];

/** Money that moved from one account to another: no penny comes from nowhere, and none is in two places. */
export interface Posting {
  readonly kind: PostingKind;
  readonly from: Account;
  readonly to: Account;
  /** Above zero. */
  readonly amount: Pennies;
  readonly at: string;
  /** The event that moved it. */
  readonly seq: number;
  /** The bet that it belongs to; null where it belongs to none. */
  readonly orderRef: string | null;
  /** The cycle whose pot it concerns. */
  readonly epoch: number;
  readonly cycle: number;
}

/** A posting without the event that made it. */
export type Move = Omit<Posting, 'at' | 'seq'>;

/**
 * What an event moved, given the states around it. A correction posts the difference between the books as they
 * were and as they are, each line at its own bet and cycle: sums by bet and cycle are the corrected ones, and a
 * period that has passed stays as it was reported.
 */
export function postingsOf(event: Event, before: State, after: State): readonly Posting[] {
  const { at, seq } = event;
  return movesBy(event, before, after).map((move) => ({ ...move, at, seq }));
}

/** The same, as far as it can be said without the event. */
export function movesBy(event: Event, before: State, after: State): readonly Move[] {
  if (before.journal === after.journal || after.journal === null) return NO_MOVES;
  return event.type === 'RESULT_CORRECTED'
    ? differenceOf(event.data.orderRef, before.journal, after.journal)
    : movesOf(after.journal.head, before.ledger, after.ledger);
}

const NO_MOVES: readonly Move[] = [];

function movesOf(line: JournalLine, before: Ledger, after: Ledger): readonly Move[] {
  switch (line.kind) {
    case 'terms':
    case 'reset':
      return turnOfCycle(before, after, null);
    case 'placed':
      return [
        ...putIn(before, after, line.bet.orderRef),
        ...move('stake_out', 'pot', 'exchange', line.bet.stake, after, line.bet.orderRef),
      ];
    case 'settled':
      return [...settlement(line, before), ...turnOfCycle(before, after, line.bet.orderRef)];
  }
}

function settlement({ bet: { stake, orderRef }, result }: SettledLine, ledger: Ledger): readonly Move[] {
  const back = pennies(stake + result.grossProfit);
  const kind = result.outcome === 'void' ? 'void' : 'return_in';
  return [
    ...move(kind, 'exchange', 'pot', back, ledger, orderRef),
    ...move('commission', 'pot', 'commission', result.commission, ledger, orderRef),
  ];
}

/** Where a cycle ends: what is banked of it, what goes on into the next, and what the next is opened with. */
function turnOfCycle(before: Ledger, after: Ledger, orderRef: string | null): readonly Move[] {
  if (before.epoch === after.epoch && before.cycle === after.cycle) return [];
  const banked = pennies(after.allTime.banked - before.allTime.banked);
  const carried = pennies(after.pot - after.stakesOut - putInBetween(before, after));
  return [
    ...move('banked', 'pot', 'banked', banked, before, orderRef),
    ...move('carried', 'pot', 'carried', carried, before, orderRef),
    ...move('carried', 'carried', 'pot', carried, after, orderRef),
    ...putIn(before, after, null),
  ];
}

function putIn(before: Ledger, after: Ledger, orderRef: string | null): readonly Move[] {
  return move('outlay', 'outside', 'pot', putInBetween(before, after), after, orderRef);
}

const putInBetween = (before: Ledger, after: Ledger): Pennies =>
  pennies(after.allTime.outlay - before.allTime.outlay);

/** None for nothing; what is below zero goes the other way. */
function move(
  kind: PostingKind,
  from: Account,
  to: Account,
  amount: Pennies,
  { epoch, cycle }: Pick<Ledger, 'epoch' | 'cycle'>,
  orderRef: string | null,
): readonly Move[] {
  if (amount === 0) return NO_MOVES;
  return amount > 0
    ? [{ kind, from, to, amount, orderRef, epoch, cycle }]
    : [{ kind, from: to, to: from, amount: pennies(-amount), orderRef, epoch, cycle }];
}

/** The moves that lead from one journal's books to another's, netted by bet, cycle and pair of accounts. */
function differenceOf(orderRef: string, was: Chain<JournalLine>, is: Chain<JournalLine>): readonly Move[] {
  const sums = new Map<string, { readonly example: Move; sum: number }>();
  const add = (made: Move, sign: 1 | -1): void => {
    const key = JSON.stringify([made.epoch, made.cycle, made.orderRef, [made.from, made.to].sort()]);
    const entry = sums.get(key) ?? { example: made, sum: 0 };
    entry.sum += (made.from === entry.example.from ? sign : -sign) * made.amount;
    sums.set(key, entry);
  };
  for (const made of movesAgain(was, orderRef)) add(made, -1);
  for (const made of movesAgain(is, orderRef)) add(made, 1);
  return [...sums.values()].flatMap(({ example, sum }) =>
    move('correction', example.from, example.to, pennies(sum), example, example.orderRef),
  );
}

/** Of the lines that a correction of a bet posts again; before them both books are the same. */
function* movesAgain(journal: Chain<JournalLine>, orderRef: string): Generator<Move> {
  const { lines, before } = reopen(journal, orderRef);
  let books = before;
  for (const line of lines.toReversed()) {
    const after = post(books, line);
    yield* movesOf(line, books.ledger, after.ledger);
    books = after;
  }
}
