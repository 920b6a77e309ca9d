import type { Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import type { State } from '../core/state.ts';
import { type Due, digest, dueOf } from './digest.ts';
import { noticesOf, rejectionAfter } from './notices.ts';

/** More than this many that wait are told as one. */
const DIGEST_ABOVE = 20;

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

/** Begins after the last event of `from`; `currency` is an ISO code. */
export function createNoticeQueue(from: State, currency: string): NoticeQueue {
  let state = from;
  let lastRejection: string | null = null;
  let sealed: Due[] = [];
  let waiting: Due[] = [];
  let digesting = false;

  const add = (due: Due): void => {
    const [first, ...rest] = waiting;
    digesting = first !== undefined && (digesting || waiting.length >= DIGEST_ABOVE);
    waiting =
      first !== undefined && digesting ? [digest([first, ...rest, due], state, currency)] : [...waiting, due];
  };

  return {
    seen: () => state.seq,
    take: (append, toldUpTo = 0) => {
      const events = append.filter(({ seq }) => seq > state.seq);
      const before = state;
      state = events.reduce(evolve, state);
      const seqs = new Map(events.map(({ id, seq }) => [id, seq]));
      for (const notice of noticesOf(events, { before, after: state, currency, lastRejection })) {
        const seq = seqs.get(notice.id) ?? state.seq;
        if (seq > toldUpTo) add(dueOf(notice, seq));
      }
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
