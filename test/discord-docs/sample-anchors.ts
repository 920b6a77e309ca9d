import { type AnchorsRead, type PostedAnchor, readAnchor } from '../../src/anchors/anchor.ts';
import { anchorNotices } from '../../src/anchors/anchor-notices.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { writeText } from '../../src/reply.ts';
import type { EventLog } from '../../store/event-log.ts';
import { CONDITIONS } from '../core/given.ts';

/** An audit channel that holds every anchor which the log has called for. */
export function sampleAnchors(
  log: Pick<EventLog, 'subscribe'>,
  timeZone: string,
): () => Promise<AnchorsRead> {
  const subject = anchorNotices(timeZone);
  const posted: PostedAnchor[] = [];
  let state = initialState;
  log.subscribe((events) => {
    const before = state;
    state = events.reduce(evolve, state);
    const telling = {
      before,
      after: state,
      currency: '',
      stakeRule: CONDITIONS.stakeRule,
      lastRejection: null,
    };
    for (const { notice } of subject.dues(events, telling)) {
      const anchor = readAnchor(writeText(notice.message.text ?? '', ({ at }) => at));
      if (anchor !== null) posted.unshift({ ...anchor, at: notice.at, edited: false });
    }
  });
  return async () => ({
    kind: 'read',
    anchors: posted,
    where: `the newest ${posted.length} messages of #rollover-audit`,
  });
}
