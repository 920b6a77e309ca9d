import type { Clock } from '../clock.ts';
import type { Price } from '../core/odds.ts';
import type { OpenBet } from '../core/state.ts';
import type { Exchange, MarketBook } from '../exchange/exchange.ts';

/** What the selection of an open bet was offered at when somebody looked at its market. */
export interface PriceSeen {
  /** ISO-8601 UTC. */
  readonly at: string;
  /** Null where nobody offered one. */
  readonly back: Price | null;
  readonly lay: Price | null;
}

/** The market of an open bet when somebody last looked at it. */
export interface BookSeen {
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly book: MarketBook;
  /** When it was first seen in play, ISO; null where it was not. */
  readonly inPlaySince: string | null;
}

export interface PriceMemory {
  /** The same exchange; the books that it shows are noticed. */
  readonly exchange: Exchange;
  /** Since the start of the program, oldest first; of bets that are open. */
  pricesOf(orderRef: string): readonly PriceSeen[];
  /** Null where nobody has looked at the market since the start of the program. */
  bookOf(orderRef: string): BookSeen | null;
  /** When the market of an open bet was first seen in play, ISO; null where it was not. */
  inPlaySince(orderRef: string): string | null;
}

/** A bet that stays open for long is remembered more coarsely. */
const REMEMBERED = 400;

/** Remembers the prices of open bets, and since when they are in play, from every look at their markets. */
export function rememberPrices(
  exchange: Exchange,
  openBets: () => readonly OpenBet[],
  clock: Clock,
  onInPlay: (orderRef: string, at: string) => void,
): PriceMemory {
  const inPlay = new Map<string, string>();
  const seen = new Map<string, readonly PriceSeen[]>();
  const lastBooks = new Map<string, BookSeen>();
  const notice = (books: readonly MarketBook[]): void => {
    const bets = openBets();
    const at = new Date(clock.now()).toISOString();
    for (const orderRef of [...lastBooks.keys(), ...inPlay.keys()]) {
      if (bets.some((bet) => bet.orderRef === orderRef)) continue;
      seen.delete(orderRef);
      lastBooks.delete(orderRef);
      inPlay.delete(orderRef);
    }
    for (const bet of bets) {
      const book = books.find(({ marketId }) => marketId === bet.marketId);
      if (book?.inPlay && !inPlay.has(bet.orderRef)) {
        inPlay.set(bet.orderRef, at);
        onInPlay(bet.orderRef, at);
      }
      if (book !== undefined)
        lastBooks.set(bet.orderRef, { at, book, inPlaySince: inPlay.get(bet.orderRef) ?? null });
      const price = priceIn(book, bet, at);
      if (price !== null) seen.set(bet.orderRef, halved([...(seen.get(bet.orderRef) ?? []), price]));
    }
  };
  return {
    exchange: {
      ...exchange,
      listBooks: async (marketIds) => {
        const books = await exchange.listBooks(marketIds);
        notice(books);
        return books;
      },
    },
    pricesOf: (orderRef) => seen.get(orderRef) ?? [],
    bookOf: (orderRef) => lastBooks.get(orderRef) ?? null,
    inPlaySince: (orderRef) => inPlay.get(orderRef) ?? null,
  };
}

function priceIn(book: MarketBook | undefined, bet: OpenBet, at: string): PriceSeen | null {
  const runner = book?.runners.find(({ selectionId }) => selectionId === bet.selectionId);
  if (book?.status !== 'OPEN' || runner?.status !== 'ACTIVE') return null;
  return { at, back: runner.back[0]?.price ?? null, lay: runner.lay[0]?.price ?? null };
}

/** Every other one where there are too many; the latest stays. */
const halved = (prices: readonly PriceSeen[]): readonly PriceSeen[] =>
  prices.length <= REMEMBERED ? prices : prices.filter((_, i) => (prices.length - 1 - i) % 2 === 0);
