import type { Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import type { State } from '../core/state.ts';
import { type Due, digest, dueOf } from './digest.ts';
import { noticesOf, rejectionAfter } from './notices.ts';
import type { Telling } from './telling.ts';

/** More than this many that wait are told as one. */
const DIGEST_ABOVE = 20;

/** What a sink is told of the log. */
export interface Subject {
  /** Of one whole append, in order. */
  dues(events: readonly Event[], telling: Telling): readonly Due[];
  /** One in place of many that wait; `after` is the state after the last of them. */
  digest(dues: readonly [Due, ...Due[]], after: State, currency: string): Due;
}

/** What the operator is told. */
export const NEWS: Subject = {
  dues: (events, telling) => {
    const seqs = new Map(events.map(({ id, seq }) => [id, seq]));
    return noticesOf(events, telling).map((notice) =>
      dueOf(notice, seqs.get(notice.id) ?? telling.after.seq),
    );
  },
  digest,
};

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
}

/** Begins after the last event of `from`; `currency` is an ISO code. */
export function createNoticeQueue(from: State, currency: string, subject: Subject): NoticeQueue {
  let state = from;
  let lastRejection: string | null = null;
  let sealed: Due[] = [];
  let waiting: Due[] = [];
  let digesting = false;

  const add = (due: Due): void => {
    const [first, ...rest] = waiting;
    digesting = first !== undefined && (digesting || waiting.length >= DIGEST_ABOVE);
    waiting =
      first !== undefined && digesting
        ? [subject.digest([first, ...rest, due], state, currency)]
        : [...waiting, due];
  };

  return {
    seen: () => state.seq,
    take: (append, toldUpTo = 0) => {
      const events = append.filter(({ seq }) => seq > state.seq);
      const before = state;
      state = events.reduce(evolve, state);
      for (const due of subject.dues(events, { before, after: state, currency, lastRejection }))
        if (due.upTo > toldUpTo) add(due);
      lastRejection = rejectionAfter(lastRejection, events);
    },
    seal: () => {
      sealed = [...sealed, ...waiting];
      waiting = [];
      digesting = false;
    },
    next: () => sealed.shift() ?? waiting.shift(),
  };
}
