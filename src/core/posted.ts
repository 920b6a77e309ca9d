import { NO_MONEY, type Pennies, pennies } from './money.ts';
import type { Account, Posting, PostingKind } from './postings.ts';

interface Sum {
  /** How many. */
  readonly count: number;
  /** What they moved; of corrections, which may move money either way, what they brought the operator. */
  readonly amount: Pennies;
}

/** Postings added up: by kind, and what each account has gained by them. */
export interface Posted {
  readonly kinds: Readonly<Record<PostingKind, Sum>>;
  readonly accounts: Readonly<Record<Account, Pennies>>;
}

const NONE: Sum = { count: 0, amount: NO_MONEY };

export const NOTHING_POSTED: Posted = {
  kinds: {
    outlay: NONE,
    stake_out: NONE,
    return_in: NONE,
    void: NONE,
    commission: NONE,
    carried: NONE,
    banked: NONE,
    correction: NONE,
  },
  accounts: {
    outside: NO_MONEY,
    pot: NO_MONEY,
    exchange: NO_MONEY,
    commission: NO_MONEY,
    banked: NO_MONEY,
    carried: NO_MONEY,
  },
};

/** Field by field, as the states are copied: see `evolve.ts`. */
function copyOf({ kinds, accounts }: Posted) {
  return {
    kinds: {
      outlay: kinds.outlay,
      stake_out: kinds.stake_out,
      return_in: kinds.return_in,
      void: kinds.void,
      commission: kinds.commission,
      carried: kinds.carried,
      banked: kinds.banked,
      correction: kinds.correction,
    },
    accounts: {
      outside: accounts.outside,
      pot: accounts.pot,
      exchange: accounts.exchange,
      commission: accounts.commission,
      banked: accounts.banked,
      carried: accounts.carried,
    },
  };
}

/** With further ones. */
export function enterPostings(posted: Posted, postings: readonly Posting[]): Posted {
  const { kinds, accounts } = copyOf(posted);
  for (const posting of postings) {
    const { kind, from, to, amount } = posting;
    accounts[from] = pennies(accounts[from] - amount);
    accounts[to] = pennies(accounts[to] + amount);
    // What is carried over leaves one pot and enters another: two postings of the same money.
    if (from === 'carried') continue;
    const moved = kind === 'correction' ? broughtBy(posting) : amount;
    kinds[kind] = { count: kinds[kind].count + 1, amount: pennies(kinds[kind].amount + moved) };
  }
  return { kinds, accounts };
}

/** What was posted between two states of one log. */
export function postedSince(then: Posted, now: Posted): Posted {
  const { kinds, accounts } = copyOf(now);
  for (const kind of keysOf(kinds)) {
    const { count, amount } = then.kinds[kind];
    kinds[kind] = { count: kinds[kind].count - count, amount: pennies(kinds[kind].amount - amount) };
  }
  for (const account of keysOf(accounts))
    accounts[account] = pennies(accounts[account] - then.accounts[account]);
  return { kinds, accounts };
}

const keysOf = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];

/** Money that comes from the exchange, or back from commission, less what goes there. */
function broughtBy({ from, to, amount }: Posting): number {
  const isTheirs = (account: Account): number => (account === 'exchange' || account === 'commission' ? 1 : 0);
  return (isTheirs(from) - isTheirs(to)) * amount;
}
