import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventLine, sealEvent } from '../../../store/codec/event-codec.ts';
import { realDisk } from '../../../store/event-file/disk.ts';
import { EventFileRefused } from '../../../store/event-file/event-file-refused.ts';
import { START } from '../../../store/event-file/layout.ts';
import { type Opening, openEventFile } from '../../../store/event-file/open-event-file.ts';
import type { Head } from '../../../store/event-log.ts';
import { resumed } from '../sample-facts.ts';

/** Appends of 1, 2, 1 and 1 events. */
const APPENDS = [[1], [2, 3], [4], [5]];

const ids = '01a20729-f289-752a-aeee-173932d49f8';
let previous = START.hash;
export const EVENTS = APPENDS.flat().map((seq) => {
  const last = APPENDS.find((seqs) => seqs.includes(seq))?.at(-1) ?? seq;
  const at = '2026-11-23T12:00:00.000Z';
  const event = sealEvent(
    resumed(`“ü” ${seq}`),
    { seq, last, id: `${ids}${seq}`, at, actor: 'console', cause: `c${seq}` },
    previous,
  );
  previous = event.hash;
  return event;
});

const opening = Buffer.from('{"events":[\n');
const lines = EVENTS.map((event, index) => Buffer.from(`${eventLine(event)}${index < 4 ? ',\n' : '\n'}`));

/** The whole file, with a little padding. */
export const WHOLE = Buffer.concat([opening, ...lines, Buffer.from(']}\n'), Buffer.alloc(20, ' ')]);

/** For each event the offset of the byte after its closing brace. */
export const ENDS = EVENTS.map((event, index) => {
  const before = lines.slice(0, index).reduce((sum, line) => sum + line.length, opening.length);
  return before + Buffer.byteLength(eventLine(event));
});

export const headAt = (seq: number): Head => ({ seq, hash: EVENTS[seq - 1]?.hash ?? START.hash });

/** The last seq of the whole appends within the first `length` bytes. */
export const wholeAppendsIn = (length: number): number =>
  APPENDS.map((seqs) => seqs.at(-1) ?? 0)
    .filter((seq) => (ENDS[seq - 1] ?? 0) <= length)
    .at(-1) ?? 0;

export type HeadContent = Head | string | null;

export interface Outcome {
  readonly refused: EventFileRefused | null;
  /** The seqs that the opened file has. */
  readonly seqs: readonly number[];
  readonly opening: Opening | null;
  /** The folder's files afterwards. */
  readonly files: Readonly<Record<string, Buffer>>;
}

/** Opens a file with these bytes and that head file (null for none) in a folder of its own. */
export async function openBytes(bytes: Buffer | null, head: HeadContent): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-small-'));
  try {
    const path = join(dir, 'betting_events.demo.json');
    if (bytes !== null) writeFileSync(path, bytes);
    if (head !== null) {
      writeFileSync(
        join(dir, 'betting_events.demo.head.json'),
        typeof head === 'string' ? head : JSON.stringify(head),
      );
    }
    const seqs: number[] = [];
    const disk = { ...realDisk(), sync: async () => undefined };
    const outcome = await openEventFile({
      path,
      disk,
      now: 0,
      positionBefore: () => START,
      sink: (events) => seqs.push(...events.map(({ seq }) => seq)),
    }).then(
      async ({ file, opening }) => {
        await file.close();
        return { refused: null, opening };
      },
      (error: unknown) => {
        if (error instanceof EventFileRefused) return { refused: error, opening: null };
        throw error;
      },
    );
    const files = Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))]));
    return { ...outcome, seqs, files };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** What an untouched folder would hold. */
export function untouched(bytes: Buffer | null, head: HeadContent): Record<string, Buffer> {
  const text = typeof head === 'string' ? head : JSON.stringify(head);
  return {
    ...(bytes !== null && { 'betting_events.demo.json': bytes }),
    ...(head !== null && { 'betting_events.demo.head.json': Buffer.from(text) }),
  };
}
