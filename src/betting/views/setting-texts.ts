import type { CycleSettings, Limits, Staking } from '../../core/events.ts';
import type { Pennies } from '../../core/money.ts';
import type { Field } from '../../reply.ts';
import { LIMIT_WORDS } from './limit-words.ts';
import { counted, money } from './wording.ts';

/** `Stake limit: 20.00 GBP; Daily loss limit: 3.00 GBP`, or that there is none. */
export function limitsText(limits: Limits, currency: string): string {
  const set = Object.entries(limitTexts(limits, currency)).filter(([, value]) => value !== NONE);
  return set.length === 0 ? NONE : set.map(([name, value]) => `${name}: ${value}`).join('; ');
}

export const stakingText = (staking: Staking): string =>
  staking === 'roll_all' ? 'the whole pot on each leg' : 'no more than reaches the target';

const NONE = 'none';

/** By what a person calls each. */
export const settingTexts = (settings: CycleSettings, currency: string): Record<string, string> => ({
  'Initial stake': money(settings.initialStake, currency),
  Target: money(settings.target, currency),
  Stake: stakingText(settings.staking),
  'Commission where the market names none': `${Number((settings.commissionRate * 100).toFixed(4))} %`,
});

/** The same of the limits. */
export function limitTexts(limits: Limits, currency: string): Record<string, string> {
  const amount = (limit: Pennies | null) => (limit === null ? NONE : money(limit, currency));
  const { coolDownMinutes, coolDownAfterLosses } = limits;
  return {
    [LIMIT_WORDS.maxStake]: amount(limits.maxStake),
    [LIMIT_WORDS.maxDailyLoss]: amount(limits.maxDailyLoss),
    [LIMIT_WORDS.maxWeeklyLoss]: amount(limits.maxWeeklyLoss),
    [LIMIT_WORDS.maxTotalLoss]: amount(limits.maxTotalLoss),
    [LIMIT_WORDS.coolDownMinutes]:
      coolDownMinutes === 0
        ? NONE
        : `${counted(coolDownMinutes, 'minute')} after each ${coolDownAfterLosses === 1 ? 'lost cycle' : counted(coolDownAfterLosses, 'lost cycle')}`,
  };
}

/** What is not the same in both, with what it was. */
export const changedFields = (from: Record<string, string>, to: Record<string, string>): readonly Field[] =>
  Object.entries(to)
    .filter(([name, value]) => from[name] !== value)
    .map(([name, value]) => ({ name, value: `${value} (was ${from[name]})` }));
