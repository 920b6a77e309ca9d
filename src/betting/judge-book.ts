import type { PlacedBet } from '../core/events.ts';
import type { Ending } from '../core/settlement.ts';
import type { MarketBook, RunnerStatus } from '../exchange/exchange.ts';

export type Judgement =
  | { readonly kind: 'ended'; readonly ending: Ending }
  | { readonly kind: 'void'; readonly reason: string }
  /** Not closed yet. */
  | { readonly kind: 'waiting' }
  /** Closed, but the book does not say who won: a person must look. */
  | { readonly kind: 'unclear'; readonly why: string };

/** Reads a bet's result from its market's book; only a closed one whose runners are all decided says anything. */
export function judgeBook({ selectionId }: Pick<PlacedBet, 'selectionId'>, book: MarketBook): Judgement {
  if (book.status !== 'CLOSED') return { kind: 'waiting' };
  const own = book.runners.find((runner) => runner.selectionId === selectionId);
  if (own === undefined) return unclear('the closed market does not list the selection any more');
  if (book.runners.every(({ status }) => isRemoved(status)))
    return { kind: 'void', reason: 'all runners were removed' };
  if (isRemoved(own.status)) return { kind: 'void', reason: 'the selection was removed' };
  const undecided = book.runners.filter(({ status }) => !isRemoved(status) && !isDecided(status));
  if (undecided.length > 0) return unclear('the market is closed, but not every runner is decided');
  return ended(own.status, book);
}

function ended(status: RunnerStatus, { numberOfWinners: places, runners }: MarketBook): Judgement {
  const winners = runners.filter((runner) => runner.status === 'WINNER').length;
  if (places === null || places < 1)
    return unclear('the market is closed without saying how many winners it has');
  if (winners === 0) return unclear('the market is closed without a winner');
  if (status === 'LOSER') return { kind: 'ended', ending: { outcome: 'lost' } };
  if (winners <= places) return { kind: 'ended', ending: { outcome: 'won' } };
  return { kind: 'ended', ending: { outcome: 'dead_heat', places, winners } };
}

const isRemoved = (status: RunnerStatus): boolean => status === 'REMOVED' || status === 'REMOVED_VACANT';

const isDecided = (status: RunnerStatus): boolean => status === 'WINNER' || status === 'LOSER';

const unclear = (why: string): Judgement => ({ kind: 'unclear', why });
