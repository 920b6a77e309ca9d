import { hash } from 'node:crypto';

/** What the first event is chained to. */
export const FIRST_HASH = '0'.repeat(64);

const FIELD = Buffer.from(',"hash":"');
const CLOSE = '"}';
const COMMA = 0x2c;

/** Bytes that the hash takes at the end of an event's line: `,"hash":"<64 hex digits>"}`. */
export const HASH_FIELD_LENGTH = FIELD.length + 64 + CLOSE.length;

/** The last bytes of an event's line. */
export const hashField = (hash: string): string => `${FIELD}${hash}${CLOSE}`;

/** Lower-case hex SHA-256 of the previous hash and an event's line up to its hash, as UTF-8. */
export function chainHash(previous: string, body: string): string {
  return hash('sha256', previous + body);
}

/** An event's text whose stored hash fits its bytes and the event before it. */
export interface SoundText {
  readonly text: string;
  /** In bytes, from the line's start. */
  readonly length: number;
}

/** The event at the start of the line, comma or anything else behind it left out; null if it is not sound. */
export function soundEvent(previous: string, line: Buffer): SoundText | null {
  const usual = line.length - HASH_FIELD_LENGTH - (line.at(-1) === COMMA ? 1 : 0);
  const atEnd = soundUpTo(previous, line, usual);
  if (atEnd !== null) return atEnd;
  // A torn write may have left other bytes right behind the event.
  const first = line.indexOf(FIELD);
  return first === usual ? null : soundUpTo(previous, line, first);
}

function soundUpTo(previous: string, line: Buffer, field: number): SoundText | null {
  const length = field + HASH_FIELD_LENGTH;
  if (field < 0 || line.length < length || FIELD.some((byte, index) => line[field + index] !== byte))
    return null;
  const text = line.toString('utf8', 0, length);
  const stored = text.slice(-64 - CLOSE.length, -CLOSE.length);
  if (!text.endsWith(CLOSE) || chainHash(previous, text.slice(0, -HASH_FIELD_LENGTH)) !== stored) return null;
  // Bytes that are no UTF-8 become U+FFFD, as which they could pass for a true one.
  const doubtful = text.includes('\uFFFD') && !Buffer.from(text).equals(line.subarray(0, length));
  return doubtful ? null : { text, length };
}
