import type { Limits } from '../../core/events.ts';
import { limitsAt } from '../../core/in-force.ts';
import { losingRun, lossIfLost, lossInAll, lossSince, restIsDue } from '../../core/losses.ts';
import { type Pennies, pennies } from '../../core/money.ts';
import type { State } from '../../core/state.ts';
import { restEnd } from '../cool-down.ts';
import { periodsAt } from '../periods.ts';
import { nextStakeAt } from './status.ts';

export type LossLimit = 'maxDailyLoss' | 'maxWeeklyLoss' | 'maxTotalLoss';

/** The limits and how near betting is to them. Money in pennies, times ISO-8601 UTC. */
export interface LimitsView {
  readonly inForce: Limits;
  /** What a raise that waits will bring, and from when. */
  readonly waiting: { readonly to: Limits; readonly from: string } | null;
  /** Of the next bet, at most; null while a bet is open or being placed. */
  readonly nextStake: Pennies | null;
  /** What the cycles that ended today, this week and ever cost; below zero is a profit. */
  readonly lost: Readonly<Record<LossLimit, Pennies>>;
  readonly dayEnd: string;
  readonly weekEnd: string;
  /** Lost cycles in a row. */
  readonly losingRun: number;
  /** The end of the rest that is being taken, or null. */
  readonly restsUntil: string | null;
  /** The limits that let no next bet pass, whichever price of the range it is offered at. */
  readonly stops: readonly (keyof Limits)[];
}

/** What the view needs beside the log. `now` in milliseconds, `timeZone` as an IANA name. */
export interface LimitsFacts {
  readonly now: number;
  readonly timeZone: string;
  readonly minStake: Pennies;
}

export function limitsView(state: State, { now, timeZone, minStake }: LimitsFacts): LimitsView {
  const { ledger, settings, raisedLimits } = state;
  const at = new Date(now).toISOString();
  const inForce = limitsAt(state, at);
  const { dayStart, dayEnd, weekStart, weekEnd } = periodsAt(now, timeZone);
  const idle = state.openBets.length === 0 && state.request === null;
  const rests = restIsDue(ledger, inForce) && restEnd(state, now) > at;
  const lost = {
    maxDailyLoss: lossSince(ledger, dayStart),
    maxWeeklyLoss: lossSince(ledger, weekStart),
    maxTotalLoss: lossInAll(ledger),
  };
  return {
    inForce,
    waiting:
      raisedLimits !== null && raisedLimits.effectiveAt > at
        ? { to: raisedLimits.to, from: raisedLimits.effectiveAt }
        : null,
    nextStake: idle ? nextStakeAt(state, settings.odds.min, minStake) : null,
    lost,
    dayEnd,
    weekEnd,
    losingRun: losingRun(ledger).cycles,
    restsUntil: rests ? restEnd(state, now) : null,
    stops: idle ? stopping(state, inForce, lost, nextStakeAt(state, settings.odds.max, minStake), rests) : [],
  };
}

/** `stake` is the smallest that the next bet can have. */
function stopping(
  { ledger }: State,
  limits: Limits,
  lost: LimitsView['lost'],
  stake: Pennies,
  rests: boolean,
): readonly (keyof Limits)[] {
  const after = (name: LossLimit): Pennies => pennies(lost[name] + lossIfLost(ledger, stake));
  const losses = (['maxDailyLoss', 'maxWeeklyLoss', 'maxTotalLoss'] as const).filter((name) =>
    exceeds(after(name), limits[name]),
  );
  return [
    ...(exceeds(stake, limits.maxStake) ? (['maxStake'] as const) : []),
    ...losses,
    ...(rests ? (['coolDownMinutes'] as const) : []),
  ];
}

const exceeds = (amount: Pennies, limit: Pennies | null): boolean => limit !== null && amount > limit;
