import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLEARED, MATCHED, readClearedBets } from '../../../src/betting/results/cleared-bets.ts';
import { judgeCleared } from '../../../src/betting/results/judge-cleared.ts';
import { shareOfCommission } from '../../../src/betting/results/share-of-commission.ts';
import { pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import type { ClearedOrder, MarketRollUp } from '../../../src/exchange/exchange.ts';

const BET = { stake: pennies(1000), priceMatched: price(3.5), commissionRate: 0.05 };

const row = (status: ClearedOrder['status'], size: number, profit: number, betId = '1'): ClearedOrder => ({
  betId,
  side: 'BACK',
  marketId: '1.1',
  selectionId: 7,
  orderRef: 'ref',
  placedAt: '2026-01-01T13:00:00.000Z',
  priceAsked: BET.priceMatched,
  status,
  outcome: null,
  priceMatched: BET.priceMatched,
  sizeSettled: pennies(MATCHED.includes(status) ? size : 0),
  sizeCancelled: pennies(MATCHED.includes(status) ? 0 : size),
  profit: pennies(profit),
  settledDate: '2026-01-01T15:00:00.000Z',
});

const rollUp = (betCount: number, profit: number, commission: number): MarketRollUp => ({
  marketId: '1.1',
  betCount,
  profit: pennies(profit),
  commission: pennies(commission),
});

/** The verdict on bet 1 out of rows that the four lists would have. */
async function judged(rows: readonly ClearedOrder[], market: MarketRollUp | null) {
  const exchange = {
    clearedOrders: async (status: ClearedOrder['status']) => rows.filter((each) => each.status === status),
  };
  const cleared = await readClearedBets(exchange, CLEARED, {});
  const own = [...cleared.values()].filter(({ settled }) => settled > 0);
  return judgeCleared(BET, cleared.get('1'), own, market);
}

describe('cleared orders', () => {
  test.each<[string, readonly ClearedOrder[], MarketRollUp | null, object]>([
    ['none: it waits', [], null, { kind: 'waiting', why: 'the exchange has not cleared it' }],
    [
      'a part only: it waits',
      [row('SETTLED', 600, 1500)],
      rollUp(1, 1500, 75),
      {
        kind: 'waiting',
        why: 'the exchange has settled 6.00 and voided 0.00 of the 10.00 that was matched',
      },
    ],
    [
      'lapsed and cancelled parts: they were never matched, it waits for the rest',
      [row('SETTLED', 600, 1500), row('LAPSED', 300, 0), row('CANCELLED', 100, 0)],
      rollUp(1, 1500, 75),
      {
        kind: 'waiting',
        why: 'the exchange has settled 6.00 and voided 0.00 of the 10.00 that was matched',
      },
    ],
    [
      'beside a lapsed part: settled when what was matched is',
      [row('SETTLED', 1000, 2500), row('LAPSED', 300, 0)],
      rollUp(1, 2500, 125),
      { kind: 'ended', grossProfit: 2500 },
    ],
    [
      'more than was matched: nothing is decided',
      [row('SETTLED', 600, 1500), row('VOIDED', 500, 0)],
      rollUp(1, 1500, 75),
      { kind: 'unclear', why: expect.stringContaining('more than the 10.00 that was matched') },
    ],
    [
      'a loss beyond the stake: nothing is decided',
      [row('SETTLED', 1000, -1001)],
      rollUp(1, -1001, 0),
      { kind: 'unclear', why: expect.stringContaining('lose more than its stake') },
    ],
    [
      'without the roll-up: it waits for the commission',
      [row('SETTLED', 1000, 2500)],
      null,
      { kind: 'waiting', why: expect.stringContaining('commission is not there yet') },
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
    [
      'beside another bet of ours that lost: the commission on both',
      [row('SETTLED', 1000, 2500), row('SETTLED', 500, -500, '2')],
      rollUp(2, 2000, 100),
      { commission: 100, estimated: false },
    ],
    [
      'beside another bet of ours that won: its part of the commission',
      [row('SETTLED', 1000, 2500), row('SETTLED', 500, 1250, '2')],
      rollUp(2, 3750, 188),
      { commission: 125, estimated: false },
    ],
    [
      'beside one of ours that lost and one that is not ours: estimated on our own net',
      [row('SETTLED', 1000, 2500), row('SETTLED', 500, -500, '2')],
      rollUp(3, 9000, 450),
      { commission: 100, estimated: true },
    ],
  ])('%s', async (_, cleared, market, verdict) => {
    expect(await judged(cleared, market)).toMatchObject(verdict);
  });

  test('of one bet count as settled when the last of them was', async () => {
    const early = { ...row('SETTLED', 600, 1500), settledDate: '2026-01-01T15:00:00.000Z' };
    const late = { ...row('VOIDED', 400, 0), settledDate: '2026-01-01T16:00:00.000Z' };
    for (const rows of [
      [early, late],
      [
        { ...early, settledDate: late.settledDate },
        { ...late, settledDate: early.settledDate },
      ],
      [{ ...early, settledDate: null }, late],
    ])
      expect(await judged(rows, rollUp(1, 1500, 75))).toMatchObject({ settledDate: late.settledDate });
  });
});

test('the shares of a commission add up to it, in proportion to what was won', () => {
  const bet = (betId: string, profit: number) => ({ betId, profit: pennies(profit) });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 8 }),
      fc.nat(1000),
      (profits, commission) => {
        const bets = profits.map((profit, i) => bet(String(i), profit));
        const shares = bets.map((each) => shareOfCommission(pennies(commission), each, bets));
        const anyWon = profits.some((profit) => profit > 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(anyWon ? commission : 0);
        for (const [i, share] of shares.entries()) {
          expect(share).toBeGreaterThanOrEqual(0);
          if (profits[i]! <= 0) expect(share).toBe(0);
        }
      },
    ),
  );
});
