import type { Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import type { State } from '../core/state.ts';
import { cycleStory, type InPlaySince } from './cycle-story.ts';
import { type Due, digest, dueOf } from './digest.ts';
import { noticesOf, rejectionAfter } from './notices.ts';
import type { Telling } from './telling.ts';

/** More than this many that wait are told as one. */
const DIGEST_ABOVE = 20;

/** What a sink is told of the log. */
export interface Subject {
  /** Of one whole append, in order. */
  dues(events: readonly Event[], telling: Telling): readonly Due[];
  /** One in place of many that wait, `after` being the state after the last of them; null where each is told. */
  readonly digest: ((dues: readonly [Due, ...Due[]], after: State, currency: string) => Due) | null;
}

/** What the operator is told. */
export const NEWS: Subject = { dues: eachOf(noticesOf), digest };

/** What the threads of the cycles show. */
export const storyWith = (inPlaySince: InPlaySince): Subject => ({
  dues: eachOf((events, telling) => cycleStory(events, telling, inPlaySince)),
  digest: null,
});

/** Each notice is told with the event whose id it bears, or with the whole append. */
function eachOf(notices: typeof noticesOf): Subject['dues'] {
  return (events, telling) => {
    const seqs = new Map(events.map(({ id, seq }) => [id, seq]));
    return notices(events, telling).map((notice) => dueOf(notice, seqs.get(notice.id) ?? telling.after.seq));
  };
}

/** The notices that wait for one sink, made while the log goes by so that each shows the facts of its time. */
export interface NoticeQueue {
  /** The last event that went by. */
  seen(): number;
  /** One append goes by; what lies at or before `toldUpTo` is only folded, and what went by before is passed over. */
  take(append: readonly Event[], toldUpTo?: number): void;
  /** What waits now is not mixed with what comes. */
  seal(): void;
  /** Hands out the next; it is the caller's to tell. */
  next(): Due | undefined;
  /** How many wait. */
  size(): number;
}

/** Begins after the last event of `from`. */
export function createNoticeQueue(
  from: State,
  { currency, stakeRule }: Pick<Telling, 'currency' | 'stakeRule'>,
  subject: Subject,
): NoticeQueue {
  let state = from;
  let lastRejection: string | null = null;
  let sealed: Due[] = [];
  let waiting: Due[] = [];
  let digesting = false;

  const add = (due: Due): void => {
    const [first, ...rest] = waiting;
    const { digest: merge } = subject;
    digesting = first !== undefined && (digesting || waiting.length >= DIGEST_ABOVE);
    waiting =
      first !== undefined && digesting && merge !== null
        ? [merge([first, ...rest, due], state, currency)]
        : [...waiting, due];
  };

  return {
    seen: () => state.seq,
    take: (append, toldUpTo = 0) => {
      const events = append.filter(({ seq }) => seq > state.seq);
      const before = state;
      state = events.reduce(evolve, state);
      for (const due of subject.dues(events, { before, after: state, currency, stakeRule, lastRejection }))
        if (due.upTo > toldUpTo) add(due);
      lastRejection = rejectionAfter(lastRejection, events);
    },
    seal: () => {
      sealed = [...sealed, ...waiting];
      waiting = [];
      digesting = false;
    },
    next: () => sealed.shift() ?? waiting.shift(),
    size: () => sealed.length + waiting.length,
  };
}
