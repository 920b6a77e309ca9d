import type { Clock } from '../clock.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { ExchangeError } from '../exchange/exchange-error.ts';
import type { Reach } from '../health.ts';
import type { Logger } from '../logging/logger.ts';
import type { Alerts } from '../notify/alerts.ts';

export interface ExchangeWatch {
  /** The same exchange; its answers are noticed. */
  readonly exchange: Exchange;
  /** Runs a job that asks the exchange; resolves also where the exchange failed, with why. Other errors pass. */
  attempt(job: () => Promise<void>): Promise<string | null>;
  /** Why the exchange could not be asked at the last attempt; null when it could. */
  unreachable(): string | null;
  reach(): Reach;
}

/** So many failures in a row are told to a person: one or two come and go. */
const PATIENCE = 3;

/** Keeps count of the exchange's failures: told once when they last, and once when it has answered again. */
export function watchExchange(
  exchange: Exchange,
  logger: Logger,
  alerts: Alerts,
  now: Clock['now'],
): ExchangeWatch {
  let unreachable: string | null = null;
  let unreachableSince = 0;
  let answeredAt: number | null = null;
  let failures = 0;
  let answers = 0;

  function wellAgain(): void {
    failures = 0;
    unreachable = null;
    alerts.clear('exchange', 'The exchange answers again.');
  }

  function failed(error: ExchangeError): void {
    failures += 1;
    const say = unreachable === error.message ? logger.debug : logger.warn;
    if (unreachable === null) unreachableSince = now();
    unreachable = error.message;
    say(error.message, { operation: error.operation, code: error.code, failures });
    if (failures < PATIENCE && error.advice !== 'give_up') return;
    alerts.raise('exchange', {
      title: 'The exchange cannot be asked',
      text: `${error.message} No bet is placed and no result is read until it answers.`,
    });
  }

  return {
    exchange: noticing(exchange, () => {
      answers += 1;
      answeredAt = now();
    }),
    attempt: async (job) => {
      const before = answers;
      try {
        await job();
        if (answers > before) wellAgain();
        return null;
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
        failed(error);
        return error.message;
      }
    },
    unreachable: () => unreachable,
    reach: () => ({
      failure: unreachable === null ? null : { why: unreachable, since: iso(unreachableSince) },
      answeredAt: answeredAt === null ? null : iso(answeredAt),
    }),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** A job that had nothing to ask says nothing of the exchange: answers are counted. */
function noticing(exchange: Exchange, answered: () => void): Exchange {
  const notice =
    <Args extends unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      const answer = await ask(...args);
      answered();
      return answer;
    };
  return {
    listMarkets: notice(exchange.listMarkets),
    listBooks: notice(exchange.listBooks),
    place: exchange.place,
    currentOrders: notice(exchange.currentOrders),
    clearedOrders: notice(exchange.clearedOrders),
    marketRollUps: notice(exchange.marketRollUps),
    cancel: exchange.cancel,
    funds: notice(exchange.funds),
  };
}
