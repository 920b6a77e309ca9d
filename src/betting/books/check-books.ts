import type { State } from '../../core/state.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Logger } from '../../logging/logger.ts';
import { lastNight } from '../periods.ts';
import { judgedBet, linesAt, type ReviewParts, reviewResults } from '../results/review-results.ts';
import type { ReadVerdicts } from '../results/verdict.ts';
import { compareBooks } from './compare-books.ts';

export interface CheckingParts extends ReviewParts {
  readonly readVerdicts: ReadVerdicts;
  readonly exchange: Pick<Exchange, 'clearedOrders' | 'marketRollUps' | 'funds'>;
  readonly logger: Logger;
  readonly newId: () => string;
  /** In which a night is one. */
  readonly timeZone: string;
}

/**
 * Compares the books with the exchange's, once a night, and records how they stand. Where the exchange has changed a
 * result since it was last looked at, that is a correction first, and a difference only if it stays one. Rejects with
 * an ExchangeError; it is tried again with the next check.
 */
export async function checkBooks(parts: CheckingParts): Promise<void> {
  const { handler, exchange, clock, logger, timeZone } = parts;
  const night = lastNight(clock.now(), timeZone);
  if (!isDue(handler.state(), night)) return;
  const found = await compareBooks(exchange, handler.state(), clock.now());
  if (found.awaited > 0 && clock.now() - Date.parse(night) < AWAITED_FOR_MS) return;
  const differing = linesAt(found.differences, handler.state(), found.since);
  await reviewResults(parts, differing, await parts.readVerdicts(differing.map(judgedBet)));
  const { bets, differences, account } =
    found.differences.length === 0 ? found : await compareBooks(exchange, handler.state(), clock.now());
  const { available, atStake } = account;
  const now = new Date(clock.now()).toISOString();
  await handler.handle(
    { kind: 'record_books', now, bets, differences, available, atStake },
    { actor: 'system', id: parts.newId() },
  );
  if (differences.length === 0) logger.info('The books agree with the exchange to the penny.', { bets });
  else logger.error('The books and the exchange differ.', { bets, differences });
}

/** For so long a bet that the account has been paid for and the log has still open is waited for. */
const AWAITED_FOR_MS = 6 * 3_600_000;

/** The first night after the log was begun, and every night since; one that was slept through is made up for. */
function isDue({ booksChecked, began }: State, night: string): boolean {
  const last = booksChecked?.at ?? began;
  return last !== null && last < night;
}
