import { ExchangeError } from '../exchange/exchange.ts';
import type { Logger } from '../logging/logger.ts';
import type { Alerts } from '../notify/alerts.ts';

export interface ExchangeWatch {
  /** Runs a job that asks the exchange; resolves also where the exchange failed. Other errors pass. */
  attempt(job: () => Promise<void>): Promise<void>;
  /** Why the exchange could not be asked at the last attempt; null when it could. */
  unreachable(): string | null;
}

/** So many failures in a row are told to a person: one or two come and go. */
const PATIENCE = 3;

/** Keeps count of the exchange's failures: told once when they last, and once when they are over. */
export function watchExchange(logger: Logger, alerts: Alerts): ExchangeWatch {
  let unreachable: string | null = null;
  let failures = 0;

  function failed(error: ExchangeError): void {
    failures += 1;
    unreachable = error.message;
    logger.warn(error.message, { operation: error.operation, code: error.code, failures });
    if (failures < PATIENCE && error.advice !== 'give_up') return;
    alerts.raise('exchange', {
      title: 'The exchange cannot be asked',
      text: `${error.message} No bet is placed and no result is read until it answers; the bot keeps trying.`,
    });
  }

  return {
    attempt: async (job) => {
      try {
        await job();
        failures = 0;
        unreachable = null;
        alerts.clear('exchange', 'The exchange answers again.');
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
        failed(error);
      }
    },
    unreachable: () => unreachable,
  };
}
