import { expect, it } from 'vitest';
import { perJournal } from '../../../src/betting/views/per-journal.ts';
import { bet, given, started } from '../../core/given.ts';
import { leg } from '../../core/play.ts';

it('a view is worked out anew where a bet was placed or settled, and only there', () => {
  let times = 0;
  const bets = perJournal(({ ledger }) => {
    times += 1;
    return ledger.allTime.bets;
  });
  const first = leg(given(started()));
  expect([bets(first), bets({ ...first, paused: null }), times]).toEqual([1, 1, 1]);
  expect([bets(bet(first)), times]).toEqual([2, 2]);
  expect([bets(first), times]).toEqual([1, 3]);
});
