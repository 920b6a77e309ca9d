import type { Event } from '../../../src/core/events.ts';
import { sealEvent } from '../../../store/codec/event-codec.ts';
import { FIRST_HASH } from '../../../store/codec/hash-chain.ts';
import { resumed } from '../sample-facts.ts';
import { ENDS, EVENTS, WHOLE } from './small-file.ts';

/** A file in place of the small one, and what was done to it. */
export interface Mutation {
  readonly name: string;
  readonly bytes: Buffer;
}

const OPENING = '{"events":[';
const CLOSING = '\n]}\n';
const PAD = ' '.repeat(20);
const LINES = WHOLE.toString('utf8').trimEnd().split('\n');

const offsets = (): number[] => Array.from(WHOLE.keys());

/** Cut at any offset. */
export const cuts = (): Mutation[] =>
  [...offsets(), WHOLE.length].map((length) => ({
    name: `cut at ${length}`,
    bytes: WHOLE.subarray(0, length),
  }));

/** Cut at any offset and closed there, so that it is a whole document wherever that is between two events. */
export const closedCuts = (): Mutation[] =>
  offsets().map((length) => ({
    name: `cut at ${length} and closed`,
    bytes: Buffer.concat([WHOLE.subarray(0, length), Buffer.from(CLOSING + PAD)]),
  }));

/** One bit of every byte, the one that `bitAt` says. */
export const flips = (bitAt: (offset: number) => number): Mutation[] =>
  offsets().map((offset) => {
    const bytes = Buffer.from(WHOLE);
    const bit = bitAt(offset);
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
    return { name: `bit ${bit} of byte ${offset} flipped`, bytes };
  });

/** One byte fewer at every offset, or one more. */
export const shifts = (): Mutation[] =>
  offsets().flatMap((offset) => [
    {
      name: `byte ${offset} removed`,
      bytes: Buffer.concat([WHOLE.subarray(0, offset), WHOLE.subarray(offset + 1)]),
    },
    {
      name: `byte ${offset} doubled`,
      bytes: Buffer.concat([WHOLE.subarray(0, offset + 1), WHOLE.subarray(offset)]),
    },
  ]);

/** Every line, brackets included, removed, doubled, or swapped with every other. */
export const lineChanges = (): Mutation[] =>
  LINES.flatMap((line, at) => [
    { name: `line ${at + 1} removed`, lines: LINES.toSpliced(at, 1) },
    { name: `line ${at + 1} doubled`, lines: LINES.toSpliced(at, 0, line) },
    ...LINES.slice(0, at).map((other, before) => ({
      name: `lines ${before + 1} and ${at + 1} swapped`,
      lines: LINES.with(before, line).with(at, other),
    })),
  ]).flatMap(({ name, lines }) => [
    { name, bytes: document(lines) },
    { name: `${name}, commas put right`, bytes: document(commasPutRight(lines)) },
  ]);

const document = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n${PAD}`);

const commasPutRight = (lines: readonly string[]): string[] =>
  lines.map((line, at) =>
    line.startsWith('{"seq"') ? line.replace(/,?$/, lines[at + 1]?.startsWith('{"seq"') ? ',' : '') : line,
  );

/** The file as it was once, up to that event, in the room that it has today. */
export function olderFile(seq: number): Buffer {
  const end = ENDS[seq - 1] ?? OPENING.length;
  const bytes = Buffer.alloc(WHOLE.length, ' ');
  WHOLE.copy(bytes, 0, 0, end);
  bytes.write(CLOSING, end);
  return bytes;
}

/**
 * The append after one event up to another, with further room, of which every choice of pages reached the disk.
 * Where the file grew, a page that did not reads as zeros, or is not there if none after it did.
 */
export function tornAppends(after: number, upTo: number, page: number): Mutation[] {
  const written = Buffer.concat([olderFile(upTo), Buffer.alloc(2 * page, ' ')]);
  const found = Buffer.alloc(written.length);
  olderFile(after).copy(found);
  const first = Math.floor((ENDS[after - 1] ?? OPENING.length) / page);
  const pages = Array.from(
    { length: Math.ceil(written.length / page) - first },
    (_, n) => (first + n) * page,
  );
  const torn = new Map<string, Mutation>();
  for (let choice = 0; choice < 2 ** pages.length; choice += 1) {
    const reached = pages.filter((_, n) => (choice >> n) % 2 === 1);
    const bytes = Buffer.from(found);
    for (const start of reached) written.copy(bytes, start, start, start + page);
    const end = Math.max(WHOLE.length, Math.min((reached.at(-1) ?? 0) + page, bytes.length));
    for (const length of [end, bytes.length]) {
      const name = `append ${after + 1} to ${upTo}, of ${length} bytes the pages at ${reached} written`;
      const mutated = bytes.subarray(0, length);
      torn.set(mutated.toString('latin1'), { name, bytes: mutated });
    }
  }
  return [...torn.values()];
}

/** One event says something else, in as many bytes; it and those after it, up to `hashed`, have hashes that fit. */
export function edited(seq: number, hashed: number): readonly Event[] {
  let previous = EVENTS[seq - 2]?.hash ?? FIRST_HASH;
  return EVENTS.map((event) => {
    if (event.seq < seq || event.seq > hashed) return event;
    const fact = event.seq === seq ? resumed(`“ä” ${seq}`) : event;
    const sealed = sealEvent({ ...event, ...fact }, event, previous);
    previous = sealed.hash;
    return sealed;
  });
}
