import { expect, it } from 'vitest';
import { pennies } from '../../src/core/money.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import { apply, at, bet, given, started } from '../core/given.ts';
import { leg } from '../core/play.ts';
import { appWith, field, reply } from './bench-app.ts';

const funds = (available: number) => async () => ({
  available: pennies(available),
  exposure: pennies(-337),
  currency: 'GBP',
  discountRate: 0,
});

const armed = apply(given(started({}, 'live')), [
  { type: 'LIVE_ARMED', data: { until: at(1_440), keep: false } },
]);

it('shows the pot beside the account', async () => {
  const app = appWith(bet(leg(armed)), { funds: funds(5_000) });
  const answer = await reply(app, 'balance');
  expect(answer).toMatchObject({ title: '3.37 GBP in the pot', tone: 'neutral' });
  expect(field(answer, 'Free in the pot')).toBe('0.00 GBP');
  expect(field(answer, 'At stake')).toBe('3.37 GBP');
  expect(field(answer, 'Account')).toBe('50.00 GBP to bet with, 3.37 GBP held by bets');
  expect(field(answer, 'Covers the pot')).toBe('yes');
});

it('warns where the account does not cover what the next bet may take', async () => {
  const answer = await reply(appWith(leg(given(started())), { funds: funds(100) }), 'balance');
  expect(answer.tone).toBe('warning');
  expect(field(answer, 'Covers the pot')).toBe('no: the next bet may be refused');
});

it('shows the pot also while the exchange is away', async () => {
  const away = () =>
    Promise.reject(new ExchangeError('TIMEOUT', 'getAccountFunds', 'retry', 'no answer in 10 s'));
  const answer = await reply(appWith(leg(given(started())), { funds: away }), 'balance');
  expect(answer).toMatchObject({ title: '3.37 GBP in the pot', tone: 'neutral' });
  expect(field(answer, 'Play account')).toBe('Not to be had now: No answer in 10 s.');
});
