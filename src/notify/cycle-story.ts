import { betCard, requestCard } from '../betting/views/bet-card.ts';
import { chanceLine } from '../betting/views/chance-line.ts';
import { findBet, isBet } from '../betting/views/history.ts';
import { ENDINGS } from '../betting/views/history-tables.ts';
import { counted, money, signedMoney } from '../betting/views/wording.ts';
import type { BetRequest, Event } from '../core/events.ts';
import { pennies } from '../core/money.ts';
import type { EndedCycle, State } from '../core/state.ts';
import type { Reply } from '../reply.ts';
import { refusalText } from './bet-notices.ts';
import type { Notice } from './notice.ts';
import type { Telling } from './telling.ts';

/** When the market of a bet was first seen in play, ISO; null where nobody saw it. */
export type InPlaySince = (orderRef: string) => string | null;

/**
 * What the thread of a cycle shows after one whole append: each bet that it changed, as it stands now, and the end of
 * a cycle.
 */
export function cycleStory(
  events: readonly Event[],
  telling: Telling,
  inPlaySince: InPlaySince,
): readonly Notice[] {
  const cards = events.flatMap((event) => betNotice(event, telling, inPlaySince) ?? []);
  const last = events.at(-1);
  const ended = endedIn(telling);
  return last === undefined || ended === null ? cards : [...cards, endNotice(ended, last, telling.currency)];
}

/** A bet as it stands in a state, for its living message; `at` is an ISO time. */
export function cardNotice(
  state: State,
  orderRef: string,
  {
    id,
    at,
    currency,
    stakeRule,
    inPlaySince,
  }: Pick<Telling, 'currency' | 'stakeRule'> & { id: string; at: string; inPlaySince: InPlaySince },
): Notice | null {
  const record = findBet(state, isBet(orderRef));
  if (record === undefined) return null;
  const { epoch, cycle } = record;
  const { pot } = state.ledger;
  const chance = state.openBets[0]?.orderRef === orderRef ? chanceLine(state, stakeRule) : null;
  const message = betCard(record, { pot, currency, inPlaySince: inPlaySince(orderRef), chance });
  return { id, kind: 'bet_card', about: 'bets', at, message, of: { epoch, cycle, orderRef } };
}

function betNotice(
  event: Event,
  { before, after, currency, stakeRule }: Telling,
  inPlaySince: InPlaySince,
): Notice | null {
  const { id, at } = event;
  const { pot } = after.ledger;
  if (event.type === 'BET_REQUESTED')
    return requestNotice(event, event.data, requestCard(event.data, at, null, { pot, currency }), after);
  if (event.type === 'BET_REJECTED') {
    const { request } = before;
    if (request?.orderRef !== event.data.orderRef) return null;
    const refusal = { why: refusalText(event.data.code), at };
    const card = requestCard(request, request.requestedAt, refusal, { pot, currency });
    return requestNotice(event, request, card, after);
  }
  return 'orderRef' in event.data
    ? cardNotice(after, event.data.orderRef, { id, at, currency, stakeRule, inPlaySince })
    : null;
}

const requestNotice = (
  { id, at }: Event,
  { cycle, orderRef }: BetRequest,
  message: Reply,
  { ledger: { epoch } }: State,
): Notice => ({ id, kind: 'bet_card', about: 'bets', at, message, of: { epoch, cycle, orderRef } });

/** The cycle that an append has ended. A corrected result can end another one than before, which is news as well. */
function endedIn({ before, after }: Telling): EndedCycle | null {
  const now = after.ledger.ended?.head;
  const then = before.ledger.ended?.head;
  const isNew = now !== undefined && !(then?.epoch === now.epoch && then.cycle === now.cycle);
  return isNew ? now : null;
}

function endNotice(ended: EndedCycle, { id, at }: Event, currency: string): Notice {
  const { epoch, cycle, end, legs, wins, outlay, banked, highestPot } = ended;
  const net = pennies(banked - outlay);
  const message: Reply = {
    title: `Cycle ${cycle}: ${ENDINGS[end.how]}, leg ${legs}`,
    tone: end.how === 'target' ? 'good' : end.how === 'lost' ? 'bad' : 'neutral',
    text: `${counted(legs, 'leg')}, ${wins} won. Put in ${money(outlay, currency)}, taken out ${money(banked, currency)}: ${signedMoney(net, currency)}. Highest pot ${money(highestPot, currency)}.`,
    links: [{ label: 'Cycle', command: 'cycle', options: { n: cycle, epoch } }],
  };
  return {
    id: `end:${id}`,
    kind: 'cycle_end',
    about: 'cycles',
    at,
    message,
    of: { epoch, cycle, orderRef: null },
  };
}
