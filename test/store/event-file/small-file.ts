import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '../../../src/core/events.ts';
import { eventLine, sealEvent } from '../../../store/codec/event-codec.ts';
import { type Disk, realDisk } from '../../../store/event-file/disk.ts';
import { EventFileRefused } from '../../../store/event-file/event-file-refused.ts';
import { START } from '../../../store/event-file/layout.ts';
import { type Opened, type Opening, openEventFile } from '../../../store/event-file/open-event-file.ts';
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

/** A file of these events, with a little padding. */
export const documentOf = (events: readonly Event[]): Buffer =>
  Buffer.from(`{"events":[\n${events.map(eventLine).join(',\n')}\n]}\n${' '.repeat(20)}`);

export const WHOLE = documentOf(EVENTS);

/** For each event the offset of the byte after its closing brace. */
export const ENDS = EVENTS.map((event) => {
  const line = Buffer.from(eventLine(event));
  return WHOLE.indexOf(line) + line.length;
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
    putFiles(dir, bytes, head);
    return await openIn(dir, { ...realDisk(), sync: async () => undefined });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Writes a file with these bytes and that head file (null for none). */
export function putFiles(dir: string, bytes: Buffer | null, head: HeadContent): void {
  for (const [name, content] of Object.entries(untouched(bytes, head)))
    writeFileSync(join(dir, name), content);
}

/** Opens the file in that folder; rejects where the disk does not let it. */
export async function openFile(dir: string, disk: Disk, now = 0): Promise<Opened & { events: Event[] }> {
  const events: Event[] = [];
  const opened = await openEventFile({
    path: join(dir, 'betting_events.demo.json'),
    disk,
    now,
    from: START,
    positionBefore: () => START,
    sink: (append) => events.push(...append),
    isCopy: false,
  });
  return { ...opened, events };
}

/** Opens it, closes it and looks. */
export async function openIn(dir: string, disk: Disk, now = 0): Promise<Outcome> {
  const outcome = await openFile(dir, disk, now).then(
    async ({ file, opening, events }) => {
      await file.close();
      return { refused: null, opening, seqs: events.map(({ seq }) => seq) };
    },
    (error: unknown) => {
      if (error instanceof EventFileRefused) return { refused: error, opening: null, seqs: [] };
      throw error;
    },
  );
  const files = Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))]));
  return { ...outcome, files };
}

/** The next event of a log that is there. */
export function eventAfter({ seq, hash }: Head, why: string): Event {
  const at = '2026-11-23T12:00:00.000Z';
  const numbering = { seq: seq + 1, last: seq + 1, id: `${ids}0`, at, actor: 'console', cause: 'c' } as const;
  return sealEvent(resumed(why), numbering, hash);
}

/** What an untouched folder would hold. */
export function untouched(bytes: Buffer | null, head: HeadContent): Record<string, Buffer> {
  const text = typeof head === 'string' ? head : JSON.stringify(head);
  return {
    ...(bytes !== null && { 'betting_events.demo.json': bytes }),
    ...(head !== null && { 'betting_events.demo.head.json': Buffer.from(text) }),
  };
}
