import { betFields } from '../betting/views/bet-fields.ts';
import { findBet } from '../betting/views/history.ts';
import { endText, pausedByRule, pauseLinks, pauseText } from '../betting/views/pause.ts';
import { limitsText, stakingText } from '../betting/views/setting-texts.ts';
import {
  byActor,
  MODE_WORDS,
  money,
  peopleIn,
  rangeText,
  selectionText,
  sentence,
} from '../betting/views/wording.ts';
import type { EventOf } from '../core/events.ts';
import { limitsAt, pausedAt } from '../core/in-force.ts';
import { formatPrice } from '../core/odds.ts';
import type { Field, Reply } from '../reply.ts';
import { lastRunText, type OutcomeEvent } from './last-run.ts';
import type { Telling } from './telling.ts';

/** `outcome`: what was found out, in the same append, of the bet that the last run was placing. */
export function started(
  { data, at }: EventOf<'BOT_STARTED'>,
  outcome: OutcomeEvent | null,
  telling: Telling,
): Reply {
  const { after, currency } = telling;
  const { ledger, settings } = after;
  const pause = pausedAt(after, at);
  return {
    title: `Rollover ${data.version} has started: ${MODE_WORDS[data.mode]}`,
    tone: data.lastRun.ended === 'died' ? 'warning' : 'neutral',
    text: lastRunText(data.lastRun, outcome, telling),
    fields: [
      { name: 'Cycle', value: `${ledger.cycle}, leg ${ledger.leg}` },
      { name: 'Pot', value: money(ledger.pot, currency) },
      ...stillOpen({ after, currency }),
      { name: 'Target', value: money(ledger.terms.target, currency) },
      { name: 'Odds range', value: rangeText(settings.odds) },
      { name: 'Stake', value: stakingText(settings.staking) },
      { name: 'Limits', value: limitsText(limitsAt(after, at), currency) },
      ...(pause === null ? [] : [{ name: 'Paused', value: pauseText(pause) }]),
    ],
  };
}

export function stopped({ data }: EventOf<'BOT_STOPPED'>, telling: Telling): Reply {
  return {
    title: 'Rollover has stopped',
    tone: 'neutral',
    text: peopleIn(sentence(data.reason)),
    fields: stillOpen(telling),
  };
}

/** What is at stake while the bot changes hands. */
function stillOpen({ after, currency }: Pick<Telling, 'after' | 'currency'>): readonly Field[] {
  const bets = after.openBets.map((bet) => ({
    name: 'Open bet',
    value: [
      `${money(bet.stake, currency)} on ${selectionText(bet)} at ${formatPrice(bet.priceMatched)}, kick-off `,
      { at: bet.startTime },
    ],
  }));
  if (after.request === null) return bets;
  const value = `${money(after.request.stake, currency)} on ${selectionText(after.request)}: sent, and not known whether it was taken; that is found out before anything else is bet`;
  return [...bets, { name: 'Bet in doubt', value }];
}

/** Names the bet that reached it. */
export function targetReached({ data }: EventOf<'TARGET_REACHED'>, { after, currency }: Telling): Reply {
  const { cycle, pot } = after.ledger;
  const bet = findBet(
    after,
    (record) => record.settled?.targetReached === true && record.cycle === data.cycle,
  );
  return {
    title: `Target reached: ${money(data.pot, currency)}`,
    tone: 'good',
    text: `Cycle ${data.cycle} reached its target of ${money(data.target, currency)}. The whole pot is banked. Now cycle ${cycle}, with ${money(pot, currency)} in the pot.`,
    fields: bet === undefined ? [] : betFields(bet.bet, { ...bet, pot: data.pot }, currency),
  };
}

export function reset({ data, actor }: EventOf<'SYSTEM_RESET'>, { after, currency }: Telling): Reply {
  const cut = after.ledger.ended?.head;
  const ended = cut && `Cycle ${cut.cycle} was cut off and ${money(cut.banked, currency)} of it is banked. `;
  return {
    title: `Reset: cycle 1 begins with ${money(data.initialStake, currency)}`,
    tone: 'neutral',
    text: ['Asked for ', ...byActor(actor), `. ${ended ?? ''}All earlier bets stay on record.`],
  };
}

export function paused({ data, actor }: EventOf<'BETTING_PAUSED'>): Reply {
  const { by, why } = data;
  return {
    title: by === 'person' ? 'Betting is paused' : `Betting is paused ${pausedByRule(by)}`,
    tone: 'warning',
    text: [
      ...(by === 'person' ? ['Paused ', ...byActor(actor), ': '] : []),
      `${sentence(why)} `,
      ...endText(data),
    ],
    links: pauseLinks(data),
  };
}

/** Its reason names who resumed, or that the time was over. */
export const resumed = ({ data }: EventOf<'BETTING_RESUMED'>): Reply => ({
  title: 'Betting is resumed',
  tone: 'neutral',
  text: peopleIn(sentence(data.why)),
});

export const armed = ({ data, actor }: EventOf<'LIVE_ARMED'>): Reply => ({
  title: 'Live betting is armed: real money is bet from now on',
  tone: 'warning',
  text: [
    'Armed ',
    ...byActor(actor),
    ' until ',
    { at: data.until },
    data.keep ? ', also after a restart.' : '; a restart ends it.',
  ],
});

export const disarmed = ({ data, actor }: EventOf<'LIVE_DISARMED'>): Reply => ({
  title: 'Live betting is disarmed: no real money is bet',
  tone: 'neutral',
  text: ['Disarmed ', ...byActor(actor), `: ${sentence(data.why)}`],
});
