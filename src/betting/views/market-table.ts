import { formatMoney } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import type { MarketBook, Offer, RunnerBook } from '../../exchange/exchange.ts';
import type { Table, Text } from '../../reply.ts';
import { plainName } from './wording.ts';

export interface MarketQuestion {
  readonly book: MarketBook;
  /** By selection id; those that are missing show their number. */
  readonly names: ReadonlyMap<number, string>;
  readonly ourSelectionId: number;
}

/** Every runner with what it is backed and laid at now, ours marked. */
export function marketTable({ book, names, ourSelectionId }: MarketQuestion): Table {
  const nameOf = ({ selectionId }: RunnerBook): string => {
    const name = names.get(selectionId);
    return name === undefined ? `runner ${selectionId}` : plainName(name);
  };
  return {
    columns: [
      { name: 'Runner', align: 'left' },
      { name: 'Back (offered)', align: 'right' },
      { name: 'Lay (offered)', align: 'right' },
      { name: 'Last traded', align: 'right' },
    ],
    rows: book.runners.map((runner) => [
      `${nameOf(runner)}${runner.selectionId === ourSelectionId ? ' ← our bet' : ''}${statusText(runner)}`,
      offerText(runner.back[0]),
      offerText(runner.lay[0]),
      runner.lastPriceTraded === null ? '-' : formatPrice(runner.lastPriceTraded),
    ]),
  };
}

/** What a market is doing, in words that follow "The market is". */
export function marketText({ status, inPlay, delayed }: MarketBook): Text {
  const play = inPlay ? 'in play' : 'not in play yet';
  const late = delayed ? ' Prices are delayed by up to a minute.' : '';
  switch (status) {
    case 'OPEN':
      return `The market is open, ${play}.${late}`;
    case 'SUSPENDED':
      return `The market is suspended for the moment, ${play}.${late}`;
    case 'CLOSED':
      return 'The market is closed; the result is being recorded.';
    case 'INACTIVE':
      return 'The market is not active yet.';
    case 'UNKNOWN':
      return 'The exchange reports a market status that this program does not know.';
  }
}

const offerText = (offer: Offer | undefined): string =>
  offer === undefined ? '-' : `${formatPrice(offer.price)} (${formatMoney(offer.size)})`;

const statusText = ({ status }: RunnerBook): string =>
  status === 'ACTIVE' ? '' : ` (${status.toLowerCase().replace('_', ' ')})`;
