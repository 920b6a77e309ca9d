import type { App } from '../../app.ts';
import type { Suggestion } from '../../command.ts';
import { formatMoney } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import { type BetRecord, betRecords } from '../views/history.ts';
import { selectionText, signedAmount } from '../views/wording.ts';
import { suggestionName } from './suggestion-name.ts';

/** All bets by the exchange's number, the newest first. */
export function* suggestBets({ state }: App): Generator<Suggestion> {
  for (const record of betRecords(state())) {
    const { bet } = record;
    yield { name: suggestionName(selectionText(bet), resultText(record)), value: bet.betId };
  }
}

function resultText({ bet, settled }: BetRecord): string {
  if (settled === null) return `open, ${formatMoney(bet.stake)} at ${formatPrice(bet.priceMatched)}`;
  const { outcome, netProfit } = settled.result;
  if (outcome === 'void') return 'void';
  return `${outcome.replace('_', ' ')} ${signedAmount(netProfit)}`;
}
