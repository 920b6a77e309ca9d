import type { EventData } from './events.ts';
import { armedAt, limitsAt, pausedAt } from './in-force.ts';
import type { BettingConditions, Proposal, Refusal } from './intents.ts';
import { LIMIT_KEYS } from './limit-keys.ts';
import { lossIfLost, lossOfAllTime, lossSince, restIsDue } from './losses.ts';
import { exact, formatMoney, type Pennies, pennies, roundUp, times, whole } from './money.ts';
import { formatPrice, onLadder } from './odds.ts';
import { tooMuchOverround } from './overround.ts';
import { skipOf, skipsAt } from './skips.ts';
import { nextStake, smallestStake } from './staking.ts';
import type { State } from './state.ts';

export interface Wish {
  readonly state: State;
  readonly now: string;
  readonly proposal: Proposal;
  readonly conditions: BettingConditions;
  readonly stake: Pennies;
}

/** A limit that stops betting until a person acts or time has passed. */
export interface Stop {
  readonly pause: EventData['BETTING_PAUSED'];
}

type Guard = (wish: Wish) => string | Stop | null;

/**
 * Every rule that a bet must pass, in the order in which they are asked. The first that objects says why:
 * a sentence refuses this bet, a stop pauses betting.
 */
const GUARDS: Readonly<Record<string, Guard>> = {
  'open-request': ({ state }) => state.request && 'The outcome of the last bet request is not known yet.',
  'open-bet': ({ state: { openBets } }) => {
    const [open] = openBets;
    return open === undefined ? null : `A bet is open: ${open.selection} in ${open.event}.`;
  },
  paused: ({ state, now }) => {
    const pause = pausedAt(state, now);
    return pause && `Betting is paused: ${pause.why}`;
  },
  'not-armed': ({ state, now }) =>
    state.mode === 'live' && !armedAt(state, now) ? 'Live betting is not armed.' : null,
  'delayed-prices': ({ state, proposal }) =>
    state.mode === 'live' && proposal.delayed ? 'The prices are delayed ones; a live key is needed.' : null,
  'stale-prices': ({ proposal, conditions }) =>
    proposal.readAt < conditions.freshSince ? 'The prices are too old to bet on.' : null,
  'market-not-open': ({ proposal }) =>
    proposal.status === 'OPEN' ? null : `The market is ${proposal.status.toLowerCase()}.`,
  'in-play': ({ proposal, conditions }) =>
    proposal.inPlay && !conditions.includeInPlay ? 'The market is in play.' : null,
  // Time goes on between the look and the bet.
  'already-started': ({ now, proposal, conditions }) =>
    proposal.startTime < now && !conditions.includeInPlay ? 'The start time of the event has passed.' : null,
  // Somebody may have asked for it since the look.
  skipped: ({ state, now, proposal }) => {
    const skip = skipOf({ ...proposal, runners: [] }, skipsAt(state, now));
    return skip && `The ${skip.what} ${skip.name} is skipped: ${skip.why}.`;
  },
  overround: ({ proposal, conditions }) => {
    const why = tooMuchOverround(proposal.overround, conditions.maxOverround);
    return why && `In this market ${why}.`;
  },
  'off-ladder': ({ proposal }) =>
    onLadder(proposal.price) === null ? `${proposal.price} is not a price of the exchange's ladder.` : null,
  'odds-range': ({ state, proposal: { price } }) => {
    const { min, max } = state.settings.odds;
    if (price >= min && price <= max) return null;
    return `${formatPrice(price)} is outside the odds range ${formatPrice(min)} to ${formatPrice(max)}.`;
  },
  'min-stake': minStake,
  'max-stake': maxStake,
  liquidity: ({ proposal, conditions, stake }) => {
    const needed = roundUp(times(whole(stake), exact(conditions.liquidityFactor)));
    if (proposal.size >= needed) return null;
    return `Only ${formatMoney(proposal.size)} is offered at ${formatPrice(proposal.price)}; ${formatMoney(needed)} is needed.`;
  },
  currency: ({ conditions: { currency, expectedCurrency } }) =>
    currency === expectedCurrency ? null : `The account is in ${currency}, not ${expectedCurrency}.`,
  funds: ({ conditions, stake }) =>
    conditions.available >= stake
      ? null
      : `The account has ${formatMoney(conditions.available)} available; the stake is ${formatMoney(stake)}.`,
  'max-daily-loss': (wish) =>
    lossLimit(wish, 'maxDailyLoss', lossSince(wish.state.ledger, wish.conditions.dayStart)),
  'max-weekly-loss': (wish) =>
    lossLimit(wish, 'maxWeeklyLoss', lossSince(wish.state.ledger, wish.conditions.weekStart)),
  'max-total-loss': (wish) => lossLimit(wish, 'maxTotalLoss', lossOfAllTime(wish.state.ledger)),
  'cool-down': coolDown,
};

/** The first objection to a bet, as a refusal that names its rule or as a pause; null if there is none. */
export function objection(wish: Wish): Refusal | Stop | null {
  for (const [refused, guard] of Object.entries(GUARDS)) {
    const found = guard(wish);
    if (typeof found === 'string') return { refused, message: found };
    if (found !== null) return found;
  }
  return null;
}

function minStake({ state, proposal, conditions, stake }: Wish): string | Stop | null {
  const { stakeRule } = conditions;
  const least = smallestStake(stakeRule, proposal.price);
  if (stake >= least) return null;
  const { pot } = state.ledger;
  const bettable = pot >= smallestStake(stakeRule, state.settings.odds.max);
  const why = `The pot of ${formatMoney(pot)} is below the exchange's least stake of ${formatMoney(least)} at ${formatPrice(proposal.price)}.`;
  if (bettable) return why;
  return stop('minStake', `${why} Reset with a larger stake or raise the odds range, and resume.`, null);
}

function maxStake(wish: Wish): string | Stop | null {
  const { state, now, stake } = wish;
  const { maxStake: limit } = limitsAt(state, now);
  if (limit === null || stake <= limit) return null;
  const why = `The next stake of ${formatMoney(stake)} is above max_stake (${formatMoney(limit)}).`;
  if (leastStake(wish) <= limit) return why;
  return stop(
    'maxStake',
    `${why} Raise the limit (it holds a day later) or reset to bank the pot, and resume.`,
    null,
  );
}

type LossLimit = 'maxDailyLoss' | 'maxWeeklyLoss' | 'maxTotalLoss';

const PERIODS: Readonly<Record<LossLimit, string>> = {
  maxDailyLoss: 'today',
  maxWeeklyLoss: 'this week',
  maxTotalLoss: 'in all',
};

function lossLimit(wish: Wish, name: LossLimit, lost: Pennies): string | Stop | null {
  const { state, now, stake, conditions } = wish;
  const limit = limitsAt(state, now)[name];
  const alone = lossIfLost(state.ledger, stake);
  const then = pennies(lost + alone);
  if (limit === null || then <= limit) return null;
  const sofar = lost < 0 ? `${formatMoney(pennies(-lost))} is won` : `${formatMoney(lost)} is lost`;
  const why = `${sofar} ${PERIODS[name]}, and losing the next bet of ${formatMoney(stake)} would bring the loss to ${formatMoney(then)}, above ${LIMIT_KEYS[name]} (${formatMoney(limit)}).`;
  if (lost + lossIfLost(state.ledger, leastStake(wish)) <= limit) return why;
  const raise = 'raise the limit (it holds a day later) and resume';
  // A new day or week would change nothing.
  if (alone > limit) return stop(name, `${why} One such loss is above it: ${raise}.`, null);
  switch (name) {
    case 'maxDailyLoss':
      return stop(name, `${why} Wait for the next day, or ${raise}.`, conditions.dayEnd);
    case 'maxWeeklyLoss':
      return stop(name, `${why} Wait for the next week, or ${raise}.`, conditions.weekEnd);
    case 'maxTotalLoss':
      return stop(name, `${why} To go on, ${raise}.`, null);
  }
}

/** Of all prices in the range: with `to_target` the highest one asks for the least. What passes there is no pause. */
function leastStake({ state: { settings, ledger }, proposal, conditions }: Wish): Pennies {
  return nextStake({
    staking: settings.staking,
    pot: ledger.pot,
    target: ledger.terms.target,
    price: settings.odds.max,
    commissionRate: proposal.commissionRate,
    rule: conditions.stakeRule,
  });
}

function coolDown({ state, now, conditions: { coolDownUntil } }: Wish): Stop | null {
  const limits = limitsAt(state, now);
  if (!restIsDue(state.ledger, limits) || coolDownUntil <= now) return null;
  const { cycles } = state.ledger.losingRun;
  const lost = cycles === 1 ? 'A cycle was lost' : `${cycles} cycles in a row were lost`;
  const why = `${lost}, and cool_down_minutes (${limits.coolDownMinutes}) asks for a rest. Betting goes on by itself after it.`;
  return stop('coolDownMinutes', why, coolDownUntil);
}

const stop = (by: Stop['pause']['by'], why: string, until: string | null): Stop => ({
  pause: { by, why, until },
});
