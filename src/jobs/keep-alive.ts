import { ExchangeError } from '../exchange/exchange-error.ts';
import type { Logger } from '../logging/logger.ts';
import { type Job, type JobParts, schedule } from './schedule.ts';

export interface KeepAliveParts extends Omit<JobParts, 'name' | 'run' | 'intervalMs'> {
  readonly keepAlive: () => Promise<unknown>;
}

/** A session lives from 20 minutes (Italy) to 24 hours and is not prolonged by use (Betfair, "Keep Alive"). */
const EVERY_MS = 15 * 60_000;

/** Prolongs the session at the exchange. Where that fails it is said: the next call of a dead session logs in anew. */
export function keepAliveJob({ keepAlive, ...parts }: KeepAliveParts): Job {
  const run = () => tryToProlong(keepAlive, parts.logger);
  return schedule({ ...parts, name: 'keep-alive', intervalMs: EVERY_MS, run });
}

async function tryToProlong(keepAlive: () => Promise<unknown>, logger: Logger): Promise<void> {
  try {
    await keepAlive();
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    logger.warn(`${error.message} It is tried again in 15 minutes.`);
  }
}
