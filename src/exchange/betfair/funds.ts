import type { AccountFunds } from '../exchange.ts';
import type { Ask } from './ask.ts';
import { OPERATIONS } from './operations.ts';

/** Reads the account; its currency never changes and is asked for once. */
export function createFunds(ask: Ask): () => Promise<AccountFunds> {
  let currency: string | null = null;
  return async () => {
    currency ??= (await ask(OPERATIONS.accountDetails, {})).currencyCode;
    const funds = await ask(OPERATIONS.accountFunds, {});
    return {
      available: funds.availableToBetBalance,
      exposure: funds.exposure,
      currency,
      discountRate: asFraction(funds.discountRate ?? 0),
    };
  };
}

/** Betfair does not say whether the rate is a fraction or a percentage; above 1 it cannot be a fraction. */
const asFraction = (rate: number): number => (rate > 1 ? Number(`${rate}e-2`) : rate);
