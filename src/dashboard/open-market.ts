import type { Reader } from '../app.ts';
import type { BookSeen } from '../betting/price-memory.ts';
import { sentence } from '../betting/views/wording.ts';
import type { OpenBet } from '../core/state.ts';
import type { MarketSummary } from '../exchange/exchange.ts';
import { ExchangeError } from '../exchange/exchange-error.ts';

interface MarketSeen {
  /** As last looked at; null where nobody has. */
  readonly seen: BookSeen | null;
  /** As the catalogue lists it; null where that is not known. */
  readonly market: MarketSummary | null;
  /** Why it could not be looked at; null where it could. */
  readonly why: string | null;
}

export interface OpenMarket {
  /** The market of an open bet. However many ask, the exchange is asked every ten seconds at most. */
  of(bet: OpenBet): Promise<MarketSeen>;
  /** Looks at its market where nobody has lately; why that failed, or null. */
  freshen(bet: OpenBet): Promise<string | null>;
}

const FRESH_MS = 10_000;

interface Look {
  readonly marketId: string;
  /** Wall-clock milliseconds. */
  readonly at: number;
  readonly why: Promise<string | null>;
}

/** An open bet's market for all who look on. */
export function createOpenMarket(reader: Reader): OpenMarket {
  let last: Look | null = null;
  let known: MarketSummary | null = null;

  async function look(marketId: string): Promise<string | null> {
    try {
      if (known?.marketId !== marketId) known = await reader.market(marketId);
      const books = await reader.books([marketId]);
      return books.length > 0 ? null : 'The exchange no longer shows this market; its result is awaited.';
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      return `Present prices are not to be had: ${sentence(error.message)}`;
    }
  }

  async function freshen({ marketId, orderRef }: OpenBet): Promise<string | null> {
    const now = reader.now();
    const seen = reader.bookSeen(orderRef);
    if (seen !== null && now - Date.parse(seen.at) < FRESH_MS && known?.marketId === marketId) return null;
    if (last?.marketId !== marketId || now - last.at >= FRESH_MS)
      last = { marketId, at: now, why: look(marketId) };
    return last.why;
  }

  return {
    freshen,
    of: async (bet) => {
      const why = await freshen(bet);
      const market = known?.marketId === bet.marketId ? known : null;
      return { seen: reader.bookSeen(bet.orderRef), market, why };
    },
  };
}
