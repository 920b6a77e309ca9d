import { anchorNotices } from '../../src/anchors/anchor-notices.ts';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { InPlaySince } from '../../src/notify/cycle-story.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { NEWS, type Subject, storyWith } from '../../src/notify/queue.ts';
import type { OpenEventLog } from '../../store/lowdb-event-log.ts';
import { CONDITIONS } from '../core/given.ts';

/** What a log's events were told as, by kind: in the channel, in a cycle's thread, and as anchors. */
export interface DayNotices {
  readonly news: readonly Notice[];
  readonly story: readonly Notice[];
  readonly anchors: readonly Notice[];
}

export interface SampleNotices extends DayNotices {
  /** What came without an event: what needs a person, and summaries. */
  readonly told: readonly Notice[];
}

export async function sampleNotices(
  log: Pick<OpenEventLog, 'read'>,
  inPlaySince: InPlaySince,
): Promise<DayNotices> {
  const events: Event[] = [];
  for await (const event of log.read()) events.push(event);
  return {
    news: toldOf(events, NEWS),
    story: toldOf(events, storyWith(inPlaySince)),
    anchors: toldOf(events, anchorNotices('UTC')),
  };
}

function toldOf(events: readonly Event[], subject: Subject): readonly Notice[] {
  const told: Notice[] = [];
  let state = initialState;
  for (const { seq, last } of events) {
    if (seq !== last) continue;
    const append = events.filter((event) => event.last === last);
    const before = state;
    state = append.reduce(evolve, state);
    const telling = {
      before,
      after: state,
      currency: 'GBP',
      stakeRule: CONDITIONS.stakeRule,
      lastRejection: null,
    };
    for (const { notice } of subject.dues(append, telling)) told.push(notice);
  }
  return told;
}
