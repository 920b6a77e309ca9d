import { type Price, price } from '../../core/odds.ts';
import { commissionOn, type Ending, grossProfit } from '../../core/settlement.ts';
import type { Exchange, MarketBook, RunnerStatus } from '../../exchange/exchange.ts';
import type { JudgedBet, ReadVerdicts, Verdict } from './verdict.ts';

/** Reads results from the books of closed markets: for paper bets and the demo. */
export function verdictsFromBooks(exchange: Pick<Exchange, 'listBooks'>): ReadVerdicts {
  return async (bets) => {
    if (bets.length === 0) return new Map();
    const books = await exchange.listBooks([...new Set(bets.map(({ marketId }) => marketId))]);
    return new Map(
      bets.map((bet) => {
        const book = books.find(({ marketId }) => marketId === bet.marketId);
        return [bet.orderRef, book === undefined ? MISSING : judgeBook(bet, book)];
      }),
    );
  };
}

const MISSING: Verdict = { kind: 'unclear', why: 'the exchange does not list the market any more' };

type Judged = Pick<JudgedBet, 'selectionId' | 'stake' | 'priceMatched' | 'commissionRate' | 'placedAt'>;

/** Reads a bet's result from its market's book; only a closed one whose runners are all decided says anything. */
function judgeBook(bet: Judged, book: MarketBook): Verdict {
  if (book.status !== 'CLOSED') return { kind: 'waiting', why: 'the market is not closed' };
  const own = book.runners.find((runner) => runner.selectionId === bet.selectionId);
  if (own === undefined) return unclear('the closed market does not list the selection any more');
  if (book.runners.every(({ status }) => isRemoved(status))) return voided('all runners were removed');
  if (isRemoved(own.status)) return voided('the selection was removed');
  const undecided = book.runners.filter(({ status }) => !isRemoved(status) && !isDecided(status));
  if (undecided.length > 0) return unclear('the market is closed, but not every runner is decided');
  const ending = endingOf(own.status, book);
  return typeof ending === 'string' ? unclear(ending) : ended(bet, reducedPrice(bet, book), ending);
}

/** Below this, in percent, a runner of a win market that is removed reduces nothing. */
const LEAST_REDUCTION = 2.5;

/**
 * The price that a bet is settled at after runners were removed since it was placed (Betfair Rules, "How the Reductions
 * are applied for Exchange markets"): in a win market the price is reduced, in a market with more winners the part of
 * it above the stake; to the nearest hundredth, but not to nothing.
 */
export function reducedPrice(
  { priceMatched, placedAt }: Pick<Judged, 'priceMatched' | 'placedAt'>,
  { runners, numberOfWinners }: Pick<MarketBook, 'runners' | 'numberOfWinners'>,
): Price {
  const kept = numberOfWinners === null || numberOfWinners <= 1 ? 0 : 1;
  const factors = runners
    .flatMap(({ status, removal }) =>
      isRemoved(status) && removal && removal.at > placedAt ? [removal.percent] : [],
    )
    .filter((percent) => percent > 0 && (kept === 1 || percent >= LEAST_REDUCTION));
  if (factors.length === 0) return priceMatched;
  const reduced = factors.reduce(
    (odds, percent) => kept + (odds - kept) * (1 - percent / 100),
    priceMatched as number,
  );
  return price(Math.max(1.01, Math.round(reduced * 100) / 100));
}

/** How the selection ended, or why the book does not say. */
function endingOf(status: RunnerStatus, { numberOfWinners: places, runners }: MarketBook): Ending | string {
  const winners = runners.filter((runner) => runner.status === 'WINNER').length;
  if (places === null || places < 1) return 'the market is closed without saying how many winners it has';
  if (winners === 0) return 'the market is closed without a winner';
  if (status === 'LOSER') return { outcome: 'lost' };
  return winners <= places ? { outcome: 'won' } : { outcome: 'dead_heat', places, winners };
}

function ended({ stake, commissionRate }: Judged, odds: Price, ending: Ending): Verdict {
  const gross = grossProfit(stake, odds, ending);
  return {
    kind: 'ended',
    outcome: ending.outcome,
    grossProfit: gross,
    commission: commissionOn(gross, commissionRate),
    source: 'market_book',
    estimated: false,
    settledDate: null,
  };
}

const isRemoved = (status: RunnerStatus): boolean => status === 'REMOVED' || status === 'REMOVED_VACANT';

const isDecided = (status: RunnerStatus): boolean => status === 'WINNER' || status === 'LOSER';

const unclear = (why: string): Verdict => ({ kind: 'unclear', why });

const voided = (reason: string): Verdict => ({ kind: 'void', reason, settledDate: null });
