import { z } from 'zod';
import type { App } from '../src/app.ts';
import { quietText } from '../src/betting/views/notice-texts.ts';
import { defineCommand } from '../src/command.ts';
import type { NoticeSettings } from '../src/core/events.ts';
import type { Reply } from '../src/reply.ts';

const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;

const timeOfDay = (also: string) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .refine((value) => TIME.test(value) || value === also, { error: 'must be a time such as 22:30' })
    .optional();

export default defineCommand({
  name: 'quiet',
  summary: 'The hours in which nothing but what needs a person makes a sound; with times, changes them',
  examples: ['quiet', 'quiet 22:30 07:00', 'quiet off'],
  options: {
    from: timeOfDay('off').describe('When they begin, such as 22:30, or off'),
    to: timeOfDay('').describe('When they end, such as 07:00; earlier than from: the next day'),
  },
  needs: ({ from, to }) => (from === undefined && to === undefined ? 'viewer' : 'operator'),
  run: async (app, { from, to }, by) => {
    const now = new Date(app.now()).toISOString();
    const settings = app.state().notices ?? app.fileNotices();
    if (from === undefined && to === undefined) return hoursReply('Quiet hours', settings, app);
    const quiet = hoursOf(from, to);
    if (quiet === undefined)
      return {
        refused: 'two_times',
        message: 'Quiet hours take two different times, such as from:22:30 to:07:00, or from:off.',
      };
    const result = await app.submit({ kind: 'change_notices', now, to: { ...settings, quiet } }, by);
    return 'refused' in result ? result : hoursReply('Quiet hours changed', { ...settings, quiet }, app);
  },
});

/** Null for none, undefined where they are no hours. */
function hoursOf(from: string | undefined, to: string | undefined): NoticeSettings['quiet'] | undefined {
  if (from === 'off') return to === undefined ? null : undefined;
  if (from === undefined || to === undefined) return undefined;
  const hours = { from: from.padStart(5, '0'), to: to.padStart(5, '0') };
  return hours.from === hours.to ? undefined : hours;
}

const hoursReply = (title: string, settings: NoticeSettings, { timeZone }: App): Reply => ({
  title: `${title}: ${quietText(settings, timeZone)}`,
  tone: 'neutral',
  text:
    settings.quiet === null
      ? 'Each notice makes a sound at any hour, unless its kind is silent or off.'
      : 'Between these times notices come without a sound; what needs a person is still heard.',
  links: [{ label: 'Loudness by kind', command: 'notify', options: {} }],
});
