import { describe, expect, test } from 'vitest';
import { judgeCleared } from '../../src/betting/judge-cleared.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { ClearedOrder, MarketRollUp } from '../../src/exchange/exchange.ts';

const BET = { stake: pennies(1000), priceMatched: price(3.5), commissionRate: 0.05 };

const row = (status: ClearedOrder['status'], size: number, profit: number): ClearedOrder => ({
  betId: '1',
  marketId: '1.1',
  selectionId: 7,
  orderRef: 'ref',
  placedAt: '2026-01-01T13:00:00.000Z',
  priceAsked: BET.priceMatched,
  status,
  outcome: null,
  priceMatched: BET.priceMatched,
  sizeSettled: pennies(size),
  sizeCancelled: pennies(0),
  profit: pennies(profit),
  settledDate: '2026-01-01T15:00:00.000Z',
});

const rollUp = (betCount: number, profit: number, commission: number): MarketRollUp => ({
  marketId: '1.1',
  betCount,
  profit: pennies(profit),
  commission: pennies(commission),
});

describe('cleared orders', () => {
  test.each<[string, readonly ClearedOrder[], MarketRollUp | null, object]>([
    ['none: it waits', [], null, { kind: 'waiting' }],
    ['a part only: it waits', [row('SETTLED', 600, 1500)], rollUp(1, 1500, 75), { kind: 'waiting' }],
    [
      'without the roll-up: it waits for the commission',
      [row('SETTLED', 1000, 2500)],
      null,
      { kind: 'waiting' },
    ],
    [
      'won',
      [row('SETTLED', 1000, 2500)],
      rollUp(1, 2500, 120),
      { outcome: 'won', grossProfit: 2500, commission: 120, estimated: false },
    ],
    [
      'lost',
      [row('SETTLED', 1000, -1000)],
      rollUp(1, -1000, 0),
      { outcome: 'lost', grossProfit: -1000, commission: 0 },
    ],
    [
      'a dead heat that pays',
      [row('SETTLED', 1000, 750)],
      rollUp(1, 750, 38),
      { outcome: 'dead_heat', grossProfit: 750 },
    ],
    ['void', [row('VOIDED', 1000, 0)], null, { kind: 'void' }],
    [
      'a part void: the result of the rest',
      [row('SETTLED', 600, 1500), row('VOIDED', 400, 0)],
      rollUp(1, 1500, 75),
      { outcome: 'won', grossProfit: 1500, commission: 75 },
    ],
    [
      'a part void and the rest lost',
      [row('SETTLED', 600, -600), row('VOIDED', 400, 0)],
      rollUp(1, -600, 0),
      { outcome: 'lost', grossProfit: -600 },
    ],
    [
      'beside bets that are not ours: its own share',
      [row('SETTLED', 1000, 2500)],
      rollUp(2, 500, 25),
      { commission: 125, estimated: true },
    ],
    [
      'beside bets that are not ours, lost: none',
      [row('SETTLED', 1000, -1000)],
      rollUp(2, 5000, 250),
      { commission: 0, estimated: true },
    ],
  ])('%s', (_, cleared, market, verdict) => {
    expect(judgeCleared(BET, cleared, market)).toMatchObject(verdict);
  });
});
