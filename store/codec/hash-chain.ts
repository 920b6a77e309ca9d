import { hash } from 'node:crypto';

/** What the first event is chained to. */
export const FIRST_HASH = '0'.repeat(64);

const FIELD = Buffer.from(',"hash":"');

/** Bytes that the hash takes at the end of an event's line: `,"hash":"<64 hex digits>"}`. */
export const HASH_FIELD_LENGTH = FIELD.length + 64 + '"}'.length;

let scratch = Buffer.allocUnsafe(64 * 1024);

/** Lower-case hex SHA-256 of the previous hash and an event's line up to its hash, as UTF-8. */
export function chainHash(previous: string, body: string): string {
  return hash('sha256', previous + body);
}

/** Length of the event at the start of the line if its stored hash fits the bytes before it, else null. */
export function verifiedLength(previous: string, line: Buffer): number | null {
  const field = line.indexOf(FIELD);
  const end = field + HASH_FIELD_LENGTH;
  if (field < 0 || line.length < end || line.toString('latin1', end - 2, end) !== '"}') return null;
  if (scratch.length < 64 + field) scratch = Buffer.allocUnsafe(2 * (64 + field));
  scratch.write(previous, 0, 'latin1');
  line.copy(scratch, 64, 0, field);
  const stored = line.toString('latin1', field + FIELD.length, end - 2);
  return hash('sha256', scratch.subarray(0, 64 + field)) === stored ? end : null;
}
