import type { BetRequest } from '../../core/events.ts';
import { formatMoney, type Pennies } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import type { Reply, TextParts, Tone } from '../../reply.ts';
import { betFields } from './bet-fields.ts';
import type { BetRecord, Settled } from './history.ts';
import { outcomeText } from './history-tables.ts';
import { money, selectionText, sentence, signedMoney } from './wording.ts';

/** A bet from its request to its result: as it stands now, and how it came there; `chance` in one line while it is open. */
export function betCard(
  { bet, cycle, leg, settled, requestedAt, placedAt, late }: BetRecord,
  {
    pot,
    currency,
    inPlaySince,
    chance,
  }: { pot: Pennies; currency: string; inPlaySince: string | null; chance: string | null },
): Reply {
  const steps: TextParts[] = [
    ...(requestedAt === null ? [] : [askedFor(bet, requestedAt)]),
    [
      `${late ? 'Found late' : 'Placed'}: ${formatMoney(bet.stake)} matched at ${formatPrice(bet.priceMatched)}, `,
      { at: placedAt },
    ],
    ...(inPlaySince === null ? [] : [['In play, seen ', { at: inPlaySince }]]),
    ...(settled === null ? [] : [resultStep(settled, currency)]),
  ];
  return {
    title: `${stateText(settled)}: ${selectionText(bet)}`,
    tone: toneOf(settled),
    text: lines(steps),
    fields: [
      ...betFields(bet, { cycle, leg, pot: settled?.potAfter ?? pot }, currency),
      ...(chance === null ? [] : [{ name: 'Target', value: chance }]),
      { name: 'Kick-off', value: [{ at: bet.startTime }] },
      { name: 'Why this bet', value: sentence(bet.reason) },
    ],
    links: [{ label: 'Bet', command: 'bet', options: { id: bet.betId } }],
  };
}

/** A bet that was sent and is not known to be placed; `refusal` where it surely was not, and why. */
export function requestCard(
  request: BetRequest,
  at: string,
  refusal: { readonly why: string; readonly at: string } | null,
  { pot, currency }: { pot: Pennies; currency: string },
): Reply {
  const steps = [
    askedFor(request, at),
    ...(refusal === null ? [] : [[`Not taken: ${refusal.why}, `, { at: refusal.at }]]),
  ];
  return {
    title: `${refusal === null ? 'Sent to the exchange' : 'Not taken'}: ${selectionText(request)}`,
    tone: refusal === null ? 'open' : 'neutral',
    text: lines(steps),
    fields: [
      ...betFields(request, { ...request, pot }, currency),
      { name: 'Kick-off', value: [{ at: request.startTime }] },
    ],
  };
}

const askedFor = ({ stake, priceAsked }: BetRequest, at: string): TextParts => [
  `Asked for ${formatMoney(stake)} at ${formatPrice(priceAsked)} or better, `,
  { at },
];

function resultStep({ result, before, at, targetReached }: Settled, currency: string): TextParts {
  const was = before === null ? '' : `, corrected from ${outcomeText(before)}`;
  const target = targetReached ? ', target reached' : '';
  const commission = result.commission > 0 ? ` after ${money(result.commission, currency)} commission` : '';
  return [
    `${capital(outcomeText(result))}${target}${was}: ${signedMoney(result.netProfit, currency)}${commission}, `,
    { at },
  ];
}

function stateText(settled: Settled | null): string {
  if (settled === null) return 'Open';
  return settled.result.outcome === 'void' ? 'Void' : capital(outcomeText(settled.result));
}

/** How a bet stands, as a tone. */
export function toneOf(settled: Settled | null): Tone {
  const net = settled?.result.netProfit;
  if (net === undefined) return 'open';
  if (net === 0) return 'neutral';
  return net > 0 ? 'good' : 'bad';
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const lines = (steps: readonly TextParts[]): TextParts =>
  steps.flatMap((step, i) => (i === 0 ? step : ['\n', ...step]));
