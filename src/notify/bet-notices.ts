import { betFields } from '../betting/views/bet-fields.ts';
import { chanceLine } from '../betting/views/chance-line.ts';
import { findBet, isBet } from '../betting/views/history.ts';
import { ifWon } from '../betting/views/status.ts';
import {
  actorText,
  byActor,
  money,
  oneLine,
  peopleIn,
  selectionText,
  sentence,
  signedMoney,
} from '../betting/views/wording.ts';
import type { EventOf, Settlement } from '../core/events.ts';
import { type Pennies, pennies } from '../core/money.ts';
import { grossProfit } from '../core/settlement.ts';
import type { Field, Reply } from '../reply.ts';
import type { Telling } from './telling.ts';

export function placed({ data: bet }: EventOf<'BET_PLACED'>, telling: Telling): Reply {
  const { after, currency, stakeRule } = telling;
  const chance = chanceLine(after, stakeRule);
  const won = ifWon(bet, after.ledger.pot);
  return {
    title: `Bet placed: ${selectionText(bet)}`,
    tone: 'open',
    text: sentence(bet.reason),
    fields: [
      ...naming(bet.orderRef, telling).fields,
      { name: 'If it wins', value: `${signedMoney(won.net, currency)}, pot ${money(won.pot, currency)}` },
      ...(chance === null ? [] : [{ name: 'Target', value: chance }]),
      { name: 'Kick-off', value: [{ at: bet.startTime }] },
    ],
    ...(bet.delayed && { footer: 'Chosen by prices that were delayed by up to a minute' }),
  };
}

export const foundLate = ({ data: bet, actor }: EventOf<'BET_FOUND_LATE'>, telling: Telling): Reply => ({
  title: `A bet that was not on record: ${selectionText(bet)}`,
  tone: 'warning',
  text: [
    'The exchange holds this bet of ours; it was taken on record ',
    ...byActor(actor),
    ' and counts from now on.',
  ],
  fields: [...naming(bet.orderRef, telling).fields, { name: 'Kick-off', value: [{ at: bet.startTime }] }],
});

/** The exchange's own words for a refusal, in plain ones; others are shown as they are. */
const REFUSALS: Readonly<Record<string, string>> = {
  KILLED: 'the price was gone when the order came',
  LAPSED: 'the market had moved on when the order came',
  MARKET_SUSPENDED: 'the market was suspended',
  MARKET_NOT_OPEN_FOR_BETTING: 'the market was not open any more when the order came',
  RUNNER_REMOVED: 'the selection had been taken out of the market',
  NOT_FOUND: 'the exchange knows no such order',
  INSUFFICIENT_FUNDS: 'the account has too little money for it',
};

/** Why a bet was not taken, to follow a colon. */
export const refusalText = (code: string): string =>
  REFUSALS[code] ?? `the exchange did not take it (${oneLine(code)})`;

/** Said once for the same code. */
export function rejected(
  { data: { code } }: EventOf<'BET_REJECTED'>,
  { before: { request: asked }, after, currency }: Telling,
): Reply {
  const why = refusalText(code);
  return {
    title: asked === null ? 'A bet was not taken' : `A bet was not taken: ${selectionText(asked)}`,
    tone: 'neutral',
    text: `${sentence(why[0]?.toUpperCase() + why.slice(1))} Nothing is at stake, and the next chance is looked for. The same refusal is not told again until a bet is placed.`,
    ...(asked && { fields: betFields(asked, { ...asked, pot: after.ledger.pot }, currency) }),
  };
}

export function won({ data }: EventOf<'BET_WON'>, telling: Telling): Reply {
  const { of, fields } = naming(data.orderRef, telling);
  const heat = data.outcome === 'dead_heat' ? 'A dead heat: several winners share the payout. ' : '';
  return {
    title: `Won ${money(data.netProfit, telling.currency)}${of}`,
    tone: 'good',
    text: `${heat}${profitText(data, telling)}${restText(data, telling)}`,
    fields,
  };
}

export function lost({ data }: EventOf<'BET_LOST'>, telling: Telling): Reply {
  const { of, fields } = naming(data.orderRef, telling);
  const { cycle, pot } = telling.after.ledger;
  const heat = data.outcome === 'dead_heat' ? 'A dead heat: the shared payout is no profit. ' : '';
  return {
    title: `Lost ${money(pennies(-data.netProfit), telling.currency)}${of}`,
    tone: 'bad',
    text: `${heat}${keptText(data.potAfter, telling)}Cycle ${cycle} begins with ${money(pot, telling.currency)}.${restText(data, telling)}`,
    fields,
  };
}

export function voided({ data, actor }: EventOf<'BET_VOIDED'>, telling: Telling): Reply {
  const { of, fields } = naming(data.orderRef, telling);
  const who = actor === 'system' ? '' : ` ${actorText(actor)}`;
  return {
    title: `Void, the stake comes back${of}`,
    tone: 'neutral',
    text: peopleIn(`${sentence(`${data.reason}${who}`)} Nothing is won or lost; the leg stays counted.`),
    fields,
  };
}

/** The bet as a title's end and in full, with cycle and leg as corrected and the pot after it. */
export function naming(
  orderRef: string,
  { after, currency }: Telling,
): { readonly of: string; readonly fields: readonly Field[] } {
  const record = findBet(after, isBet(orderRef));
  if (record === undefined) return { of: '', fields: [] };
  const { bet, cycle, leg, settled } = record;
  const pot = settled?.potAfter ?? after.ledger.pot;
  return { of: `: ${selectionText(bet)}`, fields: betFields(bet, { cycle, leg, pot }, currency) };
}

function profitText({ grossProfit, commission, estimated }: Settlement, { currency }: Telling): string {
  const about = estimated ? ' (our estimate)' : '';
  return `${money(grossProfit, currency)} less ${money(commission, currency)} commission${about}.`;
}

/** Where the exchange voided a part of a bet, its profit is that of the rest. */
function restText({ orderRef, outcome, grossProfit: gross }: Settlement, { after }: Telling): string {
  const bet = findBet(after, isBet(orderRef))?.bet;
  if (bet === undefined || outcome === 'dead_heat') return '';
  const whole = grossProfit(bet.stake, bet.priceMatched, { outcome });
  const isWhole = Math.abs(gross - whole) <= ROUNDING * bet.stake;
  return isWhole ? '' : ' The exchange voided a part of the stake; this is the result of the rest.';
}

/** The exchange rounds its average prices to two decimals. */
const ROUNDING = 0.01;

/** Money of a lost cycle that was not lost: it opens the next cycle or is banked. */
function keptText(potAfter: Pennies, { after, currency }: Telling): string {
  const ended = after.ledger.ended?.head;
  if (ended === undefined) return '';
  if (potAfter <= 0) return `Cycle ${ended.cycle} is over. `;
  const where = ended.banked > 0 ? 'is banked' : 'opens the next cycle';
  return `Cycle ${ended.cycle} is over; ${money(potAfter, currency)} of its pot was not lost and ${where}. `;
}
