import type { Clock } from '../clock.ts';
import type { Intent, RecordOutcome } from '../core/intents.ts';
import type { PlaceOutcome } from '../exchange/exchange.ts';
import type { Logger } from '../logging/logger.ts';
import type { Cause, Handled, Handler } from './handle.ts';

const RETRY_MS = 1_000;

/** What is to be recorded of a request; null while it is not known what became of it. */
export function outcomeRecord(orderRef: string, outcome: PlaceOutcome): RecordOutcome | null {
  switch (outcome.kind) {
    case 'placed': {
      const { betId, matched, priceMatched } = outcome;
      return { kind: 'record_placed', orderRef, betId, matched, priceMatched };
    }
    case 'rejected':
      return { kind: 'record_rejected', orderRef, code: outcome.code };
    case 'unknown':
      return null;
  }
}

/**
 * Appends what the exchange said, again and again while the log cannot be written: the exchange will not say
 * it twice. Given up only at the end of the process, which leaves it to reconciliation.
 */
export async function recordSurely(
  handler: Handler,
  intent: Intent,
  cause: Cause,
  { clock, logger, ending }: { clock: Clock; logger: Logger; ending: AbortSignal },
): Promise<Handled> {
  for (;;) {
    const handled = await handler.handle(intent, cause);
    if (handled.kind !== 'failed' || ending.aborted) return handled;
    logger.error('An outcome could not be written to the log; trying again.', { reason: handled.reason });
    await clock.wait(RETRY_MS, ending).catch(() => undefined);
  }
}
