import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/core/events.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import { numbered } from '../core/given.ts';
import type { BookedOrder } from '../exchange-control.ts';
import { requested, SAMPLE_FACTS } from '../store/sample-facts.ts';
import { contradictionIn, differencesBetween } from './judge.ts';

const log = (...facts: Fact[]) => numbered(initialState, facts);

const { BET_PLACED, BET_WON, RESULT_CORRECTED } = SAMPLE_FACTS;
const { betId, orderRef, marketId, selectionId, stake, priceMatched } = BET_PLACED.data;

const order: BookedOrder = {
  ...{ betId, marketId, selectionId, customerOrderRef: orderRef },
  ...{ sizeMatched: stake / 100, sizeVoided: 0, averagePriceMatched: priceMatched },
};
const told = `bet ${betId} of ${orderRef}, ${stake} pence at ${priceMatched} on ${selectionId} in ${marketId}`;

const won = { ...BET_WON, data: { ...BET_WON.data, betId, orderRef, grossProfit: pennies(250) } };

describe('the books of exchange and log', () => {
  it('agree where each has the bets of the other, with the same profit', () => {
    expect(differencesBetween([order], log(requested, BET_PLACED))).toEqual([]);
    const settled = { ...order, outcome: 'WON', profit: 2.5 };
    expect(differencesBetween([settled], log(requested, BET_PLACED, won))).toEqual([]);
    const to = { ...RESULT_CORRECTED.data.to, outcome: 'lost', grossProfit: pennies(-100) } as const;
    const corrected = { ...RESULT_CORRECTED, data: { ...RESULT_CORRECTED.data, betId, orderRef, to } };
    const lost = { ...order, outcome: 'LOST', profit: -1 };
    expect(differencesBetween([lost], log(requested, BET_PLACED, won, corrected))).toEqual([]);
  });

  it('differ by a bet that one of them lacks, a result, and a penny', () => {
    expect(differencesBetween([order], log(requested))).toEqual([`only at the exchange: ${told}, open`]);
    expect(differencesBetween([], log(requested, BET_PLACED))).toEqual([`only in the log: ${told}, open`]);
    expect(
      differencesBetween([{ ...order, outcome: 'WON', profit: 2.5 }], log(requested, BET_PLACED)),
    ).toHaveLength(2);
    expect(
      differencesBetween([{ ...order, outcome: 'WON', profit: 2.49 }], log(requested, BET_PLACED, won)),
    ).toHaveLength(2);
  });

  it.each([
    ['stake', { sizeMatched: stake / 100 - 0.01 }],
    ['price', { averagePriceMatched: priceMatched + 0.5 }],
    ['market', { marketId: '1.9' }],
    ['selection', { selectionId: 9 }],
  ])('differ by another %s', (_, other) => {
    expect(differencesBetween([{ ...order, ...other }], log(requested, BET_PLACED))).toHaveLength(2);
  });

  it('have no price of a bet that is wholly void', () => {
    const gone = { ...order, sizeMatched: 0, sizeVoided: stake / 100, averagePriceMatched: 0 };
    const voided = { ...SAMPLE_FACTS.BET_VOIDED, data: { betId, orderRef, reason: 'void' } };
    expect(
      differencesBetween([{ ...gone, outcome: 'VOID', profit: 0 }], log(requested, BET_PLACED, voided)),
    ).toEqual([]);
  });

  it('do not count an order of which nothing was matched', () => {
    expect(differencesBetween([{ ...order, sizeMatched: 0 }], log(requested))).toEqual([]);
  });
});

describe('what no waiting mends', () => {
  it('is an order or a bet that is there twice, and an order without a request', () => {
    const events = log(requested, BET_PLACED);
    expect(contradictionIn([order], events)).toBeNull();
    expect(contradictionIn([order, { ...order, betId: '2' }], events)).toBe(`${orderRef} is there twice`);
    expect(contradictionIn([order], log(requested, BET_PLACED, BET_PLACED))).toBe(
      `${orderRef} is there twice`,
    );
    expect(contradictionIn([{ ...order, customerOrderRef: 'stray' }], events)).toMatch(
      /^the exchange has order stray/,
    );
  });
});
