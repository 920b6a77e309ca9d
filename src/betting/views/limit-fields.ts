import type { Limits } from '../../core/events.ts';
import { type Pennies, pennies } from '../../core/money.ts';
import type { Field, TextParts } from '../../reply.ts';
import { LIMIT_WORDS } from './limit-words.ts';
import type { LimitsView, LossLimit } from './limits.ts';
import { counted, money } from './wording.ts';

const NAMES = Object.keys(LIMIT_WORDS) as readonly (keyof Limits)[];

/** Each limit under its name: what is in force, how much of it is used, and what a raise that waits will bring. */
export const limitFields = (view: LimitsView, currency: string): readonly Field[] =>
  NAMES.map((name) => ({
    name: LIMIT_WORDS[name],
    value: [
      limitValue(view.inForce, name, currency),
      ...usage(view, name, currency).map((words) => `; ${words}`),
      ...ending(view, name),
      ...raise(view, name, currency),
    ],
  }));

/** `3.00 GBP`, `none`, `5 minutes`. */
export function limitValue(limits: Limits, name: keyof Limits, currency: string): string {
  if (name === 'coolDownAfterLosses') return counted(limits.coolDownAfterLosses, 'lost cycle');
  if (name === 'coolDownMinutes')
    return limits.coolDownMinutes === 0 ? 'none' : counted(limits.coolDownMinutes, 'minute');
  const limit = limits[name];
  return limit === null ? 'none' : money(limit, currency);
}

/** How much of a limit is used, in words; empty where that cannot be said. */
export const usageText = (view: LimitsView, name: keyof Limits, currency: string): string =>
  usage(view, name, currency).join('; ');

function usage(view: LimitsView, name: keyof Limits, currency: string): readonly string[] {
  switch (name) {
    case 'maxStake':
      return stakeUsage(view, currency);
    case 'maxDailyLoss':
      return lossUsage(view, name, 'today', currency);
    case 'maxWeeklyLoss':
      return lossUsage(view, name, 'this week', currency);
    case 'maxTotalLoss':
      return lossUsage(view, name, 'in all', currency);
    case 'coolDownMinutes':
      return [];
    case 'coolDownAfterLosses':
      return [`${view.losingRun === 0 ? 'none' : view.losingRun} lost in a row now`];
  }
}

function stakeUsage({ inForce: { maxStake }, nextStake, stops }: LimitsView, currency: string): string[] {
  if (nextStake === null) return [];
  const next = `the next stake is ${money(nextStake, currency)}`;
  if (maxStake === null) return [next];
  if (stops.includes('maxStake')) return [`${next}, too much: betting stops`];
  return nextStake > maxStake
    ? [`${next} at most`]
    : [next, `${money(pennies(maxStake - nextStake), currency)} left`];
}

function lossUsage(
  { inForce, lost, stops }: LimitsView,
  name: LossLimit,
  period: string,
  currency: string,
): string[] {
  const limit = inForce[name];
  const sofar = `${lossWords(lost[name], currency)} ${period}`;
  if (limit === null) return [sofar];
  const left = limit - lost[name];
  const rest = `${left > 0 ? money(pennies(left), currency) : 'nothing'} left`;
  return [sofar, stops.includes(name) ? `${rest}, too little for the next bet: betting stops` : rest];
}

function lossWords(loss: Pennies, currency: string): string {
  if (loss === 0) return 'nothing lost';
  return loss > 0 ? `${money(loss, currency)} lost` : `${money(pennies(-loss), currency)} won`;
}

/** When a limit that stops betting lets go. */
function ending({ stops, restsUntil, dayEnd, weekEnd }: LimitsView, name: keyof Limits): TextParts {
  if (name === 'coolDownMinutes' && restsUntil !== null)
    return ['; resting, which ends ', { at: restsUntil }];
  if (!stops.includes(name)) return [];
  if (name === 'maxDailyLoss') return ['; a new day begins ', { at: dayEnd }];
  return name === 'maxWeeklyLoss' ? ['; a new week begins ', { at: weekEnd }] : [];
}

function raise({ inForce, waiting }: LimitsView, name: keyof Limits, currency: string): TextParts {
  if (waiting === null || waiting.to[name] === inForce[name]) return [];
  return [`; ${limitValue(waiting.to, name, currency)} comes into force `, { at: waiting.from }];
}
