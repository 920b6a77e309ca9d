import type { Clock } from '../../clock.ts';
import type { StakeRule } from '../../core/intents.ts';
import type { Pennies } from '../../core/money.ts';
import type { BackOrder, Exchange, MarketBook, PlaceOutcome } from '../exchange.ts';
import { ExchangeError } from '../exchange-error.ts';
import { fillOrKill } from './fill-or-kill.ts';
import { paperBetId } from './paper-order.ts';
import { refusalOf } from './refusal.ts';

export interface PlacingParts {
  readonly exchange: Pick<Exchange, 'listBooks'>;
  readonly clock: Pick<Clock, 'wait'>;
  readonly stakeRule: StakeRule;
  readonly available: () => Pennies;
}

/**
 * What the exchange would have made of the order, by the book as it is now and, where the market holds orders
 * back, once more after its bet delay. Never rejects and is never unknown: where the book cannot be read, the
 * order is not placed.
 */
export async function place(parts: PlacingParts, order: BackOrder): Promise<PlaceOutcome> {
  try {
    const first = await judge(parts, order);
    if (first.kind !== 'taken' || first.book.betDelay === 0) return outcome(order, first);
    await parts.clock.wait(first.book.betDelay * 1_000);
    return outcome(order, await judge(parts, order));
  } catch (error) {
    if (error instanceof ExchangeError) return { kind: 'rejected', code: error.code };
    throw error;
  }
}

type Judged =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'taken'; readonly book: MarketBook };

async function judge({ exchange, stakeRule, available }: PlacingParts, order: BackOrder): Promise<Judged> {
  const [book] = await exchange.listBooks([order.marketId]);
  if (book === undefined) return { kind: 'refused', code: 'INVALID_MARKET_ID' };
  const code = refusalOf(order, book, stakeRule, available());
  return code === null ? { kind: 'taken', book } : { kind: 'refused', code };
}

function outcome(order: BackOrder, judged: Judged): PlaceOutcome {
  if (judged.kind === 'refused') return { kind: 'rejected', code: judged.code };
  const { version, runners } = judged.book;
  // Meant for a market that has changed since, it lapses (API reference guide, placeOrders, "marketVersion").
  if (version > order.marketVersion) return { kind: 'rejected', code: 'LAPSED' };
  const runner = runners.find(({ selectionId }) => selectionId === order.selectionId);
  const priceMatched = fillOrKill(runner?.back ?? [], order.price, order.size);
  if (priceMatched === null) return { kind: 'rejected', code: 'KILLED' };
  return { kind: 'placed', betId: paperBetId(order), matched: order.size, priceMatched };
}
