import type { Mode } from '../core/events.ts';
import type { State } from '../core/state.ts';

/** What a log was after one of its events. Posted outside the machine, it shows later what the file alone cannot. */
export interface Anchor {
  readonly mode: Mode;
  /** The beginning of the first event's hash: which log it is. */
  readonly log: string;
  /** The event, and so the count of events up to it. */
  readonly seq: number;
  /** Of that event: 64 hex digits. */
  readonly hash: string;
}

/** An anchor as it was found again. */
export interface PostedAnchor extends Anchor {
  /** ISO-8601 UTC: when it was posted, as the place that keeps it says. */
  readonly at: string;
  /** Changed since, which the bot never does. */
  readonly edited: boolean;
}

/** What a place that keeps anchors shows of them. */
export type AnchorsRead =
  /** `where` says how far was read: `the newest 500 messages of #audit`. */
  | { readonly kind: 'read'; readonly anchors: readonly PostedAnchor[]; readonly where: string }
  /** `why` is a sentence. */
  | { readonly kind: 'unread'; readonly why: string };

const LOG_DIGITS = 16;

/** Which log it is, by the hash of its first event. */
export const logOf = (firstHash: string): string => firstHash.slice(0, LOG_DIGITS);

/** Null before the first event. */
export function anchorAt({ mode, origin, seq, head }: State): Anchor | null {
  return mode === null || origin === null || head === null
    ? null
    : { mode, log: logOf(origin), seq, hash: head };
}

/** One line, the same for the same anchor. */
export const writeAnchor = ({ mode, log, seq, hash }: Anchor): string =>
  `mode ${mode}, log ${log}, seq ${seq}, ${seq} events, hash ${hash}`;

const LINE =
  /^mode (demo|dry_run|live), log ([0-9a-f]{16}), seq (\d{1,15}), \3 events, hash ([0-9a-f]{64})$/m;

/** The anchor that one of the lines is; null where none is. */
export function readAnchor(text: string): Anchor | null {
  const [, mode, log, seq, hash] = LINE.exec(text) ?? [];
  if (log === undefined || hash === undefined) return null;
  return { mode: mode as Mode, log, seq: Number(seq), hash };
}
