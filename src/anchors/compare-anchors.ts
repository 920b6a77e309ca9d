import type { Event, Mode } from '../core/events.ts';
import { logOf, type PostedAnchor } from './anchor.ts';
import { createAnchorDue } from './anchor-due.ts';

/** Anchors of one mode beside its event file, each list in the order of its events. */
export interface AnchorFindings {
  readonly agreeing: readonly PostedAnchor[];
  /** Of events that the file does not have any more. */
  readonly beyond: readonly PostedAnchor[];
  /** Of events that have another hash in the file. */
  readonly differing: readonly PostedAnchor[];
  /** Changed after they were posted, so that they show nothing. */
  readonly edited: readonly PostedAnchor[];
  /** Of a log with another first event. */
  readonly foreign: readonly PostedAnchor[];
  /** How many anchors the file calls for. */
  readonly due: number;
  /** How many of them belong after the oldest agreeing one and were not found. */
  readonly missing: number;
  /** The file's last event. */
  readonly seq: number;
  /** ISO time of the file's first event; null where there is none. */
  readonly began: string | null;
}

export interface AnchorComparison {
  /** The file's appends, from the first on. */
  see(append: readonly Event[]): void;
  findings(): AnchorFindings;
}

/** Begins it; anchors of other modes are left aside. They must have been read before the file is. */
export function compareAnchors(
  posted: readonly PostedAnchor[],
  { mode, timeZone }: { readonly mode: Mode; readonly timeZone: string },
): AnchorComparison {
  const ours = posted.filter((anchor) => anchor.mode === mode).sort((a, b) => a.seq - b.seq);
  const wanted = new Set(ours.map(({ seq }) => seq));
  const causeOf = createAnchorDue(timeZone);
  const hashes = new Map<number, string>();
  const due: number[] = [];
  let first: Event | null = null;
  let last: Event | null = null;
  return {
    see: (append) => {
      const cause = causeOf(append, last?.at ?? null);
      const [begin = null] = append;
      const [end = null] = append.slice(-1);
      const anchored = cause === 'day' ? last : end;
      if (cause !== null && anchored !== null) due.push(anchored.seq);
      for (const { seq, hash } of append.filter((event) => wanted.has(event.seq))) hashes.set(seq, hash);
      first ??= begin;
      last = end;
    },
    findings: () => findingsOf(ours, { first, last, hashes, due }),
  };
}

interface Seen {
  readonly first: Event | null;
  readonly last: Event | null;
  /** Of the events that have anchors, by seq. */
  readonly hashes: ReadonlyMap<number, string>;
  /** The seqs of the anchors that the file calls for. */
  readonly due: readonly number[];
}

function findingsOf(ours: readonly PostedAnchor[], { first, last, hashes, due }: Seen): AnchorFindings {
  const seq = last?.seq ?? 0;
  const log = first === null ? null : logOf(first.hash);
  const sound = ours.filter(({ edited }) => !edited);
  const own = sound.filter((anchor) => anchor.log === log);
  const agrees = (anchor: PostedAnchor): boolean => hashes.get(anchor.seq) === anchor.hash;
  const agreeing = own.filter(agrees);
  const found = new Set(agreeing.map((anchor) => anchor.seq));
  const oldest = agreeing[0]?.seq ?? seq;
  return {
    agreeing,
    beyond: own.filter((anchor) => anchor.seq > seq),
    differing: own.filter((anchor) => anchor.seq <= seq && !agrees(anchor)),
    edited: ours.filter(({ edited }) => edited),
    foreign: sound.filter((anchor) => anchor.log !== log),
    due: due.length,
    missing: due.filter((each) => each > oldest && !found.has(each)).length,
    seq,
    began: first?.at ?? null,
  };
}
