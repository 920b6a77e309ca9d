import type { Event, Mode } from '../../src/core/events.ts';
import { START } from '../event-file/layout.ts';
import type { Known } from '../postgres/read-stream.ts';
import type { Sealed } from '../take-appends.ts';
import type { Verdict } from '../verification.ts';
import { brokenOff, inWords, reading } from './copy-failed.ts';
import type { LogPlace, TakenPlace } from './log-place.ts';

export type Copying =
  | {
      readonly kind: 'copied';
      /** Of both. */
      readonly head: Known;
      /** How many events were there already. */
      readonly had: number;
      /** What `verify` warned of. */
      readonly warnings: readonly string[];
    }
  | Refusal;

interface Refusal {
  readonly kind: 'refused';
  /** `call`: nothing to copy, or not there. `contents`: damage, or something else there. `held`: a bot appended meanwhile. */
  readonly because: 'call' | 'contents' | 'held';
  readonly why: readonly string[];
}

/** So many events, or few more, are appended at once. */
const AT_ONCE = 500;

/**
 * Copies a log byte for byte to a place that is new or holds its beginning, with what a bot keeps beside it, and sees that
 * both end with the same event.
 * Rejects with a DataDirLocked or StreamHeld where a bot has either of them, with a CopyRefused where `from` was half
 * copied itself, and with a CopyFailed where the disk or the database refuses.
 */
export async function copyLog(from: LogPlace, to: LogPlace): Promise<Copying> {
  await inWords(from, () => from.expectWhole());
  const taken = await inWords(to, () => to.take());
  try {
    return await copyTo(taken, from, to);
  } finally {
    await taken.giveBack();
  }
}

async function copyTo(taken: TakenPlace, from: LogPlace, to: LogPlace): Promise<Copying> {
  const there = await look(to, 0);
  if (there.verdict.exitCode !== 0) return unread(there.verdict);
  const given = await look(from, there.head.seq);
  if (given.verdict.exitCode !== 0) return unread(given.verdict);
  const why = whyNot(from, given, to);
  if (why !== null) return refused('call', why);
  if (given.hash !== there.head.hash)
    return refused('contents', await sayOther(from, given.head, to, there.head));
  const { head, copied } = await append(taken, from, to, { had: there.head, upTo: given.head });
  if (head.hash !== copied.hash) return refused('held', sayParted(from, head, to, copied));
  await inWords(to, taken.done);
  return { kind: 'copied', head, had: there.head.seq, warnings: given.verdict.err };
}

const unread = ({ exitCode, err }: Verdict): Refusal => ({
  kind: 'refused',
  because: exitCode === 2 ? 'call' : 'contents',
  why: err,
});

const refused = (because: Refusal['because'], why: string): Refusal => ({
  kind: 'refused',
  because,
  why: [why],
});

/** What a place holds. */
interface Look {
  readonly verdict: Verdict;
  readonly head: Known;
  /** Of the event that was asked for; null where it does not go so far. */
  readonly hash: string | null;
  /** That its first run was of. */
  readonly mode: Mode | null;
}

/** `seq` is the event whose hash is asked for. */
async function look(place: LogPlace, seq: number): Promise<Look> {
  let head: Known = START;
  let hash = seq === 0 ? START.hash : null;
  let mode: Mode | null = null;
  const see = (event: Event): void => {
    head = event;
    if (event.seq === seq) hash = event.hash;
    if (event.type === 'BOT_STARTED') mode ??= event.data.mode;
  };
  const verdict = await inWords(place, () => place.verify((append) => append.forEach(see)));
  return { verdict, head, hash, mode };
}

function whyNot(from: LogPlace, { head, mode }: Look, to: LogPlace): string | null {
  if (head.seq === 0) return `${from.name} has no event: there is nothing to copy.`;
  const given = from.mode ?? mode;
  if (given === null || to.mode === null || given === to.mode) return null;
  return `${from.name} is a log of ${given}, and ${to.name} is where a bot looks for one of ${to.mode}.`;
}

const sayParted = (from: LogPlace, head: Known, to: LogPlace, copied: Known): string =>
  `${from.name} ends with event ${head.seq} now, and ${to.name} with event ${copied.seq}: a bot went on meanwhile. Stop it first; the same call goes on from there.`;

/** What is there in the place of a beginning. */
async function sayOther(from: LogPlace, ours: Known, to: LogPlace, theirs: Known): Promise<string> {
  const differs = await firstDifference(from, to);
  const what =
    differs === null
      ? `goes on where ${from.name} ends: it holds ${theirs.seq} events, and ${from.name} ${ours.seq}`
      : `is another log from event ${differs} on: it holds ${theirs.seq} events, and ${from.name} ${ours.seq} others`;
  return `Refused, and nothing was changed: ${to.name} ${what}. ${to.remedy}.`;
}

/** The seq of the first event that differs; null where one log is the beginning of the other. */
async function firstDifference(one: LogPlace, other: LogPlace): Promise<number | null> {
  const theirs = eventsOf(reading(other, START));
  try {
    for await (const { seq, hash } of eventsOf(reading(one, START))) {
      const { value, done } = await theirs.next();
      if (done) return null;
      if (value.hash !== hash) return seq;
    }
    return null;
  } finally {
    await theirs.return(undefined);
  }
}

async function* eventsOf(pages: AsyncIterable<Sealed>): AsyncGenerator<Event> {
  for await (const { appends } of pages) yield* appends.flat();
}

/** The last event of either, once it is done. */
async function append(
  taken: TakenPlace,
  from: LogPlace,
  to: LogPlace,
  { had, upTo }: { readonly had: Known; readonly upTo: Known },
): Promise<{ readonly head: Known; readonly copied: Known }> {
  let reached = had;
  try {
    const add = await inWords(to, taken.open);
    // Before the events: where it is cut off between the two, there is still something to be copied, and this is, too.
    if (had.seq < upTo.seq) await copyKept(from, to);
    for await (const page of reading(from, had)) {
      for (const part of partsOf(page, upTo.seq)) {
        await inWords(to, () => add(part));
        reached = part.appends.at(-1)?.at(-1) ?? reached;
      }
    }
    return { head: await inWords(from, from.headNow), copied: await inWords(to, to.headNow) };
  } catch (cause) {
    throw brokenOff(reached, upTo, cause);
  }
}

/** The bot whose events are to come was the last to keep anything. */
async function copyKept(from: LogPlace, to: LogPlace): Promise<void> {
  const [given, there] = [from.kept, to.kept];
  if (given === null || there === null) return;
  for (const name of await inWords(from, given.names)) {
    const text = await inWords(from, () => given.read(name));
    if (text !== null) await inWords(to, () => there.write(name, text));
  }
}

/** Its whole appends up to an event, cut into pieces. */
function* partsOf({ appends, lines }: Sealed, upTo: number): Generator<Sealed> {
  let part: (readonly Event[])[] = [];
  let [from, to] = [0, 0];
  for (const each of appends) {
    if ((each.at(-1)?.seq ?? 0) > upTo) break;
    part.push(each);
    to += each.length;
    if (to - from < AT_ONCE) continue;
    yield { appends: part, lines: lines.slice(from, to) };
    part = [];
    from = to;
  }
  if (part.length > 0) yield { appends: part, lines: lines.slice(from, to) };
}
