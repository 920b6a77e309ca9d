import { z } from 'zod';
import type { App } from '../src/app.ts';
import { NOTICE_NAMES, noticeFields } from '../src/betting/views/notice-texts.ts';
import { defineCommand } from '../src/command.ts';
import { NOTICE_KINDS, type NoticeSettings } from '../src/core/events.ts';
import type { Reply } from '../src/reply.ts';

export default defineCommand({
  name: 'notify',
  summary: 'How loudly each kind of notice is told; with a kind and a loudness, changes it',
  examples: ['notify', 'notify bets silent', 'notify refusals off', 'notify all file'],
  options: {
    kind: z
      .enum([...NOTICE_KINDS, 'all'], { error: `must be one of ${NOTICE_KINDS.join(', ')}, all` })
      .optional()
      .describe('What the notices are about'),
    loudness: z
      .enum(['on', 'silent', 'off', 'file'], { error: 'must be on, silent, off, or file' })
      .optional()
      .describe('silent: without a sound; file: as the configuration file says'),
  },
  needs: ({ kind, loudness }) => (kind === undefined && loudness === undefined ? 'viewer' : 'operator'),
  run: async (app, { kind, loudness }, by) => {
    const before = app.state().notices ?? app.fileNotices();
    if (kind === undefined) return listReply('Notices', before, app);
    if (loudness === undefined)
      return { refused: 'no_loudness', message: 'Say how loudly: on, silent, off, or file.' };
    const kinds = kind === 'all' ? NOTICE_KINDS : [kind];
    if (loudness === 'off' && kinds.includes('alerts'))
      return {
        refused: 'alerts_stay',
        message: 'What needs a person is always told; it can be silent, not off.',
      };
    const changes = kinds.map((each) => [
      each,
      loudness === 'file' ? (app.fileNotices().loudness[each] ?? 'on') : loudness,
    ]);
    const to = { ...before, loudness: { ...before.loudness, ...Object.fromEntries(changes) } };
    const result = await app.submit(
      { kind: 'change_notices', now: new Date(app.now()).toISOString(), to },
      by,
    );
    if ('refused' in result) return result;
    return listReply(kind === 'all' ? 'Notices changed' : `Notices changed: ${NOTICE_NAMES[kind]}`, to, app);
  },
});

const listReply = (title: string, settings: NoticeSettings, { timeZone }: App): Reply => ({
  title,
  tone: 'neutral',
  fields: noticeFields(settings, timeZone),
  links: [{ label: 'Quiet hours', command: 'quiet', options: {} }],
});
