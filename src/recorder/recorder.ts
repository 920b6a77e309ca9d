import type { RecordedMarket } from '../backtest/recorded-market.ts';
import type { Analysis, MarketSelection } from '../betting/analyse-markets.ts';
import type { Clock } from '../clock.ts';
import type { Exchange, MarketBook } from '../exchange/exchange.ts';
import { ExchangeError } from '../exchange/exchange-error.ts';
import { definitionOf, type Listed, pricesOf } from './message-of.ts';

/** Keeps what the bot sees of the markets, in the form of Betfair's stream. */
export interface Recorder {
  /** The exchange, with every book that it shows noted. */
  readonly exchange: Exchange;
  /** A look that could have led to a bet: which markets it saw, of which account, and when it was decided upon (ms). */
  looked(analysis: Analysis, decided: number): void;
  /** Asks for the results of the markets seen that should be over. Rejects only where earlier recordings cannot be read. */
  followUp(): Promise<void>;
  /** Something that was written is lost: all is written anew. */
  lost(): void;
}

export interface RecorderParts {
  readonly exchange: Exchange;
  readonly clock: Clock;
  /** As it is now. */
  selection(): MarketSelection;
  /** How much faster than life the exchange runs. */
  readonly speed: number;
  /** The markets of earlier runs, each to be moved forward. Rejects where they cannot be read. */
  earlier(): Promise<readonly RecordedMarket[]>;
  /** Takes a line without its end. */
  readonly write: (line: string) => void;
}

/** Few events are decided sooner after their start; the longest are given up after the other time. */
const OVER_AFTER_MS = 75 * 60_000;
const FORGOTTEN_AFTER_MS = 4 * 86_400_000;
/** Results asked for at once. */
const ASKED = 40;

export function createRecorder({
  exchange,
  clock,
  selection,
  speed,
  earlier,
  write,
}: RecorderParts): Recorder {
  const listed = new Map<string, Listed>();
  const written = new Map<string, { readonly definition: string; readonly prices: string }>();
  const awaited = new Set<string>();
  let day = '';
  let isTakenUp = false;

  /** Each day has a file, which is to be read without those before it. */
  function beginDay(): void {
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    if (today !== day) written.clear();
    day = today;
  }

  function note(books: readonly MarketBook[]): void {
    beginDay();
    const changes = books.flatMap((book) => {
      const market = listed.get(book.marketId);
      if (market === undefined) return [];
      if (book.status === 'CLOSED') awaited.delete(book.marketId);
      else awaited.add(book.marketId);
      const last = written.get(book.marketId);
      const said = {
        definition: JSON.stringify(definitionOf(market, book)),
        prices: JSON.stringify(pricesOf(book)),
      };
      written.set(book.marketId, said);
      const definition =
        last?.definition === said.definition ? {} : { marketDefinition: definitionOf(market, book) };
      const prices = last?.prices === said.prices ? {} : pricesOf(book);
      const change = { ...definition, ...prices };
      return Object.keys(change).length === 0 ? [] : [{ id: book.marketId, ...change }];
    });
    if (changes.length > 0) writeMessage({ mc: changes });
  }

  /** A market that an earlier run saw is waited for as well. */
  async function takeUp(): Promise<void> {
    isTakenUp = true;
    for (const market of await earlier()) {
      const { marketId } = market.timeline;
      market.moveTo(clock.now());
      const definition = market.definition();
      if (definition === null || definition.status === 'CLOSED' || listed.has(marketId)) continue;
      const { eventTypeId: sportId, marketType } = definition;
      listed.set(marketId, { summary: market.summary(), sportId, marketType });
      awaited.add(marketId);
    }
    forget();
  }

  function writeMessage(said: object): void {
    write(JSON.stringify({ op: 'mcm', pt: clock.now(), ...said }));
  }

  function forget(): void {
    const since = clock.now() - FORGOTTEN_AFTER_MS;
    for (const [marketId, { summary }] of listed)
      if (Date.parse(summary.startTime) < since)
        for (const memory of [listed, written, awaited]) memory.delete(marketId);
  }

  return {
    exchange: {
      ...exchange,
      async listMarkets(filter) {
        const markets = await exchange.listMarkets(filter);
        const { sportId, marketType } = 'marketIds' in filter ? selection() : filter;
        for (const summary of markets)
          if (!('marketIds' in filter) || listed.has(summary.marketId))
            listed.set(summary.marketId, { summary, sportId, marketType });
        return markets;
      },
      async listBooks(marketIds) {
        const books = await exchange.listBooks(marketIds);
        note(books);
        return books;
      },
    },
    looked({ asked, books, funds, scan }, decided) {
      // The look may have asked for a market's rate when it had read the books.
      note(books);
      const seen = {
        asked: Date.parse(asked),
        decided,
        selection: selection(),
        markets: books.map(({ marketId }) => marketId),
        funds,
        delayed: scan.delayed,
      };
      writeMessage({ mc: [], scan: seen });
      forget();
    },
    async followUp() {
      if (!isTakenUp) await takeUp();
      const over = clock.now() - OVER_AFTER_MS / speed;
      const ids = [...awaited]
        .filter((id) => Date.parse(listed.get(id)?.summary.startTime ?? '') < over)
        .slice(0, ASKED);
      // Those that never answer must not keep the others waiting.
      for (const id of ids) if (awaited.delete(id)) awaited.add(id);
      try {
        if (ids.length > 0) note(await exchange.listBooks(ids));
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
      }
    },
    lost: () => written.clear(),
  };
}
