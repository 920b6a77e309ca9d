import { actorText, counted, money, rangeText } from '../betting/views/wording.ts';
import type { CycleSettings, EventOf, Limits, Staking } from '../core/events.ts';
import type { Pennies } from '../core/money.ts';
import type { Field, Reply } from '../reply.ts';
import type { Telling } from './telling.ts';

export const oddsChanged = ({ data, actor }: EventOf<'ODDS_RANGE_CHANGED'>): Reply => ({
  title: `Odds range: ${rangeText(data.to)}`,
  tone: 'neutral',
  text: `Changed ${actorText(actor)}; it was ${rangeText(data.from)}. It holds from the next bet on.`,
});

export function settingsChanged({ data, actor }: EventOf<'SETTINGS_CHANGED'>, { currency }: Telling): Reply {
  return {
    title: 'Settings changed',
    tone: 'neutral',
    text: `Changed ${actorText(actor)}. Initial stake and target hold from the next cycle on, the rest at once.`,
    fields: differences(settingTexts(data.from, currency), settingTexts(data.to, currency)),
  };
}

export function limitsChanged({ data, actor, at }: EventOf<'LIMITS_CHANGED'>, { currency }: Telling): Reply {
  const fields = differences(limitTexts(data.from, currency), limitTexts(data.to, currency));
  const who = `Changed ${actorText(actor)}`;
  const links = [{ label: 'Limits', command: 'limits', options: {} }];
  if (data.effectiveAt > at)
    return {
      title: 'Limits will change',
      tone: 'warning',
      text: [`${who}; it holds from `, { at: data.effectiveAt }, ' on.'],
      fields,
      links,
    };
  if (fields.length === 0) {
    const text = `Taken back ${actorText(actor)}; the limits stay as they are.`;
    return { title: 'A raise of limits is taken back', tone: 'neutral', text, links };
  }
  return { title: 'Limits changed', tone: 'neutral', text: `${who}; it holds at once.`, fields, links };
}

/** `max stake 20.00 GBP, loss of a day at most 3.00 GBP`, or that there is none. */
export function limitsText(limits: Limits, currency: string): string {
  const set = Object.entries(limitTexts(limits, currency)).filter(([, value]) => value !== NONE);
  return set.length === 0 ? NONE : set.map(([name, value]) => `${name}: ${value}`).join('; ');
}

export const stakingText = (staking: Staking): string =>
  staking === 'roll_all' ? 'the whole pot on each leg' : 'no more than reaches the target';

const NONE = 'none';

const settingTexts = (settings: CycleSettings, currency: string): Record<string, string> => ({
  'Initial stake': money(settings.initialStake, currency),
  Target: money(settings.target, currency),
  Stake: stakingText(settings.staking),
  'Commission where the market names none': `${Number((settings.commissionRate * 100).toFixed(4))} %`,
});

function limitTexts(limits: Limits, currency: string): Record<string, string> {
  const amount = (limit: Pennies | null) => (limit === null ? NONE : money(limit, currency));
  const { coolDownMinutes, coolDownAfterLosses } = limits;
  return {
    'Highest stake': amount(limits.maxStake),
    'Highest loss of a day': amount(limits.maxDailyLoss),
    'Highest loss of a week': amount(limits.maxWeeklyLoss),
    'Highest loss in all': amount(limits.maxTotalLoss),
    'Cool-down':
      coolDownMinutes === 0
        ? NONE
        : `${counted(coolDownMinutes, 'minute')} after each ${coolDownAfterLosses === 1 ? 'lost cycle' : counted(coolDownAfterLosses, 'lost cycle')}`,
  };
}

const differences = (from: Record<string, string>, to: Record<string, string>): readonly Field[] =>
  Object.entries(to)
    .filter(([name, value]) => from[name] !== value)
    .map(([name, value]) => ({ name, value: `${value} (was ${from[name]})` }));
