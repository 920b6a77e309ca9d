import { NO_MONEY, type Pennies, pennies } from './money.ts';
import type { Account, Move, PostingKind } from './postings.ts';
import type { Ledger } from './state.ts';

interface Sum {
  /** How many. */
  readonly count: number;
  /** What they moved; of corrections, which may move money either way, what they brought the operator. */
  readonly amount: Pennies;
}

/** Postings added up by kind. */
export type Posted = Readonly<Record<PostingKind, Sum>>;

/** What each account has gained. */
export type Balances = Readonly<Record<Account, Pennies>>;

const NONE: Sum = { count: 0, amount: NO_MONEY };

export const NOTHING_POSTED: Posted = {
  outlay: NONE,
  stake_out: NONE,
  return_in: NONE,
  void: NONE,
  commission: NONE,
  carried: NONE,
  banked: NONE,
  correction: NONE,
};

/** With further ones. */
export function enter(posted: Posted, moves: readonly Move[]): Posted {
  const sums = copyOf(posted);
  for (const move of moves) {
    const { kind, from, amount } = move;
    // What is carried over leaves one pot and enters another: two postings of the same money.
    if (from === 'carried') continue;
    const moved = kind === 'correction' ? broughtBy(move) : amount;
    sums[kind] = { count: sums[kind].count + 1, amount: pennies(sums[kind].amount + moved) };
  }
  return sums;
}

/** What was posted between two states of one log. */
export function postedSince(then: Posted, now: Posted): Posted {
  const sums = copyOf(now);
  for (const kind of Object.keys(sums) as PostingKind[]) {
    const { count, amount } = then[kind];
    sums[kind] = { count: sums[kind].count - count, amount: pennies(sums[kind].amount - amount) };
  }
  return sums;
}

/** What all accounts hold by the ledger; every posting of the log, added up, comes to the same. */
export const balancesOf = ({ pot, stakesOut, allTime }: Ledger): Balances => ({
  outside: pennies(0 - allTime.outlay),
  pot: pennies(pot - stakesOut),
  exchange: pennies(stakesOut - allTime.gross),
  commission: allTime.commission,
  banked: allTime.banked,
  carried: NO_MONEY,
});

/** What some postings brought to each account. */
export function balancesBy(moves: readonly Move[]): Balances {
  const held: Record<Account, Pennies> = {
    ...{ outside: NO_MONEY, pot: NO_MONEY, exchange: NO_MONEY },
    ...{ commission: NO_MONEY, banked: NO_MONEY, carried: NO_MONEY },
  };
  for (const { from, to, amount } of moves) {
    held[from] = pennies(held[from] - amount);
    held[to] = pennies(held[to] + amount);
  }
  return held;
}

/** Field by field, as the states are copied: see `evolve.ts`. */
const copyOf = (posted: Posted): Record<PostingKind, Sum> => ({
  outlay: posted.outlay,
  stake_out: posted.stake_out,
  return_in: posted.return_in,
  void: posted.void,
  commission: posted.commission,
  carried: posted.carried,
  banked: posted.banked,
  correction: posted.correction,
});

/** Money that comes from the exchange, or back from commission, less what goes there. */
function broughtBy({ from, to, amount }: Move): number {
  const isTheirs = (account: Account): number => (account === 'exchange' || account === 'commission' ? 1 : 0);
  return (isTheirs(from) - isTheirs(to)) * amount;
}
