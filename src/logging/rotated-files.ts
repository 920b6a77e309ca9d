import { join } from 'node:path';
import DailyRotateFile from 'winston-daily-rotate-file';
import type { Logger } from './logger.ts';

const LARGEST = '10m';
/** After the disk refused, how long before it is tried again. */
const RETRY_AFTER_MS = 30_000;

/** Files that belong together. */
export interface FileSet {
  /** Each is `<name>-<day>.log`. */
  readonly name: string;
  /** Older ones are removed: there is a new one each UTC day, and at 10 MB. */
  readonly most: number;
  /** A link to the one that is being written. */
  readonly current?: string;
  /** The file in which the library remembers them. */
  readonly rotation: string;
  /** Of one line. */
  readonly format: NonNullable<DailyRotateFile['format']>;
  /** What is said when the disk refuses them, and when it takes them again. */
  readonly lost: string;
  readonly back: string;
}

/** Who writes to the files. */
interface Around {
  add(transport: DailyRotateFile): void;
  remove(transport: DailyRotateFile): void;
  say(level: keyof Logger, message: string, facts?: Record<string, unknown>): void;
}

/**
 * Keeps the files open while the disk takes them, and tries again half a minute after it did not.
 * `write` is handed what writes one line, and never throws.
 */
export function keepFiles(set: FileSet, dir: string, now: () => number, { add, remove, say }: Around) {
  let open: DailyRotateFile | null = null;
  /** When the disk last refused, or was last tried again; null while all is well. */
  let doubtedAt: number | null = null;
  let closed = false;
  const fail = (error: unknown) => {
    const first = doubtedAt === null;
    doubtedAt = now();
    if (open) remove(open);
    open = null;
    const facts = { folder: dir, error };
    if (first && !closed) say('error', set.lost, facts);
  };
  const reopen = () => {
    try {
      const transport = openRotatedFiles(set, dir, (error) => open === transport && fail(error));
      open = transport;
      if (doubtedAt !== null) doubtedAt = now();
      add(transport);
    } catch (error) {
      fail(error);
    }
  };
  const tend = () => {
    if (closed || (doubtedAt !== null && now() - doubtedAt < RETRY_AFTER_MS)) return;
    if (!open) return reopen();
    if (doubtedAt !== null) say('info', set.back, { folder: dir });
    doubtedAt = null;
  };
  const close = async () => {
    closed = true;
    if (open) await flush(open);
  };
  const write = (line: () => void) => {
    try {
      tend();
      line();
    } catch (error) {
      fail(error);
    }
  };
  return { write, close };
}

/**
 * A transport that writes the set's files into the folder. Throws where the folder cannot be made; `onFail` is told when
 * the disk refuses a line, after which the transport is of no more use.
 */
function openRotatedFiles(
  { name, most, current, rotation, format }: FileSet,
  dir: string,
  onFail: (error: Error) => void,
): DailyRotateFile {
  const transport = new DailyRotateFile({
    dirname: dir,
    filename: `${name}-%DATE%`,
    extension: '.log',
    datePattern: 'YYYY-MM-DD',
    utc: true,
    maxSize: LARGEST,
    maxFiles: most,
    auditFile: join(dir, rotation),
    ...(current && { createSymlink: true, symlinkName: current }),
    format,
  });
  transport.logStream.on('error', onFail);
  return transport;
}

/** Resolves when all that was written has left for the disk, or after two seconds. */
function flush(transport: DailyRotateFile): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(resolve, 2_000);
    const done = () => {
      clearTimeout(giveUp);
      resolve();
    };
    transport.logStream.on('finish', done).on('error', done);
    transport.close?.();
  });
}
