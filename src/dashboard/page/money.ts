import { formatMoney, pennies } from '../../core/money.ts';

/** Pennies as everywhere in the product: `1,476.67`. */
export const amountText = (amount: number): string => formatMoney(pennies(amount));

/** `1,476.67 GBP`; `currency` is an ISO code. */
export const moneyText = (amount: number, currency: string): string => `${amountText(amount)} ${currency}`;

/** A profit or loss in pennies: `+2.37`, `-1.00`, `0.00`. */
export const signedText = (amount: number): string => `${amount > 0 ? '+' : ''}${amountText(amount)}`;

/** Decimal odds: `3.45`, `1,000.00`. */
export const priceText = (price: number): string => price.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');

/** A count with its thousands: `100,000`. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 bet`, `2,000 bets`. */
export const countedText = (count: number, thing: string): string =>
  `${countText(count)} ${thing}${count === 1 ? '' : 's'}`;

/** A fraction from 0 to 1 as `33.3 %`; a dash where there is none. */
export const shareText = (share: number | null): string =>
  share === null ? '–' : `${(share * 100).toFixed(1)} %`;
