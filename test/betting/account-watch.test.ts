import { describe, expect, test } from 'vitest';
import { watchAccount } from '../../src/betting/account-watch.ts';
import { pennies } from '../../src/core/money.ts';
import { bet, given, started } from '../core/given.ts';

/** What a person is told, with the text. */
function watching() {
  const told: string[] = [];
  const raised = new Set<string>();
  const watch = watchAccount('GBP', {
    raise: (key, { text }) => {
      if (!raised.has(key)) told.push(`+${key} ${text}`);
      raised.add(key);
    },
    clear: (key) => {
      if (raised.delete(key)) told.push(`-${key}`);
    },
  });
  return { watch, told };
}

const funds = (available: number, currency = 'GBP') => ({
  available: pennies(available),
  currency,
  exposure: pennies(0),
  discountRate: 0,
});
const SHORT = { refused: 'funds', why: 'The account has 0.99 available; the stake is 1.00.' };

describe('an account', () => {
  test('with too little is told with what it has, what is needed and what to do, until it holds the pot', () => {
    const { watch, told } = watching();
    const state = given(started());
    watch.refused(SHORT);
    watch.read(funds(99), state);
    watch.refused(SHORT);
    expect(told).toEqual([expect.stringMatching(/^\+funds .*0\.99 available.*1\.00.*Pay the difference in/)]);
    watch.read(funds(100), state);
    expect(told.slice(1)).toEqual(['-funds']);
  });

  test('whose money is at stake in our own bet is not short of it', () => {
    const { watch, told } = watching();
    watch.refused(SHORT);
    watch.read(funds(0), bet(given(started())));
    expect(told.slice(1)).toEqual(['-funds']);
  });

  test('in another currency is told until it is in the one that is configured', () => {
    const { watch, told } = watching();
    watch.refused({ refused: 'currency', why: 'The account is in EUR, not GBP.' });
    watch.read(funds(1000, 'EUR'), given(started()));
    expect(told).toEqual([expect.stringMatching(/^\+currency .*EUR, not GBP.*betting\.currency/)]);
    watch.read(funds(1000), given(started()));
    expect(told.slice(1)).toEqual(['-currency']);
  });

  test('that pays for a bet after all is in order; other refusals say nothing of it', () => {
    const { watch, told } = watching();
    watch.refused({ refused: 'liquidity', why: 'Only 1.00 is offered.' });
    expect(told).toEqual([]);
    watch.refused(SHORT);
    watch.taken();
    expect(told.slice(1)).toEqual(['-funds']);
  });
});
