import type { App } from '../../app.ts';
import type { Field, Reply } from '../../reply.ts';
import { toneOf } from './bet-card.ts';
import { betFields } from './bet-fields.ts';
import type { BetRecord, Settled } from './history.ts';
import { outcomeText } from './history-tables.ts';
import { money, plainName, selectionText, sentence, signedMoney } from './wording.ts';

/** All that the log has of one bet, its result as later corrected. */
export function pastBet({ currency }: App, record: BetRecord): Reply {
  const { bet, settled, placedAt, cycle, leg, late } = record;
  return {
    title: `Bet ${bet.betId}: ${selectionText(bet)}`,
    tone: toneOf(settled),
    fields: [
      ...betFields(bet, { cycle, leg, pot: settled?.potAfter ?? null }, currency),
      ...(bet.competition === null ? [] : [{ name: 'Competition', value: plainName(bet.competition) }]),
      { name: 'Kick-off', value: [{ at: bet.startTime }] },
      { name: late ? 'Found late' : 'Placed', value: [{ at: placedAt }] },
      ...resultFields(settled, currency),
      { name: 'Why this bet', value: sentence(bet.reason) },
    ],
    footer: `Event ${record.seq}${settled === null ? '' : ` to ${settled.seq}`}, market ${bet.marketId}, reference ${bet.orderRef}`,
    links: [{ label: 'Its cycle', command: 'cycle', options: { n: cycle, epoch: record.epoch } }],
  };
}

function resultFields(settled: Settled | null, currency: string): readonly Field[] {
  if (settled === null) return [{ name: 'Result', value: 'awaited' }];
  const { result, before, at, targetReached } = settled;
  const words = `${outcomeText(result)}${targetReached ? ', target reached' : ''}`;
  const was = before === null ? '' : ` (corrected, was ${outcomeText(before)})`;
  return [
    { name: 'Result', value: [`${words}${was} `, { at }] },
    { name: 'Net', value: signedMoney(result.netProfit, currency) },
    { name: 'Commission', value: money(result.commission, currency) },
  ];
}
