import { changedFields, limitTexts, settingTexts } from '../betting/views/setting-texts.ts';
import { byActor, rangeText } from '../betting/views/wording.ts';
import type { EventOf } from '../core/events.ts';
import type { Reply } from '../reply.ts';
import type { Telling } from './telling.ts';

export const oddsChanged = ({ data, actor }: EventOf<'ODDS_RANGE_CHANGED'>): Reply => ({
  title: `Odds range: ${rangeText(data.to)}`,
  tone: 'neutral',
  text: ['Changed ', ...byActor(actor), `; it was ${rangeText(data.from)}. It holds from the next bet on.`],
});

export const fileReloaded = ({ data: { changed }, actor }: EventOf<'FILE_RELOADED'>): Reply => ({
  title: 'Configuration file read again',
  tone: 'neutral',
  text: [
    'Read again ',
    ...(actor === 'config' ? ['on SIGHUP'] : byActor(actor)),
    '. What a command changed holds unless the file says otherwise now.',
  ],
  fields: changed.map(({ key, from, to }) => ({ name: key, value: `${to} (was ${from})` })),
  links: [{ label: 'Settings in force', command: 'config', options: {} }],
});

export function settingsChanged({ data, actor }: EventOf<'SETTINGS_CHANGED'>, { currency }: Telling): Reply {
  return {
    title: 'Settings changed',
    tone: 'neutral',
    text: [
      'Changed ',
      ...byActor(actor),
      '. Initial stake and target hold from the next cycle on, the rest at once.',
    ],
    fields: changedFields(settingTexts(data.from, currency), settingTexts(data.to, currency)),
  };
}

export const noticesChanged = ({ data: { to }, actor }: EventOf<'NOTICES_CHANGED'>): Reply => ({
  title: 'Notices changed',
  tone: 'neutral',
  text: [
    'Changed ',
    ...byActor(actor),
    `; ${to === null ? 'they are told as the configuration file says' : 'it holds at once'}.`,
  ],
  links: [{ label: 'Notices', command: 'notify', options: {} }],
});

export function limitsChanged({ data, actor, at }: EventOf<'LIMITS_CHANGED'>, { currency }: Telling): Reply {
  const fields = changedFields(limitTexts(data.from, currency), limitTexts(data.to, currency));
  const who = ['Changed ', ...byActor(actor)];
  const links = [{ label: 'Limits', command: 'limits', options: {} }];
  if (data.effectiveAt > at)
    return {
      title: 'Limits will change',
      tone: 'warning',
      text: [...who, '; it holds from ', { at: data.effectiveAt }, ' on.'],
      fields,
      links,
    };
  if (fields.length === 0) {
    const text = ['Taken back ', ...byActor(actor), '; the limits stay as they are.'];
    return { title: 'A raise of limits is taken back', tone: 'neutral', text, links };
  }
  return { title: 'Limits changed', tone: 'neutral', text: [...who, '; it holds at once.'], fields, links };
}
