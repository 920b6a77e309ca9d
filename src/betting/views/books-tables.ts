import { formatMoney } from '../../core/money.ts';
import type { Posted } from '../../core/posted.ts';
import { type Account, POSTING_KINDS, type Posting, type PostingKind } from '../../core/postings.ts';
import type { Table } from '../../reply.ts';

const KIND_WORDS: Readonly<Record<PostingKind, string>> = {
  outlay: 'Put in',
  stake_out: 'Stake',
  return_in: 'Return',
  void: 'Stake back, void',
  commission: 'Commission',
  carried: 'Carried into the next cycle',
  banked: 'Banked',
  correction: 'Correction',
};

const ACCOUNT_WORDS: Readonly<Record<Account, string>> = {
  outside: 'you',
  pot: 'the pot',
  exchange: 'the exchange',
  commission: 'commission',
  banked: 'banked',
  carried: 'the next cycle',
};

/** The accounts that each kind moves money between, in words. */
const WAYS: Readonly<Record<PostingKind, string>> = {
  outlay: 'from you into the pot',
  stake_out: 'from the pot to the exchange',
  return_in: 'from the exchange into the pot',
  void: 'from the exchange into the pot',
  commission: "from the pot, the exchange's share",
  carried: 'from a lost cycle into the next',
  banked: 'out of the pot, no longer in play',
  correction: 'what changed results brought or cost you',
};

/** How often money moved in each way, and how much. */
export function sumsTable(kinds: Posted): Table {
  return {
    columns: [
      { name: 'Posting', align: 'left' },
      { name: 'Times', align: 'right' },
      { name: 'Amount', align: 'right' },
      { name: '', align: 'left' },
    ],
    rows: POSTING_KINDS.filter((kind) => kinds[kind].count > 0).map((kind) => {
      const { count, amount } = kinds[kind];
      return [KIND_WORDS[kind], String(count), formatMoney(amount), WAYS[kind]];
    }),
  };
}

/** Single postings, oldest first. */
export function postingsTable(postings: readonly Posting[]): Table {
  return {
    columns: [
      { name: 'When', align: 'left' },
      { name: 'Posting', align: 'left' },
      { name: 'From', align: 'left' },
      { name: 'To', align: 'left' },
      { name: 'Amount', align: 'right' },
      { name: 'Cycle', align: 'right' },
    ],
    rows: postings.map(({ at, kind, from, to, amount, cycle }) => [
      [{ at }],
      KIND_WORDS[kind],
      ACCOUNT_WORDS[from],
      ACCOUNT_WORDS[to],
      formatMoney(amount),
      String(cycle),
    ]),
  };
}
