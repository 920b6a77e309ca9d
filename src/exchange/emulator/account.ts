import { z } from 'zod';
import { exact, minus, NO_MONEY, type Pennies, pennies, roundUp, times, whole } from '../../core/money.ts';
import { accountException } from './api-exception.ts';
import type { MarketRecord } from './ledger.ts';
import { averagePrice, matchedSize, type Order, remainingSize } from './order.ts';
import type { Venue } from './venue.ts';
import { major } from './wire.ts';

/** What the account can lose at worst in all markets that are not settled; zero or above. */
function exposure(records: Iterable<MarketRecord>): Pennies {
  let total = 0;
  for (const record of records) {
    if (record.settled === null) total += marketExposure(record, record.orders);
  }
  return pennies(total);
}

/** The worst result of these orders in a market, as a loss of zero or above; unmatched parts count in full. */
export function marketExposure({ market }: Pick<MarketRecord, 'market'>, orders: readonly Order[]): Pennies {
  const runners = market.runners.filter((runner) => runner.status !== 'REMOVED');
  const results = runners.map(({ selectionId }) => {
    const own = orders.filter((order) => order.selectionId === selectionId);
    const lose = own.reduce((sum, order) => sum + ifLost(order), 0);
    const win = own.reduce((sum, order) => sum + ifWon(order), 0);
    return { lose, change: win - lose };
  });
  const allLose = results.reduce((sum, result) => sum + result.lose, 0);
  const changes = results.map((result) => result.change).sort((a, b) => a - b);
  const worst =
    market.numberOfWinners > 0
      ? changes.slice(0, market.numberOfWinners)
      : changes.filter((change) => change < 0);
  return pennies(Math.max(0, -(allLose + worst.reduce((sum, change) => sum + change, 0))));
}

function ifLost(order: Order): number {
  return order.side === 'BACK' ? -matchedSize(order) - remainingSize(order) : matchedSize(order);
}

function ifWon(order: Order): number {
  const matched = liability(matchedSize(order), averagePrice(order));
  return order.side === 'BACK' ? matched : -matched - liability(remainingSize(order), order.price);
}

/** Size x (price - 1), up to the next penny. */
function liability(size: Pennies, price: number): Pennies {
  return size === 0 ? NO_MONEY : roundUp(times(whole(size), minus(exact(price), whole(1))));
}

export function availableToBet(venue: Venue): Pennies {
  return pennies(venue.ledger.balance() - exposure(venue.ledger.records.values()));
}

const fundsRequest = z.object({ wallet: z.literal('UK').nullish() });

/** Throws an AccountAPINGException for a wallet that does not exist. */
export function getAccountFunds(venue: Venue, params: unknown): unknown {
  if (!fundsRequest.safeParse(params).success) {
    throw accountException('INVALID_INPUT_DATA', 'The request was not valid.');
  }
  return {
    availableToBetBalance: major(availableToBet(venue)),
    exposure: -major(exposure(venue.ledger.records.values())) + 0,
    retainedCommission: 0,
    exposureLimit: -1_000_000,
    discountRate: venue.discountRate,
    pointsBalance: 0,
    wallet: 'UK',
  };
}

export function getAccountDetails(venue: Venue): unknown {
  return {
    currencyCode: venue.currency,
    firstName: 'Emulated',
    lastName: 'Customer',
    localeCode: 'en',
    region: 'GBR',
    timezone: 'Europe/London',
    discountRate: venue.discountRate,
    pointsBalance: 0,
    countryCode: 'GB',
  };
}
