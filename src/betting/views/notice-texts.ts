import { type Loudness, NOTICE_KINDS, type NoticeKind, type NoticeSettings } from '../../core/events.ts';
import type { Field } from '../../reply.ts';

/** What a kind of notice is about, in words. */
export const NOTICE_NAMES: Readonly<Record<NoticeKind, string>> = {
  bets: 'Bets placed',
  refusals: 'Bets not taken',
  results: 'Results',
  cycles: 'Targets and resets',
  pauses: 'Pauses',
  settings: 'Settings and arming',
  runs: 'Starts and stops',
  books: 'Books that differ',
  summaries: 'Summaries',
  alerts: 'What needs a person',
};

const LOUDNESS: Readonly<Record<Loudness, string>> = {
  on: 'on',
  silent: 'silent: told without a sound',
  off: 'off: not told',
};

const loudnessText = ({ loudness }: NoticeSettings, kind: NoticeKind): string =>
  LOUDNESS[loudness[kind] ?? 'on'];

export const quietText = ({ quiet }: NoticeSettings, timeZone: string): string =>
  quiet === null ? 'none' : `${quiet.from} to ${quiet.to} (${timeZone})`;

/** The quiet hours, then every kind with its loudness. */
export const noticeFields = (settings: NoticeSettings, timeZone: string): readonly Field[] => [
  { name: 'Quiet hours', value: quietText(settings, timeZone) },
  ...NOTICE_KINDS.map((kind) => ({ name: NOTICE_NAMES[kind], value: loudnessText(settings, kind) })),
];
