import { describe, expect, it } from 'vitest';
import { postingsTable, sumsTable } from '../../../src/betting/views/books-tables.ts';
import { pennies } from '../../../src/core/money.ts';
import { balancesBy, enter, NOTHING_POSTED, postedSince } from '../../../src/core/posted.ts';
import type { Account, Posting, PostingKind } from '../../../src/core/postings.ts';

const posting = (kind: PostingKind, from: Account, to: Account, amount: number, cycle = 1): Posting => ({
  kind,
  from,
  to,
  amount: pennies(amount),
  at: '2026-01-01T12:00:00.000Z',
  seq: 1,
  orderRef: null,
  epoch: 1,
  cycle,
});

const WON = [
  posting('outlay', 'outside', 'pot', 100),
  posting('stake_out', 'pot', 'exchange', 100),
  posting('return_in', 'exchange', 'pot', 350),
  posting('commission', 'pot', 'commission', 13),
];

describe('books', () => {
  it('add postings up by kind and by account', () => {
    const kinds = enter(NOTHING_POSTED, WON);
    expect(kinds.return_in).toEqual({ count: 1, amount: 350 });
    expect(kinds.void).toEqual({ count: 0, amount: 0 });
    expect(balancesBy(WON)).toEqual({
      outside: -100,
      pot: 337,
      exchange: -250,
      commission: 13,
      banked: 0,
      carried: 0,
    });
  });

  it('count what is carried into the next cycle once', () => {
    const carried = [posting('carried', 'pot', 'carried', 237), posting('carried', 'carried', 'pot', 237, 2)];
    expect(enter(NOTHING_POSTED, carried).carried).toEqual({ count: 1, amount: 237 });
  });

  it('tell corrections by what they brought or cost', () => {
    const toLost = [
      posting('correction', 'pot', 'exchange', 350),
      posting('correction', 'commission', 'pot', 13),
      posting('correction', 'outside', 'pot', 337, 2),
    ];
    expect(enter(NOTHING_POSTED, toLost).correction).toEqual({ count: 3, amount: -337 });
  });

  it('of a time are what was posted between its ends', () => {
    const then = enter(NOTHING_POSTED, WON.slice(0, 2));
    const now = enter(then, WON.slice(2));
    expect(postedSince(then, now)).toEqual(enter(NOTHING_POSTED, WON.slice(2)));
    expect(postedSince(NOTHING_POSTED, now)).toEqual(now);
  });

  it('are shown with the kinds that there are, and where the money went', () => {
    expect(sumsTable(enter(NOTHING_POSTED, WON)).rows).toEqual([
      ['Put in', '1', '1.00', 'from you into the pot'],
      ['Stake', '1', '1.00', 'from the pot to the exchange'],
      ['Return', '1', '3.50', 'from the exchange into the pot'],
      ['Commission', '1', '0.13', "from the pot, the exchange's share"],
    ]);
    expect(postingsTable(WON).rows[1]).toEqual([
      [{ at: '2026-01-01T12:00:00.000Z' }],
      'Stake',
      'the pot',
      'the exchange',
      '1.00',
      '1',
    ]);
  });
});
