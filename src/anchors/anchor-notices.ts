import { counted } from '../betting/views/wording.ts';
import type { Mode } from '../core/events.ts';
import { type Due, dueOf } from '../notify/digest.ts';
import type { Notice } from '../notify/notice.ts';
import type { Subject } from '../notify/queue.ts';
import { type Anchor, anchorAt, writeAnchor } from './anchor.ts';
import { type AnchorCause, createAnchorDue } from './anchor-due.ts';

const CAUSES: Readonly<Record<AnchorCause, string>> = {
  cycle: 'A cycle ended.',
  correction: 'A result was corrected.',
  day: 'A day ended.',
};

const MODES: Readonly<Record<Mode, string>> = { demo: 'demo', dry_run: 'dry run', live: 'live' };

/** Anchors as what a sink is told, made from nothing but the log; the newest of many that wait says all. */
export function anchorNotices(timeZone: string): Subject {
  const due = createAnchorDue(timeZone);
  return {
    dues: (events, { before, after }) => {
      const cause = due(events, before.at);
      const anchor = cause === null ? null : anchorAt(cause === 'day' ? before : after);
      if (cause === null || anchor === null || after.at === null) return [];
      return [dueOf(noticeOf(anchor, cause, after.at), after.seq)];
    },
    digest: newestOf,
  };
}

const noticeOf = (anchor: Anchor, cause: AnchorCause, at: string): Notice => ({
  id: `anchor:${anchor.hash}`,
  kind: 'anchor',
  about: 'books',
  at,
  message: {
    title: `Anchor: event ${anchor.seq} of ${MODES[anchor.mode]}`,
    tone: 'neutral',
    text: writeAnchor(anchor),
    footer: CAUSES[cause],
  },
});

function newestOf(dues: readonly [Due, ...Due[]]): Due {
  const newest = dues.at(-1) ?? dues[0];
  const count = dues.flatMap(({ counts }) => Object.values(counts)).reduce((sum, n) => sum + n, 0);
  const footer = `It stands for ${counted(count, 'anchor')} that waited to be posted.`;
  const { notice } = newest;
  return {
    ...newest,
    counts: { [notice.kind]: count },
    since: dues[0].since,
    notice: { ...notice, message: { ...notice.message, footer } },
  };
}
