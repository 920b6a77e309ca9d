import { expect, it } from 'vitest';
import { price } from '../../src/core/odds.ts';
import type { LoggedBet } from '../../src/what-if/logged-bets.ts';
import { LoggedLooks } from '../../src/what-if/logged-looks.ts';
import { SAMPLE_FACTS } from '../store/sample-facts.ts';

const { betId, stake: matched, priceMatched } = SAMPLE_FACTS.BET_PLACED.data;
const request = SAMPLE_FACTS.BET_REQUESTED.data;

const placedAt = (at: number): LoggedBet => ({
  at,
  request,
  outcome: { kind: 'placed', betId, matched, priceMatched },
});

const order = {
  orderRef: 'here',
  marketId: request.marketId,
  marketVersion: request.marketVersion,
  selectionId: request.selectionId,
  price: request.priceAsked,
  size: request.stake,
  withinMs: 1_000,
};

const look = (asked: number, nextAsked: number, doesShow = true) => ({
  asked,
  nextAsked,
  shows: () => doesShow,
});

it("finds the log's bet at its own look, where the same is asked for", () => {
  const bet = placedAt(150);
  const looks = new LoggedLooks([bet]);
  looks.goOnTo(look(0, 100));
  expect(looks.sameAs(order)).toBeUndefined();
  looks.goOnTo(look(100, 200));
  expect(looks.sameAs(order)).toBe(bet);
  expect(looks.sameAs({ ...order, price: price(9) })).toBeUndefined();
  looks.goOnTo(look(200, 300));
  expect(looks.sameAs(order)).toBeUndefined();
  expect(looks.unseen).toEqual([]);
});

it('tells of a second bet before the next look, which came of a look that is not on record', () => {
  const [first, second] = [placedAt(110), placedAt(150)];
  const looks = new LoggedLooks([first, second]);
  looks.goOnTo(look(100, 200));
  expect(looks.unseen).toEqual([second]);
});

it('tells of a bet at a price that its look did not see, if it was placed', () => {
  const unplaced: LoggedBet = { ...placedAt(250), outcome: { kind: 'rejected', code: 'INVALID_ODDS' } };
  const looks = new LoggedLooks([placedAt(150), unplaced]);
  looks.goOnTo(look(100, 200, false));
  looks.goOnTo(look(200, 300, false));
  expect(looks.unseen).toEqual([placedAt(150)]);
});
