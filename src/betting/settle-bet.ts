import type { Clock } from '../clock.ts';
import type { Intent } from '../core/intents.ts';
import type { OpenBet } from '../core/state.ts';
import type { Alerts } from '../notify/alerts.ts';
import type { Handler } from './handle.ts';
import type { Verdict, Verdicts } from './results/verdict.ts';

export interface SettlingParts {
  readonly handler: Handler;
  readonly clock: Clock;
  readonly alerts: Alerts;
  /** The alerts raised so far, by key: those of bets that are gone by other ways are over, too. */
  readonly worries: Set<string>;
  /** How long after its start a market without a result is called overdue. */
  overdueAfterMs(): number;
}

/**
 * Records the results of open bets that are there. Time decides nothing: an overdue market alerts and is waited for.
 */
export async function settleBets(
  parts: SettlingParts,
  openBets: readonly OpenBet[],
  verdicts: Verdicts,
): Promise<void> {
  const { handler, clock } = parts;
  forgetWorries(parts, openBets);
  for (const bet of openBets) {
    const verdict = verdicts.get(bet.orderRef) ?? WAITING;
    alertOn(parts, bet, verdict);
    const intent = resultIntent(bet, verdict, new Date(clock.now()).toISOString());
    if (intent !== null) await handler.handle(intent, { actor: 'system', id: bet.eventId });
  }
}

const WAITING: Verdict = { kind: 'waiting', why: 'the exchange has not been asked' };

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

function alertOn(parts: SettlingParts, bet: OpenBet, verdict: Verdict): void {
  const { clock, overdueAfterMs } = parts;
  const what = `${bet.selection} in ${bet.event}`;
  const late = clock.now() - Date.parse(bet.startTime) > overdueAfterMs();
  if (verdict.kind === 'unclear')
    worry(parts, `unclear:${bet.orderRef}`, {
      title: `No result can be read: ${what}`,
      text: `Here is why: ${verdict.why}. The bet stays open and nothing else is bet; look at the market on the exchange.`,
    });
  else calm(parts, `unclear:${bet.orderRef}`, `The market of ${what} can be read again.`);
  if (verdict.kind === 'waiting' && late)
    worry(parts, `overdue:${bet.orderRef}`, {
      title: `A result is overdue: ${what}`,
      text: [
        'The market was to start at ',
        { at: bet.startTime },
        ` and is not settled yet: ${verdict.why}. The bot waits for the exchange; time never decides a bet.`,
      ],
    });
  if (verdict.kind === 'ended' || verdict.kind === 'void')
    calm(parts, `overdue:${bet.orderRef}`, `The market of ${what} is settled.`);
}

function worry(
  { alerts, worries }: SettlingParts,
  key: string,
  message: Parameters<Alerts['raise']>[1],
): void {
  worries.add(key);
  alerts.raise(key, message);
}

function calm({ alerts, worries }: SettlingParts, key: string, text: string): void {
  worries.delete(key);
  alerts.clear(key, text);
}

function forgetWorries(parts: SettlingParts, openBets: readonly OpenBet[]): void {
  const open = new Set(openBets.flatMap(({ orderRef }) => [`unclear:${orderRef}`, `overdue:${orderRef}`]));
  for (const key of [...parts.worries]) if (!open.has(key)) calm(parts, key, 'The bet is not open any more.');
}
