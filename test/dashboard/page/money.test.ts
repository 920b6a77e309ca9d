import { describe, expect, it } from 'vitest';
import {
  amountText,
  countedText,
  countText,
  moneyText,
  priceText,
  shareText,
  signedText,
} from '../../../src/dashboard/page/money.ts';

describe('figures on the page', () => {
  it('writes money as everywhere in the product', () => {
    expect(amountText(147_667)).toBe('1,476.67');
    expect(moneyText(-17, 'GBP')).toBe('-0.17 GBP');
  });

  it('writes a sign before profits and losses, none before nothing', () => {
    expect([237, -100, 0].map(signedText)).toEqual(['+2.37', '-1.00', '0.00']);
  });

  it('writes odds with two decimals', () => {
    expect([3.45, 3, 1000].map(priceText)).toEqual(['3.45', '3.00', '1,000.00']);
  });

  it('writes counts with thousands and the plural', () => {
    expect([0, 999, 1_000, 100_000].map(countText)).toEqual(['0', '999', '1,000', '100,000']);
    expect([1, 2_000].map((count) => countedText(count, 'bet'))).toEqual(['1 bet', '2,000 bets']);
  });

  it('writes a share of one as percent, and a dash where there is none', () => {
    expect([0.333, 1, null].map(shareText)).toEqual(['33.3 %', '100.0 %', '–']);
  });
});
