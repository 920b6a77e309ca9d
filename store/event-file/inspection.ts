import type { Head } from '../event-log.ts';
import { EventFileRefused, type Fault } from './event-file-refused.ts';
import { readHeadFile } from './head-file.ts';
import { headFilePath, lineOf, OPENING, type Position, START } from './layout.ts';
import { readAt } from './line-reader.ts';
import { type AppendSink, type Scan, type Source, scanEvents } from './scan.ts';
import { hasEventAfter } from './tail.ts';

export interface Inspection {
  /** After the last whole, verified append. */
  readonly position: Position;
  readonly headFile: Head | 'missing' | 'unreadable';
  /** What is wrong with the bytes after it, all beyond the head file's seq; null where the file is whole. */
  readonly tail: Fault | null;
}

/**
 * Checks a file against itself and its head file, changing nothing. Throws EventFileRefused where a person
 * has to look. `settle` may look again at what a running bot may just have been writing; what lies before `from` is
 * taken for checked.
 */
export async function inspectEventFile(
  source: Source,
  sink: AppendSink,
  settle: (scan: Scan, head: Head | null) => Promise<Scan> = async (scan) => scan,
  from: Position = START,
): Promise<Inspection> {
  const headFile = await readHeadFile(headFilePath(source.path));
  const head = typeof headFile === 'string' ? null : headFile;
  await checkOpening(source);
  const { position, fault } = await settle(await scanEvents(source, from, head, sink), head);
  const refused =
    head === null
      ? await refusedWithoutHead(source.fd, position, fault)
      : refusedByHead(head, position, fault);
  if (refused !== null) throw new EventFileRefused({ file: source.path, ...refused });
  return { position, headFile, tail: fault };
}

/** Throws EventFileRefused. */
export async function checkOpening({ path, fd }: Source): Promise<void> {
  const bytes = Buffer.alloc(OPENING.length);
  const { bytesRead } = await readAt(fd, bytes, 0, bytes.length, 0);
  const found = bytes.toString('utf8', 0, bytesRead);
  if (found === OPENING) return;
  const what =
    bytesRead === 0 ? 'the file has 0 bytes' : `found ${JSON.stringify(found)}; expected ${OPENING}`;
  throw new EventFileRefused({ file: path, line: 1, seq: 1, what });
}

function refusedByHead(head: Head, position: Position, fault: Fault | null): Fault | null {
  if (position.seq >= head.seq) return null;
  const known = `seq ${head.seq} was acknowledged, as the head file says`;
  if (fault !== null) return { ...fault, what: `${fault.what}; ${known}` };
  const seq = position.seq + 1;
  return { line: lineOf(seq), seq, what: `the file ends with seq ${position.seq}, but ${known}` };
}

async function refusedWithoutHead(
  fd: number,
  position: Position,
  fault: Fault | null,
): Promise<Fault | null> {
  if (fault === null) return null;
  const why = 'without a readable head file nothing tells a torn write from a damaged file';
  if (position.seq === 0)
    return { ...fault, what: `${fault.what}; no append before it is whole, and ${why}` };
  if (!(await hasEventAfter(fd, position.end))) return null;
  return { ...fault, what: `${fault.what}; further events follow, and ${why}` };
}
