import type { Pennies } from '../core/money.ts';
import type { MarketBook, MarketSummary, Offer } from '../exchange/exchange.ts';

/** A market as it was listed, and under which kind it was asked for. */
export interface Listed {
  readonly summary: MarketSummary;
  readonly sportId: string;
  readonly marketType: string;
}

/** What a market is, in the form of Betfair's stream (ESASwaggerSchema.json, MarketDefinition); beside it the name of its competition. */
export const definitionOf = ({ summary, sportId, marketType }: Listed, book: MarketBook): object => ({
  ...{ status: book.status, inPlay: book.inPlay, betDelay: book.betDelay, version: book.version },
  ...{ marketTime: summary.startTime, marketType, bettingType: 'ODDS', eventTypeId: sportId, eventId: '' },
  ...{ name: summary.marketName, eventName: summary.event, competitionName: summary.competition },
  marketBaseRate: summary.baseRate === null ? null : Number((summary.baseRate * 100).toFixed(6)),
  ...{ discountAllowed: summary.discountAllowed, numberOfWinners: book.numberOfWinners },
  runners: book.runners.map(({ selectionId, status, removal }, place) => {
    const named = summary.runners.find((runner) => runner.selectionId === selectionId);
    const sortPriority = named?.sortPriority ?? place + 1;
    return {
      ...{ id: selectionId, status, sortPriority, ...(named && { name: named.name }) },
      ...(removal && { adjustmentFactor: removal.percent, removalDate: removal.at }),
    };
  }),
});

/** Its prices, whole. */
export const pricesOf = (book: MarketBook): object => ({
  img: true,
  tv: major(book.totalMatched),
  rc: book.runners.map(({ selectionId, lastPriceTraded, back, lay }) => ({
    id: selectionId,
    ltp: lastPriceTraded,
    batb: back.map(level),
    batl: lay.map(level),
  })),
});

const level = ({ price, size }: Offer, place: number) => [place, price, major(size)];

const major = (amount: Pennies): number => amount / 100;
