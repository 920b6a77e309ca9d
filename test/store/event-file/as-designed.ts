import { expect } from 'vitest';
import type { Event } from '../../../src/core/events.ts';
import {
  documentOf,
  ENDS,
  EVENTS,
  type HeadContent,
  headAt,
  openBytes,
  untouched,
  wholeAppendsIn,
} from './small-file.ts';

/** The seq that the head file names as acknowledged, or what else is the matter with it. */
export type Acknowledged = number | 'missing' | 'unreadable';

/** All that it may have named of the small file, at one time or another. */
export const ACKNOWLEDGED: readonly Acknowledged[] = ['missing', 'unreadable', 0, 1, 3, 4, 5];

const OPENING = '{"events":[';
const CLOSING = '\n]}';
const STEM = 'betting_events.demo';

const endOf = (seq: number): number => ENDS[seq - 1] ?? OPENING.length;

interface Place {
  readonly line: number;
  readonly seq: number;
}

interface Mutated {
  readonly bytes: Buffer;
  readonly acknowledged: Acknowledged;
  /** The events whose hashes are right, as long as those of the small file: its own unless they were hashed anew. */
  readonly events?: readonly Event[];
}

/**
 * Opens the mutated file and expects what the description of the event file says of it: refused with the place
 * and left as it is, or all the whole appends there, none acknowledged missing, and what was cut off kept and told.
 */
export async function expectAsDesigned(
  mutation: string,
  { bytes, acknowledged, events = EVENTS }: Mutated,
): Promise<void> {
  const head = headOf(acknowledged);
  const { refused, opening, seqs, files } = await openBytes(bytes, head);
  const outcome =
    refused === null
      ? { seqs, notes: opening?.notes }
      : { place: { line: refused.line, seq: refused.seq }, message: refused.message };
  expect({ mutation, acknowledged, ...outcome, files: asText(files) }).toEqual({
    mutation,
    acknowledged,
    ...judge(bytes, acknowledged, events),
  });
}

function headOf(acknowledged: Acknowledged): HeadContent {
  if (acknowledged === 'missing') return null;
  return acknowledged === 'unreadable' ? 'not JSON' : headAt(acknowledged);
}

function judge(bytes: Buffer, acknowledged: Acknowledged, events: readonly Event[]) {
  const same = sameBytes(bytes, documentOf(events));
  const sound = ENDS.filter((end) => end <= same).length;
  const whole = wholeAppendsIn(same);
  const fault = faultAfter(bytes, sound, whole);
  const place =
    damagedOpening(same) ??
    elsewhere(acknowledged, sound, events) ??
    (mustRefuse(bytes, whole, fault, acknowledged) ? (fault ?? placeOf(whole + 1)) : null);
  if (place === null) return opened(bytes, whole, fault, acknowledged, events);
  const message = new RegExp(
    `${STEM}.json, line ${place.line}, seq ${place.seq}: .*Nothing was changed`,
    's',
  );
  return {
    place,
    message: expect.stringMatching(message),
    files: asText(untouched(bytes, headOf(acknowledged))),
  };
}

const damagedOpening = (same: number): Place | null => (same < OPENING.length ? { line: 1, seq: 1 } : null);

/** Where the hashes are right, but not those that were acknowledged. */
function elsewhere(acknowledged: Acknowledged, sound: number, events: readonly Event[]): Place | null {
  if (typeof acknowledged === 'string' || acknowledged === 0 || acknowledged > sound) return null;
  return events[acknowledged - 1]?.hash === headAt(acknowledged).hash ? null : placeOf(acknowledged);
}

function mustRefuse(bytes: Buffer, whole: number, fault: Place | null, acknowledged: Acknowledged): boolean {
  if (typeof acknowledged === 'number') return whole < acknowledged;
  return fault !== null && (whole === 0 || linesOf(bytes.subarray(endOf(whole))).some(readsAsEvent));
}

function opened(
  bytes: Buffer,
  whole: number,
  fault: Place | null,
  acknowledged: Acknowledged,
  events: readonly Event[],
) {
  const end = endOf(whole);
  const cutOff = bytes.toString('latin1', end);
  const closed = `${bytes.toString('latin1', 0, end)}${CLOSING}\n`;
  const kept = fault !== null && cutOff.trim() !== '';
  const noHead =
    typeof acknowledged === 'string'
      ? [expect.stringMatching(new RegExp(`head file .* is ${acknowledged}: .*up to seq ${whole}`))]
      : [];
  const torn = fault === null ? [] : [expect.stringContaining(`after seq ${whole} (line ${fault.line}: `)];
  const { hash } = events[whole - 1] ?? headAt(0);
  return {
    seqs: Array.from({ length: whole }, (_, index) => index + 1),
    notes: [...noHead, ...torn],
    files: {
      [`${STEM}.json`]: fault === null ? bytes.toString('latin1') : closed.padEnd(bytes.length),
      [`${STEM}.head.json`]: `${JSON.stringify({ seq: whole, hash })}\n`,
      ...(kept && { [`${STEM}.cut-after-${whole}.19700101T000000.000Z.txt`]: cutOff }),
    },
  };
}

/** Where a person has to look: the first event that is not as it was, or what stands after the closing bracket. */
function faultAfter(bytes: Buffer, sound: number, whole: number): Place | null {
  const end = endOf(sound);
  const rest = bytes.toString('latin1', end);
  if (!rest.startsWith(CLOSING)) {
    const endedWell = /^,?(\n|$)/.test(rest);
    return endedWell ? placeOf(sound + 1) : { line: sound + 1, seq: Math.max(sound, 1) };
  }
  const stray = rest.slice(CLOSING.length).search(/[^ \t\r\n]/);
  if (stray < 0) return sound === whole ? null : placeOf(sound + 1);
  return { line: linesOf(bytes.subarray(0, end + CLOSING.length + stray)).length, seq: sound + 1 };
}

const placeOf = (seq: number): Place => ({ line: seq + 1, seq });

const linesOf = (bytes: Buffer): string[] => bytes.toString('utf8').split('\n');

function readsAsEvent(line: string): boolean {
  try {
    const event: unknown = JSON.parse(/\{"seq":.*\}/.exec(line)?.[0] ?? '');
    return event !== null && Object.keys(Object(event)).includes('hash');
  } catch {
    return false;
  }
}

function sameBytes(bytes: Buffer, others: Buffer): number {
  const different = others.findIndex((byte, offset) => bytes[offset] !== byte);
  return different < 0 ? others.length : different;
}

/** As Latin-1, in which each byte is a character: compared at once, and shown where they differ. */
const asText = (files: Readonly<Record<string, Buffer>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, bytes.toString('latin1')]));
