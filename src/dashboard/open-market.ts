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
  /** Looks at its market where nobody has lately. */
  freshen(bet: OpenBet): Promise<void>;
}

const FRESH_MS = 10_000;

/** An open bet's market for all who look on. */
export function createOpenMarket(reader: Reader): OpenMarket {
  let asked = {
    marketId: '',
    at: Number.NEGATIVE_INFINITY,
    done: Promise.resolve(),
    why: null as string | null,
  };
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

  async function freshen({ marketId, orderRef }: OpenBet): Promise<void> {
    const now = reader.now();
    const seen = reader.bookSeen(orderRef);
    const fresh = seen !== null && now - Date.parse(seen.at) < FRESH_MS && known?.marketId === marketId;
    if (!fresh && (asked.marketId !== marketId || now - asked.at >= FRESH_MS)) {
      const mine = { marketId, at: now, done: Promise.resolve(), why: null as string | null };
      asked = mine;
      mine.done = look(marketId).then((why) => {
        mine.why = why;
      });
    }
    await asked.done;
  }

  return {
    freshen,
    of: async (bet) => {
      await freshen(bet);
      const market = known?.marketId === bet.marketId ? known : null;
      return { seen: reader.bookSeen(bet.orderRef), market, why: asked.why };
    },
  };
}
