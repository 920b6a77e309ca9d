import type { Clock } from '../clock.ts';
import type { Intent } from '../core/intents.ts';
import type { OpenBet } from '../core/state.ts';
import type { Alerts } from '../notify/alerts.ts';
import type { Handler } from './handle.ts';
import type { ReadVerdicts, Verdict } from './verdict.ts';

export interface SettlingParts {
  readonly handler: Handler;
  readonly readVerdicts: ReadVerdicts;
  readonly clock: Clock;
  readonly alerts: Alerts;
  /** How long after its start a market without a result is called overdue. */
  readonly overdueAfterMs: number;
}

/**
 * Asks for the results of the open bets and records each that is there. Time decides nothing: an overdue
 * market alerts and is waited for. Rejects with an ExchangeError.
 */
export async function settleBets(parts: SettlingParts): Promise<void> {
  const { handler, clock } = parts;
  const { openBets } = handler.state();
  if (openBets.length === 0) return;
  const verdicts = await parts.readVerdicts(openBets);
  for (const bet of openBets) {
    const verdict = verdicts.get(bet.orderRef) ?? WAITING;
    alertOn(parts, bet, verdict);
    const intent = resultIntent(bet, verdict, new Date(clock.now()).toISOString());
    if (intent !== null) await handler.handle(intent, { actor: 'system', id: bet.eventId });
  }
}

const WAITING: Verdict = { kind: 'waiting' };

function resultIntent({ orderRef }: OpenBet, verdict: Verdict, now: string): Intent | null {
  switch (verdict.kind) {
    case 'ended': {
      const { outcome, grossProfit, commission, source, estimated } = verdict;
      return {
        kind: 'record_result',
        now,
        orderRef,
        outcome,
        grossProfit,
        commission,
        source,
        ...(estimated && { estimated }),
      };
    }
    case 'void':
      return { kind: 'record_void', now, orderRef, reason: verdict.reason };
    case 'waiting':
    case 'unclear':
      return null;
  }
}

function alertOn({ alerts, clock, overdueAfterMs }: SettlingParts, bet: OpenBet, verdict: Verdict): void {
  const what = `${bet.selection} in ${bet.event}`;
  const unclear = `unclear:${bet.orderRef}`;
  const overdue = `overdue:${bet.orderRef}`;
  const late = clock.now() - Date.parse(bet.startTime) > overdueAfterMs;
  if (verdict.kind === 'unclear')
    alerts.raise(unclear, {
      title: `No result can be read: ${what}`,
      text: `Here is why: ${verdict.why}. The bet stays open and nothing else is bet; look at the market on the exchange.`,
    });
  else alerts.clear(unclear, `The market of ${what} can be read again.`);
  if (verdict.kind === 'waiting' && late)
    alerts.raise(overdue, {
      title: `A result is overdue: ${what}`,
      text: [
        'The market was to start at ',
        { at: bet.startTime },
        ' and is not settled yet. The bot waits for the exchange; time never decides a bet.',
      ],
    });
  else alerts.clear(overdue, `The market of ${what} is settled.`);
}
