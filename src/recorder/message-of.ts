import type { Pennies } from '../core/money.ts';
import type { MarketBook, MarketSummary, Offer } from '../exchange/exchange.ts';

/** A market as it was listed, and under which kind it was asked for. */
export interface Listed {
  readonly summary: MarketSummary;
  readonly sportId: string;
  readonly marketType: string;
}

/** Where a stream's market change stands in its message; see reference of Betfair's stream, MarketChange. */
export interface RecordedChange {
  readonly id: string;
  readonly img: true;
  readonly marketDefinition: object;
  readonly tv: number;
  readonly rc: readonly object[];
}

/** One market as it stands, whole, in the form of Betfair's stream; beside it the name of its competition. */
export function changeOf({ summary, sportId, marketType }: Listed, book: MarketBook): RecordedChange {
  return {
    id: book.marketId,
    img: true,
    marketDefinition: {
      ...{ status: book.status, inPlay: book.inPlay, betDelay: book.betDelay, version: book.version },
      ...{
        marketTime: summary.startTime,
        marketType,
        bettingType: 'ODDS',
        eventTypeId: sportId,
        eventId: '',
      },
      ...{ name: summary.marketName, eventName: summary.event, competitionName: summary.competition },
      marketBaseRate: summary.baseRate === null ? null : Number((summary.baseRate * 100).toFixed(6)),
      ...{ discountAllowed: summary.discountAllowed, numberOfWinners: book.numberOfWinners },
      runners: book.runners.map(({ selectionId, status }, place) => {
        const named = summary.runners.find((runner) => runner.selectionId === selectionId);
        const sortPriority = named?.sortPriority ?? place + 1;
        return { id: selectionId, status, sortPriority, ...(named && { name: named.name }) };
      }),
    },
    tv: major(book.totalMatched),
    rc: book.runners.map(({ selectionId, lastPriceTraded, back, lay }) => ({
      id: selectionId,
      ltp: lastPriceTraded,
      batb: back.map(level),
      batl: lay.map(level),
    })),
  };
}

const level = ({ price, size }: Offer, place: number) => [place, price, major(size)];

const major = (amount: Pennies): number => amount / 100;
