import { leftOutText, skippedText, skipText } from '../betting/views/skips.ts';
import { byActor } from '../betting/views/wording.ts';
import type { EventOf } from '../core/events.ts';
import type { Reply } from '../reply.ts';

export const skipped = ({ data, actor }: EventOf<'MARKETS_SKIPPED'>): Reply => ({
  title: `Skipped: ${skippedText(data)}`,
  tone: 'neutral',
  text: [`${leftOutText(data)} Skipped `, ...skipText({ ...data, actor })],
  links: [{ label: 'Skips', command: 'skips', options: {} }],
});

export const ended = ({ data, actor }: EventOf<'SKIP_ENDED'>): Reply => ({
  title: `Skipped no more: ${skippedText(data)}`,
  tone: 'neutral',
  text: ['Ended ', ...byActor(actor), '. Markets of that kind are looked at again.'],
});
