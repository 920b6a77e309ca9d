import { renderReply } from '../../src/discord/render/render-reply.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { asMarkdown } from './as-markdown.ts';
import type { SampleNotices } from './sample-notices.ts';

/** What a day of the demo was told as, one message of each kind. */
export function noticesSection({ news, story, anchors, told }: SampleNotices): string {
  const card = story.findLast(({ kind }) => kind === 'bet_card');
  const parts = [
    ['The first notice of all:', of(news, 'bot_started')],
    ['A bet is placed:', of(news, 'bet_placed')],
    ['It is lost, and with it the cycle:', of(news, 'bet_lost')],
    ['Another one wins:', of(news, 'bet_won')],
    ['And one reaches the target:', of(news, 'target_reached')],
    ['In the thread, the message of a bet that is in play:', card],
    ['The end of a cycle there, with its receipt below:', story.findLast(({ kind }) => kind === 'cycle_end')],
    ['The next morning, the summary of the day; that of a week is its like:', of(told, 'summary_day')],
    ['What needs a person, in live; it calls the operators:', of(told, 'alert')],
    ['An anchor:', of(anchors, 'anchor')],
  ] as const;
  return parts.flatMap(([words, notice]) => [words, shown(words, notice)]).join('\n\n');
}

const of = (notices: readonly Notice[], wanted: string): Notice | undefined =>
  notices.find(({ kind }) => kind === wanted);

function shown(words: string, notice: Notice | undefined): string {
  if (notice === undefined) throw new Error(`the day of the samples has nothing for: ${words}`);
  return asMarkdown(renderReply(notice.message, ({ label }) => label));
}
